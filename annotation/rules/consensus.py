"""
When opinions settle a pair, when one more is asked, when a person at the desk decides.

Majority by word over canonical strikes, with a quorum: a rule that a person can follow by hand and recompute.
The order of opinions never matters.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotation.rules.outcomes import DeskReason, PairOutcome

CONSENSUS_VERSION = "majority-1"

# The first of these found among the undecided words is the one that the desk is told.
WORD_REASONS = (DeskReason.SPLIT, DeskReason.EVEN, DeskReason.UNSURE, DeskReason.MAXIMUM)


@dataclass(frozen=True, slots=True)
class Opinion:
    """One counted judgment: canonical strikes, words left unsure, and the words asked (None: all of them)."""

    outcome: PairOutcome
    struck: frozenset[int] = frozenset()
    unsure: frozenset[int] = frozenset()
    asked: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """What a batch asks for: opinions at first, at most, and whether words split among three go to the desk."""

    wanted: int
    at_most: int
    split_to_desk: bool

    def __post_init__(self) -> None:
        if not 1 <= self.wanted <= self.at_most:
            raise ValueError(f"opinions wanted ({self.wanted}) must lie between 1 and the maximum ({self.at_most})")

    @property
    def quorum(self) -> int:
        return min(2, self.wanted)


@dataclass(frozen=True, slots=True)
class Settled:
    """The opinions agree: the outcome of the pair, and the words struck when it is `judged`."""

    outcome: PairOutcome
    struck: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AskMore:
    """So many further opinions are needed now, open slots included."""

    n: int


@dataclass(frozen=True, slots=True)
class ToDesk:
    """A person decides `words`; the strikes in `struck` are agreed already."""

    reason: DeskReason
    words: tuple[int, ...]
    struck: tuple[int, ...]


Decision = Settled | AskMore | ToDesk


class EvidenceRow(NamedTuple):
    """One counted judgment as it is kept under a verdict."""

    rater_key: str
    outcome: str
    struck: Collection[int]
    unsure: Collection[int]
    asked: Collection[int] | None


class Vote(NamedTuple):
    """What is known of one word: judgments, strikes, and whether somebody was unsure of it."""

    judged: int
    struck: int
    doubted: bool

    @property
    def unanimous(self) -> bool:
        return self.struck in {0, self.judged}


def decide(
    opinions: Sequence[Opinion], n_words: int, policy: Policy, locked: Collection[int] = frozenset()
) -> Decision:
    """
    What becomes of a pair with these opinions. Total: at the maximum it never asks for more.

    `locked` words are decided already: kept.
    """
    outcomes = Counter(opinion.outcome for opinion in opinions)
    missing = max(0, policy.wanted - len(opinions))
    if (whole := _whole_outcome(outcomes, missing, policy)) is not None:
        return Settled(whole, ())
    if missing:
        return AskMore(missing)
    ballot = {word: vote for word, vote in enumerate(_ballot(opinions, n_words)) if word not in locked}
    if _outcomes_clash(outcomes):
        return _to_desk(ballot, policy, DeskReason.UNLIKE_OUTCOMES)
    if _outcomes_are_one_to_one(outcomes):
        more = len(opinions) < policy.at_most
        return AskMore(1) if more else _to_desk(ballot, policy, DeskReason.UNLIKE_OUTCOMES)
    return _decide_words(ballot, len(opinions), policy)


def votes(opinions: Sequence[Opinion], n_words: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The arrays (m, s): how many judged each word, and how many of them struck it."""
    ballot = _ballot(opinions, n_words)
    return tuple(vote.judged for vote in ballot), tuple(vote.struck for vote in ballot)


def present_majority(opinions: Sequence[Opinion], n_words: int) -> tuple[int, ...]:
    """The words that more than half of those who judged them struck; a tie keeps the word. For provisional settling."""
    return tuple(word for word, vote in enumerate(_ballot(opinions, n_words)) if 2 * vote.struck > vote.judged)


