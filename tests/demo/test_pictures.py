"""The pictures: they decode, have their declared size, differ from each other and never change by chance."""

import io
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from multiprocessing import get_context

import pytest
from PIL import Image

from jdb_site.demo.pairs import DemoPair, demo_pairs

FORMATS = {".png": "PNG", ".jpg": "JPEG"}


@pytest.fixture(scope="module")
def drawn() -> Iterator[dict[str, bytes]]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield dict(pool.map(_drawn, demo_pairs()))


def _drawn(pair: DemoPair) -> tuple[str, bytes]:
    return pair.key, pair.draw()


def _few_pixels(data: bytes) -> bytes:
    return Image.open(io.BytesIO(data)).convert("RGB").resize((16, 16)).tobytes()


@pytest.mark.slow
def test_every_picture_decodes_at_its_declared_size_and_format(drawn: dict[str, bytes]) -> None:
    for pair in demo_pairs():
        with Image.open(io.BytesIO(drawn[pair.key])) as image:
            image.load()
            assert (pair.key, image.size, image.format) == (pair.key, (pair.width, pair.height), FORMATS[pair.suffix])
            assert min(image.size) >= 1024


@pytest.mark.slow
def test_the_files_stay_small_enough_for_a_demo(drawn: dict[str, bytes]) -> None:
    assert max(len(data) for data in drawn.values()) < 1_000_000
    assert sum(len(data) for data in drawn.values()) < 30_000_000


@pytest.mark.slow
def test_no_two_pictures_look_alike(drawn: dict[str, bytes]) -> None:
    small = {key: _few_pixels(data) for key, data in drawn.items()}
    keys = sorted(small)
    nearest = min(
        (sum(abs(a - b) for a, b in zip(small[one], small[two], strict=True)) / len(small[one]), one, two)
        for i, one in enumerate(keys)
        for two in keys[i + 1 :]
    )

    assert nearest[0] > 2, nearest


@pytest.mark.slow
@pytest.mark.parametrize("key", ["fox_in_snow", "mountains_zh", "pixel_castle"])
def test_a_picture_has_the_same_bytes_on_every_drawing(key: str, drawn: dict[str, bytes]) -> None:
    pair = next(pair for pair in demo_pairs() if pair.key == key)

    assert sha256(pair.draw()).hexdigest() == sha256(drawn[key]).hexdigest()
