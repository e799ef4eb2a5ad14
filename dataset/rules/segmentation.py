"""Segmentation: words in scripts that are written without spaces, by pinned libraries."""

import re
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from dataset.rules.characters import HAN, KANA, KATAKANA

if TYPE_CHECKING:
    from rjieba import Jieba

SEGMENTER_VERSION = f"rjieba{version('rjieba')}-icu4py{version('icu4py')}"

_KANA = re.compile(f"[{KANA}]++")
_HAN = re.compile(f"[{HAN}]++")
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\u200c\u200d\U000e0100-\U000e01ef"
_NO_CUT = re.compile(f"(?<=[{KATAKANA}])(?=[{KATAKANA}])|(?=[{_MARKS}])")


def is_japanese(prompt: str) -> bool:
    """Whether runs of Han in this prompt are Japanese: at least one kana to ten Han characters."""
    n_kana = sum(map(len, _KANA.findall(prompt)))
    return n_kana > 0 and 10 * n_kana >= sum(map(len, _HAN.findall(prompt)))


def segment(run: str, *, japanese: bool) -> list[str]:
    """The words of a run of text without spaces; joined they are the run again."""
    kana = _KANA.search(run) is not None
    if not japanese and not kana and _HAN.search(run):
        return _rejoined(run, _jieba().cut(run))
    # Deferred: the library maps 30 MB of dictionaries, and most processes never meet such a run.
    from icu4py.breakers import WordBreaker  # noqa: PLC0415

    return _rejoined(run, list(WordBreaker(run, "ja" if japanese or kana else "th")))


def _rejoined(run: str, pieces: list[str]) -> list[str]:
    """Put back together what no reader would cut: katakana, a mark and what it stands on."""
    whole = {found.start() for found in _NO_CUT.finditer(run)}
    if not whole:
        return pieces
    groups: list[list[str]] = []
    at = 0
    for piece in pieces:
        if at in whole and groups:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        at += len(piece)
    return ["".join(group) for group in groups]


@cache
def _jieba() -> "Jieba":
    """Our own dictionary: nobody else's added words change where ours are cut."""
    from rjieba import Jieba  # noqa: PLC0415 (reads its dictionary at import)

    return Jieba()
