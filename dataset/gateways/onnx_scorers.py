"""CLIP and classifiers of pictures from ONNX files, by onnxruntime: the extra `scorers`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Self

import numpy as np
import PIL.Image

from dataset.gateways.scorers import ExtraMissing, PictureUnreadable, ScorerMisset, ScorerSettings, WeightsMissing
from dataset.rules.clip_tokens import ClipTokens

Array = np.ndarray[Any, np.dtype[np.float32]]
# What CLIP was trained with (Radford et al. 2021).
CLIP_MEAN, CLIP_STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)
HALVES = (0.5, 0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is shown to a model: a square, its middle or all of it, each channel shifted and scaled."""

    size: int
    mean: Sequence[float]
    std: Sequence[float]
    crop: bool

    @classmethod
    def of(cls, asked: ScorerSettings, *, mean: Sequence[float], std: Sequence[float], crop: bool) -> Self:
        said = asked.options
        look = cls(said.get("size", 224), said.get("mean", mean), said.get("std", std), said.get("crop", crop))
        if not (isinstance(look.size, int) and 1 <= look.size <= 2048 and len(look.mean) == len(look.std) == 3):
            raise ScorerMisset(f"The scorer {asked.name}: size is a number of pixels, mean and std are three numbers.")
        return look

    def shown(self, data: bytes) -> Array:
        """
        The picture as channels × rows × columns.

        :raises PictureUnreadable: it cannot be decoded
        """
        try:
            with PIL.Image.open(BytesIO(data)) as opened:
                picture = opened.convert("RGB")
        except (OSError, SyntaxError, ValueError, PIL.Image.DecompressionBombError) as error:
            raise PictureUnreadable(str(error)) from error
        pixels = np.asarray(self.square(picture), dtype=np.float32) / 255
        shifted = (pixels - np.asarray(self.mean, np.float32)) / np.asarray(self.std, np.float32)
        return np.ascontiguousarray(shifted.transpose(2, 0, 1))

    def square(self, picture: PIL.Image.Image) -> PIL.Image.Image:
        side = (self.size, self.size)
        if not self.crop:
            return picture.resize(side, PIL.Image.Resampling.BICUBIC)
        scale = self.size / min(picture.size)
        width, height = (max(self.size, round(length * scale)) for length in picture.size)
        left, top = (width - self.size) // 2, (height - self.size) // 2
        scaled = picture.resize((width, height), PIL.Image.Resampling.BICUBIC)
        return scaled.crop((left, top, left + self.size, top + self.size))


class Network:
    """A model in memory: rows of inputs in, one row of numbers for each out."""

    def __init__(self, path: Path, output: str, threads: int) -> None:
        try:
            import onnxruntime  # noqa: PLC0415  of the extra: only who scores has it
        except ImportError as error:
            raise ExtraMissing(
                "The packages that run models are not installed here: pip install --require-hashes "
                "-r requirements/scorers.txt"
            ) from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=onnxruntime.get_available_providers()
            )
        except Exception as error:  # its errors have no common class but this
            raise WeightsMissing(f"{path} is no model that onnxruntime can load: {str(error)[:300]}") from error
        self.inputs = [one.name for one in self._session.get_inputs()]
        outputs = [one.name for one in self._session.get_outputs()]
        self._output = output if output in outputs else outputs[0]

    def run(self, **given: Any) -> Array:
        """What the model says of the inputs that it has by these names."""
        wanted = {name: given[name] for name in self.inputs if name in given}
        if missing := [name for name in self.inputs if name not in given]:
            raise ScorerMisset(f"The model asks for {', '.join(missing)}, which is nothing that we have.")
        [found] = self._session.run([self._output], wanted)
        return np.asarray(found, dtype=np.float32)


