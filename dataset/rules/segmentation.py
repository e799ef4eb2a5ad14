"""Segmentation: words in scripts that are written without spaces, by pinned libraries."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from itertools import compress
from typing import TYPE_CHECKING

from dataset.rules.characters import HAN, KANA, KATAKANA

if TYPE_CHECKING:
    from rjieba import Jieba

SEGMENTER_VERSION = f"rjieba{version('rjieba')}-icu4py{version('icu4py')}"

_KANA = re.compile(f"[{KANA}]++")
_HAN = re.compile(f"[{HAN}]++")
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\u200c\u200d\U000e0100-\U000e01ef"
_NO_CUT = re.compile(f"(?<=[{KATAKANA}])(?=[{KATAKANA}])|(?=[{_MARKS}])")
_JOINED = re.compile(f"[{KATAKANA}{_MARKS}]")


def is_japanese(prompt: str) -> bool:
    """Whether runs of Han in this prompt are Japanese: at least one kana to ten Han characters."""
    n_kana = sum(map(len, _KANA.findall(prompt)))
    return n_kana > 0 and 10 * n_kana >= sum(map(len, _HAN.findall(prompt)))


def segment(runs: Sequence[str], *, japanese: bool) -> list[list[str]]:
    """
    The words of each run of text without spaces; joined they are the run again.

    :param runs: not empty, and without line breaks
    :param japanese: whether Han alone, in the prompt that these runs are from, is Japanese
    """
    chinese = [not japanese and _HAN.search(run) is not None and _KANA.search(run) is None for run in runs]
    by_jieba = _lines(_jieba_words, list(compress(runs, chinese)))
    by_icu = _lines(_icu_words, [run for run, by in zip(runs, chinese, strict=True) if not by])
    return [_rejoined(run, next(by_jieba if by else by_icu)) for run, by in zip(runs, chinese, strict=True)]


def _lines(words_of: Callable[[str], Iterable[str]], runs: Sequence[str]) -> Iterator[list[str]]:
    """The words of each run, all cut in one call: no library joins what stands on two lines."""
    words: list[str] = []
    for word in words_of("\n".join(runs)):
        if word == "\n":
            yield words
            words = []
        else:
            words.append(word)
    yield words


def _rejoined(run: str, pieces: list[str]) -> list[str]:
    """Put back together what no reader would cut: katakana, a mark and what it stands on."""
    if not _JOINED.search(run):
        return pieces
    whole = {found.start() for found in _NO_CUT.finditer(run)}
    groups: list[list[str]] = []
    at = 0
    for piece in pieces:
        if at in whole and groups:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        at += len(piece)
    return ["".join(group) for group in groups]


def _icu_words(text: str) -> Iterable[str]:
    # Deferred: the library maps 30 MB of dictionaries, and most processes never meet such a run.
    from icu4py.breakers import WordBreaker  # noqa: PLC0415

    return WordBreaker(text, "ja")  # what cuts Thai, Lao, Khmer and Burmese is the same in every locale


def _jieba_words(text: str) -> Iterable[str]:
    return _jieba().cut(text)


@cache
def _jieba() -> "Jieba":
    """Our own dictionary: nobody else's added words change where ours are cut."""
    from rjieba import Jieba  # noqa: PLC0415 (reads its dictionary at import)

    return Jieba()
