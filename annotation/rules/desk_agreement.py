"""How alike decisions on the same words are: what was decided, and what was decided again, blind."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from annotation.rules.outcomes import PairOutcome
from annotation.rules.samples import Interval, share_of


class Undefined(Enum):
    """Why a figure has no value."""

    NO_CASES = "no case was decided twice"
    NO_WORDS = "no words were decided twice"
    NEVER_STRUCK = "neither decision strikes a word"
    NEVER_KEPT = "neither decision keeps a word"


class Twice(NamedTuple):
    """One case that was decided twice: both outcomes, the words that were asked, and those struck each time."""

    outcome: str
    again: str
    asked: Collection[int]
    struck: Collection[int]
    struck_again: Collection[int]


@dataclass(frozen=True, slots=True)
class Alikeness:
    """Counts over cases decided twice; of words, where both times the words were judged."""

    n_cases: int = 0
    n_outcomes_alike: int = 0
    n_words: int = 0
    n_struck: int = 0
    n_struck_again: int = 0
    n_struck_both: int = 0

    @property
    def n_words_alike(self) -> int:
        return self.n_words - self.n_struck - self.n_struck_again + 2 * self.n_struck_both

    @property
    def outcomes(self) -> Interval | Undefined:
        return share_of(self.n_outcomes_alike, self.n_cases) or Undefined.NO_CASES

    @property
    def words(self) -> Interval | Undefined:
        """The share of words decided alike. Most words are kept: read it beside `struck`."""
        return share_of(self.n_words_alike, self.n_words) or self.nothing

    @property
    def struck(self) -> float | Undefined:
        """Of a word struck once, how likely it is struck the other time too (specific agreement)."""
        total = self.n_struck + self.n_struck_again
        if not self.n_words:
            return self.nothing
        return 2 * self.n_struck_both / total if total else Undefined.NEVER_STRUCK

    @property
    def kept(self) -> float | Undefined:
        """The same of a word kept."""
        total = 2 * self.n_words - self.n_struck - self.n_struck_again
        if not self.n_words:
            return self.nothing
        n_both = self.n_words_alike - self.n_struck_both
        return 2 * n_both / total if total else Undefined.NEVER_KEPT

    @property
    def nothing(self) -> Undefined:
        return Undefined.NO_WORDS if self.n_cases else Undefined.NO_CASES


def alikeness(cases: Iterable[Twice]) -> Alikeness:
    """The counts over these cases; their order, and which decision was first, changes nothing but the two totals."""
    n_cases = n_alike = n_words = n_struck = n_again = n_both = 0
    for case in cases:
        n_cases += 1
        n_alike += case.outcome == case.again
        if case.outcome == case.again == PairOutcome.JUDGED:
            n_words += len(case.asked)
            n_struck += len(case.struck)
            n_again += len(case.struck_again)
            n_both += len({*case.struck} & {*case.struck_again})
    return Alikeness(n_cases, n_alike, n_words, n_struck, n_again, n_both)
