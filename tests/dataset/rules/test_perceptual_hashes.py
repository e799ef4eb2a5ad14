import random

import pytest

from dataset.rules.perceptual_hashes import perceptual_hash


def noise(seed: int) -> bytes:
    source = random.Random(seed)  # noqa: S311  repeatable
    return bytes(source.randrange(256) for _ in range(32 * 32))


@pytest.mark.parametrize(("seed", "bits"), [(1, 0x9026ACDC9DCA61CF), (2, 0x9B8A3C3E48C2D3AD), (3, 0x952575A593A46D96)])
def test_the_bits_are_those_of_imagehash(seed: int, bits: int) -> None:
    assert perceptual_hash(noise(seed)) & 0xFFFFFFFFFFFFFFFF == bits


def test_a_little_noise_turns_few_bits() -> None:
    picture = noise(1)
    near = bytes(min(255, value + index % 3) for index, value in enumerate(picture))

    assert (perceptual_hash(picture) ^ perceptual_hash(near)).bit_count() <= 4


def test_a_blank_picture_has_a_hash() -> None:
    assert perceptual_hash(bytes(32 * 32)) == 0
