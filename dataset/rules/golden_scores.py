"""How a template does on the golden set: what it sorted as people do, what was valid, and how sure that is."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

from dataset.rules.answers import GROUPS
from dataset.rules.image_texts import Question
from dataset.rules.mentions import stem
from dataset.rules.phrases import words_of
from dataset.rules.sorted_words import Lists, counted, placed

LEVEL = 0.95
QUANTILE = NormalDist().inv_cdf((1 + LEVEL) / 2)
# Where the right option of a question comes from, by what the question is on.
SPOKEN_OF = {"style": {"style"}, "content": {"content", "atmosphere"}}


class Interval(NamedTuple):
    """From where to where a figure may lie, at 95 %."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Tally:
    """
    Sorted words: `n_said` by a model, `n_expected` by people, `n_hit` by both alike.

    Precision and recall as Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval, 8.3; summed over
    prompts they are micro-averaged (13.6). F1 is their harmonic mean (van Rijsbergen 1979), 2 hit / (said + expected).
    """

    n_hit: int = 0
    n_said: int = 0
    n_expected: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.n_hit + other.n_hit, self.n_said + other.n_said, self.n_expected + other.n_expected)

    def __sub__(self, other: "Tally") -> "Tally":
        return Tally(self.n_hit - other.n_hit, self.n_said - other.n_said, self.n_expected - other.n_expected)

    @property
    def precision(self) -> float | None:
        return self.n_hit / self.n_said if self.n_said else None

    @property
    def recall(self) -> float | None:
        return self.n_hit / self.n_expected if self.n_expected else None

    @property
    def f1(self) -> float | None:
        n = self.n_said + self.n_expected
        return 2 * self.n_hit / n if n else None


def total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, start=Tally())


def tallies(text: str, expected: Lists, said: Lists) -> dict[str, Tally]:
    """The words of one prompt by kind; small words count nowhere. Nothing said: all are missed."""
    wanted, found = placed(text, expected), placed(text, said)
    places = counted(text)
    return {
        kind: Tally(
            sum(wanted.get(place) == found.get(place) == kind for place in places),
            sum(found.get(place) == kind for place in places),
            sum(wanted.get(place) == kind for place in places),
        )
        for kind in GROUPS
    }


def interval(of_prompts: Sequence[Tally]) -> Interval | None:
    """
    The interval of F1, had other prompts been in the set; None where nothing tells.

    Words of one prompt hang together, so prompts are left out one at a time, not words.

    Source: Efron and Stein 1981, "The jackknife estimate of variance".
    """
    whole = total(of_prompts)
    return around(whole.f1, [(whole - one).f1 for one in of_prompts], 0.0)


def difference(pairs: Sequence[tuple[Tally, Tally]]) -> tuple[float, Interval | None] | None:
    """
    By how much the second F1 is above the first on the same prompts, with its interval; None where one has none.

    Both answered the same prompts, so a prompt is left out on both sides at once: what is hard for both cancels out.
    """
    first, second = total(one for one, _ in pairs), total(other for _, other in pairs)
    value = less(second.f1, first.f1)
    if value is None:
        return None
    return value, around(value, [less((second - other).f1, (first - one).f1) for one, other in pairs], -1.0)


def less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def around(value: float | None, without: Sequence[float | None], least: float) -> Interval | None:
    """The jackknife's normal interval about a figure, from the figures without one prompt each."""
    known = [one for one in without if one is not None]
    n = len(known)
    if value is None or n < 2 or n < len(without):
        return None
    mean = math.fsum(known) / n
    error = math.sqrt((n - 1) / n * math.fsum((one - mean) ** 2 for one in known))
    return Interval(max(least, value - QUANTILE * error), min(1.0, value + QUANTILE * error))


def share_interval(n_found: int, n: int) -> Interval | None:
    """
    Where a share of prompts may lie: Wilson's score interval.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209-212.
    """
    if n == 0:
        return None
    share, z2 = n_found / n, QUANTILE**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = QUANTILE / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def alike(caption: str, reference: str, language: str) -> float:
    """
    How much of a caption stands in another, and the other way round: F1 of their words, by stems, each as often as it
    stands there.

    Source: ROUGE-1, Lin 2004, "ROUGE: a package for automatic evaluation of summaries", with stemming.
    """
    one, other = (Counter(stem(word, language) for word in words_of(text)) for text in (caption, reference))
    n = one.total() + other.total()
    return 2 * (one & other).total() / n if n else 0.0


def fitting(asked: Iterable[Question], text: str, expected: Lists, language: str) -> tuple[int, int]:
    """
    Of how many questions the right option says a word that people sorted where the question looks, and of how many.

    A question on style whose right option speaks of the content asks what it should not.
    """
    prompt, places = words_of(text), placed(text, expected)
    spoken = {
        kind: {stem(prompt[place], language) for place in counted(text) if places.get(place) in groups}
        for kind, groups in SPOKEN_OF.items()
    }
    rights = [(one.kind, {stem(word, language) for word in words_of(one.options[one.answer])}) for one in asked]
    return sum(not spoken[kind].isdisjoint(right) for kind, right in rights), len(rights)
