"""What made-up annotators did, told by their own ledger: a plain model that the pages are held against."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

N_OPINIONS = 3


@dataclass(frozen=True)
class Line:
    """One acknowledged judgment."""

    uuid: str
    annotator: str
    pair: int
    struck: tuple[int, ...]
    false: tuple[int, ...]


class Ledger:
    """
    The judgments of a batch that asks three opinions and sends every split word to the desk.

    `aside` names whose judgments count no more, `decided` has the strikes of each pair that the desk settled, `gone`
    the pairs that a new round replaced.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.aside: set[str] = set()
        self.decided: dict[int, tuple[int, ...]] = {}
        self.gone: set[int] = set()

    @property
    def lines(self) -> list[Line]:
        rows = [json.loads(text) for text in self.path.read_text().splitlines()] if self.path.exists() else []
        return [
            Line(row["uuid"], row["annotator"], row["pair"], tuple(row["struck"]), tuple(row["false"])) for row in rows
        ]

    def by_person(self) -> Counter[str]:
        return Counter(line.annotator for line in self.lines)

    def opinions(self) -> dict[int, list[tuple[int, ...]]]:
        """What counts, by pair."""
        found = defaultdict(list)
        for line in self.lines:
            if line.pair not in self.gone and line.annotator not in self.aside:
                found[line.pair].append(line.struck)
        return found

    def contested(self) -> dict[int, set[int]]:
        """The words on which three opinions differ, by pair that waits for the desk."""
        full = {pair: said for pair, said in self.opinions().items() if len(said) == N_OPINIONS}
        split = {pair: set().union(*said) - set(said[0]).intersection(*said) for pair, said in full.items()}
        return {pair: words for pair, words in split.items() if words and pair not in self.decided}

    def settled(self) -> dict[int, tuple[int, ...]]:
        """The strikes of each pair that is settled."""
        full = {pair: said for pair, said in self.opinions().items() if len(said) == N_OPINIONS}
        return {pair: said[0] for pair, said in full.items() if len(set(said)) == 1} | self.decided

    def decide(self, pair: int, struck: set[int]) -> None:
        """The desk strikes these of the words on which the pair's opinions differ."""
        said = self.opinions()[pair]
        self.decided[pair] = tuple(sorted(struck.union(set(said[0]).intersection(*said))))

    def rest_on(self, annotator: str) -> set[int]:
        """The pairs that are settled by opinions alone, theirs among them."""
        theirs = {line.pair for line in self.lines if line.annotator == annotator}
        return {pair for pair in self.settled() if pair in theirs and pair not in self.decided}

    def false(self, pair: int) -> set[int]:
        return {word for line in self.lines if line.pair == pair for word in line.false}

    def strike_rate(self, n_words: dict[int, int]) -> float:
        """Over all words that somebody judged, the mean of the part of opinions that struck it."""
        shares = {pair: Fraction(sum(map(len, said)), len(said)) for pair, said in self.opinions().items()}
        return float(sum(shares.values()) / sum(n_words[pair] for pair in shares))
