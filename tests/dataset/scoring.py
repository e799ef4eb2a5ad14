"""Scorers that run here, over the tiny models of `onnx_models`: CLIP that knows three colours, NSFW that fears red."""

import hashlib
import json
from io import BytesIO
from pathlib import Path

import PIL.Image
from pytest_django.fixtures import Settings

from dataset.choices import MediaState
from dataset.gateways import kept_pictures, storage
from dataset.models import Image
from dataset.rules.clip_tokens import BEGIN, END
from tests.dataset import onnx_models
from tests.factories import ImageFactory

# Green first: else the merges of red would take it apart.
WORDS = {"green": (0.0, 1.0, 0.0), "red": (1.0, 0.0, 0.0), "blue": (0.0, 0.0, 1.0)}
NOTHING = (0.0, 0.0, 0.0)
PLAIN = "mean = [0.0, 0.0, 0.0], std = [1.0, 1.0, 1.0]"


def png(*colour: int) -> bytes:
    data = BytesIO()
    PIL.Image.new("RGB", (32, 24), colour).save(data, "PNG")
    return data.getvalue()


def vocabulary(folder: Path) -> None:
    """Letters, what their merges give, the words, and the marks of begin and end."""
    letters = {word: [*word[:-1], f"{word[-1]}</w>"] for word in WORDS}
    merges = [f"{word[:n]} {letters[word][n]}" for word in WORDS for n in range(1, len(word))]
    parts = [letter + end for letter in "abcdefghijklmnopqrstuvwxyz'," for end in ("", "</w>")]
    parts += ["".join(merge.split()) for merge in merges]
    numbers = {part: number for number, part in enumerate(dict.fromkeys([*parts, BEGIN, END]))}
    (folder / "vocab.json").write_text(json.dumps(numbers))
    (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *merges]))
    whole = {f"{word}</w>": vector for word, vector in WORDS.items()}
    rows = [whole.get(part, NOTHING) for part in numbers]
    onnx_models.mean_word(folder / "texts.onnx", rows)


def made(folder: Path, settings: Settings, **changes: str) -> Path:
    """SCORERS_FILE with both scorers; `changes` replace texts in it."""
    vocabulary(folder)
    onnx_models.mean_colour(folder / "pictures.onnx", "image_embeds")
    onnx_models.mean_colour(folder / "nsfw.onnx", "logits")
    said = f"""
[clip]
kind = "clip"
version = "1"
model = "tiny"
made_by = "dataset.gateways.onnx_scorers.ClipScorer"
files.pictures = {file(folder / "pictures.onnx")}
files.texts = {file(folder / "texts.onnx")}
files.vocabulary = {file(folder / "vocab.json")}
files.merges = {file(folder / "merges.txt")}
options = {{ size = 8, {PLAIN} }}

[nsfw]
kind = "nsfw"
version = "1"
made_by = "dataset.gateways.onnx_scorers.NsfwScorer"
files.pictures = {file(folder / "nsfw.onnx")}
options = {{ size = 8, {PLAIN}, unsafe = [0] }}
"""
    for before, after in changes.items():
        said = said.replace(before, after)
    path = folder / "scorers.toml"
    path.write_text(said)
    settings.SCORERS_FILE = str(path)
    return path


def file(path: Path) -> str:
    return f'{{ path = "{path}", sha256 = "{hashlib.sha256(path.read_bytes()).hexdigest()}" }}'


def picture(prompt: str, *colour: int, **facts: object) -> Image:
    """An image whose bytes are in the storage."""
    data = png(*colour)
    image: Image = ImageFactory(
        prompt__text=prompt,
        media_state=MediaState.READY,
        sha256=hashlib.sha256(data).hexdigest(),
        format="png",
        **facts,
    )
    storage.keep(storage.original_name(image), data)
    assert kept_pictures.original(image) == data
    return image