def evidence_hash(rows: Iterable[EvidenceRow]) -> str:
    """SHA-256, in hex, of the judgments under a verdict, whatever the order of rows and of words in them."""
    lines = sorted(_canonical_json(EvidenceRow(*row)) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _whole_outcome(outcomes: Counter[PairOutcome], missing: int, policy: Policy) -> PairOutcome | None:
    """The outcome of the whole pair that has its quorum and leads so far that no wanted opinion can overturn it."""
    for outcome, n in outcomes.items():
        rivals = max((m for other, m in outcomes.items() if other is not outcome), default=0)
        if outcome is not PairOutcome.JUDGED and n >= policy.quorum and n > rivals + missing:
            return outcome
    return None


def _outcomes_clash(outcomes: Counter[PairOutcome]) -> bool:
    """Whether two people speak of the whole pair, and no outcome of it leads: unlike ones, or two against the words."""
    return outcomes.total() - outcomes[PairOutcome.JUDGED] >= 2


def _outcomes_are_one_to_one(outcomes: Counter[PairOutcome]) -> bool:
    return outcomes.total() == 2 and outcomes[PairOutcome.JUDGED] == 1


def _decide_words(ballot: dict[int, Vote], n_opinions: int, policy: Policy) -> Decision:
    undecided = [vote for vote in ballot.values() if _verdict(vote, policy) is None]
    if not undecided:
        return Settled(PairOutcome.JUDGED, _agreed(ballot, policy))
    # Unanimity never comes back: where only unanimity decides, a fourth opinion on a split word is work for nothing.
    hopeless = policy.split_to_desk and n_opinions >= 3 and not all(vote.unanimous for vote in undecided)
    if n_opinions < policy.at_most and not hopeless:
        return AskMore(1)
    reasons = {_reason(vote) for vote in undecided}
    return _to_desk(ballot, policy, next(reason for reason in WORD_REASONS if reason in reasons))


def _verdict(vote: Vote, policy: Policy) -> bool | None:
    """Whether the word is struck, or None while the opinions do not decide it."""
    if vote.judged >= policy.quorum and vote.unanimous:
        return vote.struck > 0
    if vote.judged >= 3 and 2 * vote.struck != vote.judged and not policy.split_to_desk:
        return 2 * vote.struck > vote.judged
    return None


def _reason(vote: Vote) -> DeskReason:
    if not vote.unanimous:
        return DeskReason.EVEN if 2 * vote.struck == vote.judged else DeskReason.SPLIT
    return DeskReason.UNSURE if vote.doubted else DeskReason.MAXIMUM


def _to_desk(ballot: dict[int, Vote], policy: Policy, reason: DeskReason) -> ToDesk:
    words = tuple(word for word, vote in ballot.items() if _verdict(vote, policy) is None)
    return ToDesk(reason, words, _agreed(ballot, policy))


def _agreed(ballot: dict[int, Vote], policy: Policy) -> tuple[int, ...]:
    return tuple(word for word, vote in ballot.items() if _verdict(vote, policy))


def _ballot(opinions: Sequence[Opinion], n_words: int) -> list[Vote]:
    """One vote a word, of those who judged words at all; unsure or not asked is no judgment."""
    judged, struck, doubted = [0] * n_words, [0] * n_words, [False] * n_words
    for opinion in opinions:
        if opinion.outcome is PairOutcome.JUDGED:
            for word in range(n_words) if opinion.asked is None else opinion.asked:
                if word in opinion.unsure:
                    doubted[word] = True
                else:
                    judged[word] += 1
                    struck[word] += word in opinion.struck
    return [Vote(*row) for row in zip(judged, struck, doubted, strict=True)]


def _canonical_json(row: EvidenceRow) -> str:
    asked = None if row.asked is None else sorted(row.asked)
    fields = [row.rater_key, str(row.outcome), sorted(row.struck), sorted(row.unsure), asked]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
