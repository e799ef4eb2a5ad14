"""A frozen list of styles: what it is known by, its order, and its patches."""

import hashlib
from collections.abc import Iterable, Sequence

from dataset.rules.style_words import Word

PATCH = 200  # styles in one question, as in JourneyDB


def sha256(words: Iterable[Word]) -> bytes:
    """What a snapshot is: its styles with their counts, sorted; the forms they were met in are no part of it."""
    digest = hashlib.sha256()
    for word in words:
        digest.update(f"{word.text}\t{word.n_prompts}\t{int(word.is_artist)}\n".encode())
    return digest.digest()


def band(n_prompts: int) -> int:
    """Styles of about one frequency: as many digits in the number of prompts."""
    return len(str(n_prompts))


def ordered(words: Sequence[Word], seed: int) -> list[int]:
    """The indexes of the styles, frequent bands first; within a band in an order that only the seed decides."""

    def place(index: int) -> tuple[int, bytes]:
        return -band(words[index].n_prompts), hashlib.sha256(f"{seed}\0{words[index].text}".encode()).digest()

    return sorted(range(len(words)), key=place)


def patches(order: Sequence[int], size: int = PATCH) -> list[list[int]]:
    """The indexes in lists of one question each."""
    return [list(order[first : first + size]) for first in range(0, len(order), size)]
