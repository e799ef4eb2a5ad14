"""
How often the jackknife interval of a simulated batch holds the true figure, and what further opinions do to it.

`./run bench agreement_coverage`; it needs no database and takes about a minute. The skills of the people, how rare
strikes are and how prompts differ in that are made up: what is shown is how the figures behave, not how people do.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from random import Random
from statistics import mean

from annotation.rules.agreement import (
    STRUCK,
    Figure,
    Sums,
    histogram,
    krippendorff_alpha,
    specific_agreement,
    sums,
    total,
)
from annotation.rules.consensus import Opinion, votes
from annotation.rules.jackknives import Clusters, Interval, interval
from annotation.rules.outcomes import PairOutcome
from annotation.rules.pair_sums import in_full, pair_sums

N_WORDS, N_PEOPLE, SEED = 25, 40, 3
# Of a prompt: how often such ones come, the part of their words that is not depicted, how much harder they are.
LEVELS = [(0.50, 0.04, 0.5), (0.35, 0.12, 1.0), (0.15, 0.30, 2.0)]
SIZES = [(30, 300), (100, 300), (300, 200), (1000, 60)]  # pairs of a batch, batches


@dataclass(frozen=True)
class Person:
    """How often they miss a word that is not depicted, and strike one that is; on a prompt of middling difficulty."""

    misses: float
    slips: float

    def strikes(self, *, depicted: bool, difficulty: float) -> float:
        """The chance that they strike such a word."""
        return min(0.5, self.slips * difficulty) if depicted else 1 - min(0.9, self.misses * difficulty)


def crew(misses: float, slips: float) -> list[Person]:
    """Forty people around these means."""
    chance = Random(SEED)
    return [
        Person(misses * chance.betavariate(4, 16) / 0.2, slips * chance.betavariate(2, 60) / 0.032)
        for _ in range(N_PEOPLE)
    ]


CREWS = {"usual": crew(0.20, 0.032), "careful": crew(0.10, 0.005)}


@dataclass(frozen=True)
class Truth:
    """What two of these people, drawn at random, come to in the long run."""

    strike_rate: float
    struck: float
    alpha: float


def truth(people: Sequence[Person]) -> Truth:
    """By summing over all that can be drawn."""
    once = twice = 0.0
    for often, absent, difficulty in LEVELS:
        for part, depicted in ((absent, False), (1 - absent, True)):
            chances = [person.strikes(depicted=depicted, difficulty=difficulty) for person in people]
            pairs = (sum(chances) ** 2 - sum(chance * chance for chance in chances)) / (N_PEOPLE * (N_PEOPLE - 1))
            once += often * part * mean(chances)
            twice += often * part * pairs
    return Truth(once, twice / once, 1 - (once - twice) / (once * (1 - once)))


def opinions(people: Sequence[Person], chance: Random) -> list[Opinion]:
    """Three people's strikes on one more prompt."""
    [(_, absent, difficulty)] = chance.choices(LEVELS, [often for often, _, _ in LEVELS])
    depicted = [chance.random() >= absent for _ in range(N_WORDS)]
    return [
        Opinion(PairOutcome.JUDGED, frozenset(word for word in range(N_WORDS) if chance.random() < by[depicted[word]]))
        for person in chance.sample(people, 3)
        for by in [[person.strikes(depicted=known, difficulty=difficulty) for known in (False, True)]]
    ]


def further(three: list[Opinion]) -> list[Opinion]:
    """Two, and a third where they differ."""
    return three[: 2 + (three[0].struck != three[1].struck)]


WAYS: dict[str, Callable[[list[Opinion]], list[Opinion]]] = {
    "first two": lambda three: three[:2],
    "three of every pair": lambda three: three,
    "two, a third where they differ": further,
}
FIGURES: dict[str, Callable[[Sums], Figure]] = {
    "alpha": krippendorff_alpha,
    "struck": partial(specific_agreement, category=STRUCK),
}


@dataclass
class Tally:
    """What the batches of one row came to, for one figure. One without an interval does not hold the truth."""

    true: float
    values: list[float] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    n_held: int = 0
    n_held_by_words: int = 0

    def add(self, clusters: Clusters, words: Clusters, figure: Callable[[Sums], Figure]) -> None:
        """Count a batch, by the sums of its prompts and by those of its words, each as if it were a prompt."""
        value = figure(total(clusters))
        if isinstance(value, Fraction):
            self.values.append(float(value))
        around = interval(clusters, figure)
        if isinstance(around, Interval):
            self.widths.append(around.high - around.low)
            self.n_held += around.low <= self.true <= around.high
        narrow = interval(words, figure)
        self.n_held_by_words += isinstance(narrow, Interval) and narrow.low <= self.true <= narrow.high

    def cells(self, n_batches: int) -> list[str]:
        """Off by, held, held by words, width."""
        held = [f"{100 * n / n_batches:.0f} %" for n in (self.n_held, self.n_held_by_words)]
        return [f"{mean(self.values) - self.true:+.3f}", *held, f"{mean(self.widths):.2f}"]


def clusters_of(batch: Sequence[list[Opinion]]) -> Clusters:
    """The sums of each pair; every pair is a prompt of its own."""
    return [(in_full(kept), n) for kept, n in Counter(pair_sums(two, N_WORDS) for two in batch).items()]


def words_of(batch: Sequence[list[Opinion]]) -> Clusters:
    """The sums of each word."""
    units = Counter(unit for two in batch for unit in histogram(*votes(two, N_WORDS)).elements())
    return [(sums({unit: 1}), n) for unit, n in units.items()]


def rows(people: Sequence[Person], n_pairs: int, n_batches: int) -> Iterator[list[str]]:
    """A row for each way to ask, all on the same draws."""
    known, chance = truth(people), Random(f"{SEED} {n_pairs}")
    tallies = {way: {"alpha": Tally(known.alpha), "struck": Tally(known.struck)} for way in WAYS}
    for _ in range(n_batches):
        drawn = [opinions(people, chance) for _ in range(n_pairs)]
        for way, ask in WAYS.items():
            batch = [ask(three) for three in drawn]
            clusters, words = clusters_of(batch), words_of(batch)
            for name, figure in FIGURES.items():
                tallies[way][name].add(clusters, words, figure)
    for way, by_figure in tallies.items():
        yield [str(n_pairs), way, *(cell for tally in by_figure.values() for cell in tally.cells(n_batches))]


def table(name: str, people: Sequence[Person], scale: float) -> Iterator[str]:
    """The lines of one crew, in Markdown."""
    known = truth(people)
    yield f"{name} people: strike rate {known.strike_rate:.3f}, struck {known.struck:.3f}, alpha {known.alpha:.3f}\n"
    yield "| pairs | opinions | alpha off by | held | by words | width | struck off by | held | by words | width |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for n_pairs, n_batches in SIZES:
        for row in rows(people, n_pairs, max(2, round(n_batches * scale))):
            yield f"| {' | '.join(row)} |"
    yield ""


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(prog="./run bench agreement_coverage")
    parser.add_argument("--scale", type=float, default=1.0, help="this part of the batches only (1)")
    scale, began = parser.parse_args().scale, time.monotonic()
    for name, people in CREWS.items():
        for line in table(name, people, scale):
            print(line, flush=True)
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