class ClipScorer:
    """
    The cosine between what CLIP sees and what it reads. Files: pictures, texts (the two encoders with their
    projections), vocabulary (vocab.json), merges (merges.txt).
    """

    def __init__(self, asked: ScorerSettings) -> None:
        threads = asked.options.get("threads", 0)
        self._look = Look.of(asked, mean=CLIP_MEAN, std=CLIP_STD, crop=True)
        self._pictures = Network(asked.file("pictures"), "image_embeds", threads)
        self._texts = Network(asked.file("texts"), "text_embeds", threads)
        try:
            vocabulary = json.loads(asked.file("vocabulary").read_text())
            self._tokens = ClipTokens(vocabulary, asked.file("merges").read_text().splitlines())
        except (ValueError, KeyError, TypeError) as error:
            raise WeightsMissing(f"The vocabulary of {asked.name} is none of CLIP's: {error!r}") from error

    def scores(self, pictures: Sequence[bytes], texts: Sequence[str]) -> list[float | PictureUnreadable]:
        shown = Shown(self._look, pictures)
        if not shown.whole:
            return shown.scored([])
        read = np.asarray([self._tokens.numbers(texts[place]) for place in shown.whole], dtype=np.int64)
        seen = unit(self._pictures.run(pixel_values=shown.pixels()))
        said = unit(self._texts.run(input_ids=read, attention_mask=mask(read, self._tokens.end)))
        return shown.scored(np.clip((seen * said).sum(axis=1), -1, 1).tolist())


class NsfwScorer:
    """
    How much of a classifier's certainty lies on unsafe classes. File: pictures. Option `unsafe`: their numbers.
    """

    def __init__(self, asked: ScorerSettings) -> None:
        self._look = Look.of(asked, mean=HALVES, std=HALVES, crop=False)
        self._unsafe = asked.options.get("unsafe", [1])
        if not (isinstance(self._unsafe, list) and self._unsafe and all(type(one) is int for one in self._unsafe)):
            raise ScorerMisset(f"The scorer {asked.name}: unsafe is a list of the numbers of classes.")
        self._pictures = Network(asked.file("pictures"), "logits", asked.options.get("threads", 0))

    def scores(self, pictures: Sequence[bytes], texts: Sequence[str]) -> list[float | PictureUnreadable]:
        shown = Shown(self._look, pictures)
        if not shown.whole:
            return shown.scored([])
        logits = self._pictures.run(pixel_values=shown.pixels())
        if max(self._unsafe) >= logits.shape[1]:
            raise ScorerMisset(f"The model knows {logits.shape[1]} classes; unsafe names number {max(self._unsafe)}.")
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        unsafe = powers[:, self._unsafe].sum(axis=1) / powers.sum(axis=1)
        return shown.scored(np.clip(unsafe, 0, 1).tolist())


class Shown:
    """Pictures by their places: those that could be decoded, and the others with their errors."""

    def __init__(self, look: Look, pictures: Sequence[bytes]) -> None:
        self.whole: dict[int, Array] = {}
        self._n, self._broken = len(pictures), dict[int, PictureUnreadable]()
        for place, data in enumerate(pictures):
            try:
                self.whole[place] = look.shown(data)
            except PictureUnreadable as error:
                self._broken[place] = error

    def pixels(self) -> Array:
        return np.stack([*self.whole.values()])

    def scored(self, values: Sequence[float]) -> list[float | PictureUnreadable]:
        """The values of those that are whole in their places, to six digits: beyond them machines differ."""
        at = {place: round(value, 6) for place, value in zip(self.whole, values, strict=True)}
        return [at[place] if place in at else self._broken[place] for place in range(self._n)]


def unit(rows: Array) -> Array:
    """Each row at length one; one of nothing stays nothing."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), dtype=np.float32)


def mask(numbers: "np.ndarray[Any, np.dtype[np.int64]]", end: int) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """One up to and with the first mark of the end, nothing beyond."""
    first = (numbers == end).argmax(axis=1)
    return np.asarray(np.arange(numbers.shape[1])[None, :] <= first[:, None], dtype=np.int64)
