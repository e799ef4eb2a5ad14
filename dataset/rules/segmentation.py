"""Segmentation: words in scripts that are written without spaces, by pinned libraries."""

import re
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from dataset.rules.characters import HAN, KANA, KATAKANA

if TYPE_CHECKING:
    from rjieba import Jieba

SEGMENTER_VERSION = f"rjieba{version('rjieba')}-icu4py{version('icu4py')}"

_KANA = re.compile(f"[{KANA}]")
_HAN = re.compile(f"[{HAN}]")
_KATAKANA_ONLY = re.compile(f"[{KATAKANA}]++\\Z")
_EXTENDS = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\u200c\u200d\U000e0100-\U000e01ef]"
)


def is_japanese(prompt: str) -> bool:
    """Whether runs of Han in this prompt are Japanese: at least one kana to ten Han characters."""
    n_kana = len(_KANA.findall(prompt))
    return n_kana > 0 and 10 * n_kana >= len(_HAN.findall(prompt))


def segment(run: str, *, japanese: bool) -> list[str]:
    """The words of a run of text without spaces; joined they are the run again."""
    if _HAN.search(run) and not japanese and not _KANA.search(run):
        return _rejoined(_jieba().cut(run))
    # Deferred: the library maps 30 MB of dictionaries, and most processes never meet such a run.
    from icu4py.breakers import WordBreaker  # noqa: PLC0415

    return _rejoined(list(WordBreaker(run, "ja" if _KANA.search(run) or japanese else "th")))


def _rejoined(pieces: list[str]) -> list[str]:
    """Put back together what no reader would cut: a katakana run, a mark and what it stands on."""
    groups: list[list[str]] = []
    katakana = False
    for piece in pieces:
        was_katakana, katakana = katakana, _KATAKANA_ONLY.match(piece) is not None
        if groups and ((was_katakana and katakana) or _EXTENDS.match(piece)):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return ["".join(group) for group in groups]


@cache
def _jieba() -> "Jieba":
    """Our own dictionary: nobody else's added words change where ours are cut."""
    from rjieba import Jieba  # noqa: PLC0415 (reads its dictionary at import)

    return Jieba()
