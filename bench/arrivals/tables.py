"""Tables of made-up pairs in the form of JourneyDB: seeded, of any size, clean or as dirty as is asked for."""

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

A_FOLDER = 5_000
PHRASES = (
    "a an the of in on under with and by red green blue golden pale dark tiny huge ancient broken quiet wild soft cold",
    "fox cat dragon girl knight tower castle river forest city garden bridge ship lantern mirror crown mountain sea",
    "robot temple market street window table flower cherry blossom storm snow rain fog moon sun star cloud shadow",
    "standing sitting walking holding flying burning sleeping smiling looking dancing watercolor oil painting photo",
    "portrait illustration cinematic light volumetric fog highly detailed intricate 8k unreal engine octane render",
    "wide angle close up bokeh depth field vintage film grain art nouveau cyberpunk steampunk minimalist baroque",
    "trending artstation masterpiece studio ghibli style isometric symmetrical composition vibrant colors pastel",
    "dramatic atmosphere mysterious serene epic ethereal surreal hyperrealistic sharp focus golden hour rim lighting",
)
WORDS = [word for phrase in PHRASES for word in phrase.split()]
ENDINGS = ("", " --ar 16:9", " --v 5", " --ar 3:2 --v 4 --q 2", ", 赤い狐", " --no text, watermark")
BAD = (
    b'{"img_path": "./000/cut.png", "prompt": "a line that breaks o',
    b'{"img_path": "./000/none.png"}',
    b'{"img_path": "./000/blank.png", "prompt": "  "}',
    b'{"img_path": "./000/latin.png", "prompt": "caf\xe9"}',
    b'{"img_path": "./000/nul.png", "prompt": "a\\u0000b"}',
    b'{"img_path": "./000/half.png", "prompt": "\\ud83d"}',
    b'{"img_path": "../../etc/x.png", "prompt": "a way out"}',
    b'{"img_path": "https://example.com/x.png", "prompt": "a link"}',
    b'{"img_path": "./000/x.exe", "prompt": "no picture"}',
    b'{"img_path": "./000/twice.png", "prompt": "one", "prompt": "two"}',
    b"[1, 2, 3]",
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A table: its rows, the shares that repeat an earlier row or are no pairs, and how many images a prompt has."""

    rows: int
    seed: int = 1
    repeated: float = 0.0
    bad: float = 0.0
    images_a_prompt: float = 1.0

    @property
    def name(self) -> str:
        return hashlib.sha256(json.dumps(asdict(self)).encode()).hexdigest()[:12]


def tree(place: Path, recipe: Recipe) -> Path:
    """The folder of such a table beside its archives, which are empty; made unless it is there."""
    folder = place / recipe.name
    table = folder / "train_anno.jsonl"
    if table.is_file():
        return folder
    (folder / "imgs").mkdir(parents=True, exist_ok=True)
    for number in range(-(-recipe.rows // A_FOLDER)):
        (folder / "imgs" / f"{number:03}.tgz").touch()
    fresh = table.with_suffix(".new")
    with fresh.open("wb", buffering=1024**2) as file:
        file.writelines(lines(recipe))
    fresh.replace(table)
    return folder


def lines(recipe: Recipe) -> Iterator[bytes]:
    """The lines of the table; half of those that repeat a row repeat one of the last hundred."""
    chance = random.Random(recipe.seed)
    for number in range(recipe.rows):
        drawn = chance.random()
        if drawn < recipe.bad:
            yield chance.choice(BAD) + b"\n"
        elif drawn < recipe.bad + recipe.repeated and number:
            first = max(0, number - 100) if chance.random() < 0.5 else 0
            yield line(recipe, chance.randrange(first, number))
        else:
            yield line(recipe, number)


def line(recipe: Recipe, number: int) -> bytes:
    """One sound row, always the same for its number."""
    drawn = hashlib.shake_128(f"image {recipe.seed} {number}".encode()).digest(18)
    row = {
        "img_path": f"./{number // A_FOLDER:03}/{drawn[:16].hex()}.jpg",
        "prompt": prompt(recipe.seed, int(number / recipe.images_a_prompt)),
        "image_nsfw_score": drawn[16] / 1000,
        "clip_score": drawn[17] / 256,
    }
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def prompt(seed: int, number: int) -> str:
    """Thirteen to 37 words, 25 in the mean; no two numbers share one, within reason."""
    drawn = hashlib.shake_128(f"prompt {seed} {number}".encode()).digest(39)
    words = [WORDS[byte % len(WORDS)] for byte in drawn[: 13 + drawn[38] % 25]]
    return " ".join(words) + ENDINGS[drawn[37] % len(ENDINGS)]
