"""
Texts as CLIP reads them: pieces, then byte pairs, then numbers.

The vocabulary and the merges are files of the model (vocab.json, merges.txt). As its authors have it (Radford et al.
2021, `clip/simple_tokenizer.py`), with the normalisation of the released tokenizer.json (NFC, blanks, lower case).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

CONTEXT = 77
BEGIN, END = "<|startoftext|>", "<|endoftext|>"
ENDINGS = re.compile(r"'(?:s|t|re|ve|m|ll|d)")
BLANKS = re.compile(r"\s+")
LAST = "</w>"


class ClipTokens:
    """The tokeniser of one model; total: whatever the text, `CONTEXT` numbers."""

    def __init__(self, vocabulary: Mapping[str, int], merges: Iterable[str]) -> None:
        self._numbers = vocabulary
        pairs = [tuple(line.split()) for line in merges if line.strip() and not line.startswith("#version")]
        self._ranks = {pair: rank for rank, pair in enumerate(pairs)}
        self._letters = letters_of_bytes()
        self.begin, self.end = vocabulary[BEGIN], vocabulary[END]
        self._merged = lru_cache(10_000)(self._merge)

    def numbers(self, text: str) -> list[int]:
        """The text between its marks, cut where it is too long, and filled up with the mark of the end."""
        plain = BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip().lower()
        found = [number for piece in pieces(plain) for number in self._merged(piece)][: CONTEXT - 2]
        return [self.begin, *found, self.end, *[self.end] * (CONTEXT - 2 - len(found))]

    def _merge(self, piece: str) -> tuple[int, ...]:
        """The byte pairs of a piece, merged in the order of the model's merges."""
        parts = [self._letters[byte] for byte in piece.encode()]
        parts[-1] += LAST
        while len(parts) > 1:
            first = min(pairwise(parts), key=lambda pair: self._ranks.get(pair, len(self._ranks)))
            if first not in self._ranks:
                break
            parts = joined(parts, first)
        return tuple(self._numbers.get(part, self.end) for part in parts)


def joined(parts: list[str], pair: tuple[str, str]) -> list[str]:
    """The parts with each occurrence of the pair as one."""
    found: list[str] = []
    place = 0
    while place < len(parts):
        both = tuple(parts[place : place + 2]) == pair
        found.append("".join(pair) if both else parts[place])
        place += 2 if both else 1
    return found


def pieces(text: str) -> list[str]:
    """Endings as 's, runs of letters, single digits, runs of anything else that is no blank."""
    found, place = [], 0
    while place < len(text):
        kind = kind_of(text[place])
        ending = ENDINGS.match(text, place)
        end = ending.end() if ending else place + 1
        if not ending and kind in "LO":
            while end < len(text) and kind_of(text[end]) == kind:
                end += 1
        if kind != " ":
            found.append(text[place:end])
        place = end
    return found


def kind_of(character: str) -> str:
    """L, N, a blank, or O for others."""
    category = unicodedata.category(character)[0]
    return category if category in "LN" else " " if character.isspace() else "O"


def letters_of_bytes() -> list[str]:
    """The printable letter that stands for each byte in the model's files."""
    plain = {*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)}
    others = iter(range(256, 512))
    return [chr(byte) if byte in plain else chr(next(others)) for byte in range(256)]
