"""A pair's life, as its page tells it: every opinion, decision and verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotation.choices import PairState, SkipReason, SlotState
from annotation.models import Adjudication, BatchPair, Flag, Judgment, Slot
from annotation.pages.prompts import Piece, struck_through
from annotation.queries import lives
from annotation.rules.views import TokenView
from dataset.choices import Outcome, WordSource
from dataset.models import Verdict

STATES = {
    SlotState.LEASED: "has it now",
    SlotState.FILLED: "counts",
    SlotState.SURPLUS: "surplus",
    SlotState.SKIPPED: "skipped",
    SlotState.SET_ASIDE: "set aside",
}
REMEDIES = {
    PairState.OPEN: ("set_aside", "new_round"),
    PairState.DESK: ("set_aside", "new_round"),
    PairState.SET_ASIDE: ("take_up_again", "new_round"),
    PairState.SETTLED: ("reopen",),
}


@dataclass(frozen=True)
class Revision:
    """One answer as it was given. `canonical` is empty where it reads as the marks do."""

    judgment: Judgment
    marks: list[Piece]
    canonical: list[Piece]
    unsure: list[str]
    seconds: float


@dataclass(frozen=True)
class Opinion:
    """What one person was asked, and their answers."""

    slot: Slot
    state: str
    revisions: list[Revision]
    note: str


@dataclass(frozen=True)
class Round:
    """The pair in one batch. `remedies` are what a manager may do with it now."""

    pair: BatchPair
    pieces: list[Piece]
    contested: list[str]
    opinions: list[Opinion]
    flags: list[Flag]
    decisions: list[tuple[Adjudication, list[str]]]
    remedies: Sequence[str]


@dataclass(frozen=True)
class Published:
    """A verdict: the struck prompt, the clean ones, and who decided each word."""

    verdict: Verdict
    pieces: list[Piece]
    words: list[tuple[str, int, int, str]]
    n_opinions: int


def told(life: lives.Life) -> tuple[list[Round], list[Published]]:
    """The rounds and the verdicts of a life, ready to be written."""
    return [told_round(one) for one in life.rounds], [told_verdict(one) for one in life.verdicts]


def told_round(this: lives.Round) -> Round:
    pair, words = this.pair, spelled(this.tokens)
    struck = pair.struck if pair.state == PairState.SETTLED else ()
    return Round(
        pair=pair,
        pieces=struck_through(this.tokens, this.tail, set(struck)),
        contested=named(words, pair.desk_words) if pair.state == PairState.DESK else [],
        opinions=[told_opinion(this, opinion) for opinion in this.opinions],
        flags=this.flags,
        decisions=[(act, named(words, act.struck)) for act in this.adjudications],
        remedies=REMEDIES.get(PairState(pair.state), ()),
    )


def told_opinion(this: lives.Round, opinion: lives.Opinion) -> Opinion:
    revisions = [told_revision(this, judgment) for judgment in opinion.revisions]
    return Opinion(opinion.slot, state(opinion.slot), revisions, opinion.note)


def state(slot: Slot) -> str:
    """What became of it. That a pair was uncomfortable is told to nobody."""
    if slot.state == SlotState.SKIPPED and slot.skip_reason != SkipReason.UNCOMFORTABLE:
        return f"skipped: {SkipReason(slot.skip_reason).label}"
    return STATES[SlotState(slot.state)]


def told_revision(this: lives.Round, judgment: Judgment) -> Revision:
    judged = judgment.outcome == Outcome.JUDGED
    differs = judged and list(judgment.struck) != list(judgment.canonical)
    return Revision(
        judgment=judgment,
        marks=struck_through(this.tokens, this.tail, set(judgment.struck)) if judged else [],
        canonical=struck_through(this.tokens, this.tail, set(judgment.canonical)) if differs else [],
        unsure=named(spelled(this.tokens), judgment.unsure),
        seconds=judgment.active_ms / 1000,
    )


def told_verdict(one: lives.Published) -> Published:
    verdict, words = one.verdict, spelled(one.tokens)
    rows = [
        (text, verdict.strikes[word], verdict.judged[word], WordSource(verdict.word_sources[word]).label)
        for word, text in words.items()
    ]
    judged = verdict.outcome == Outcome.JUDGED
    pieces = struck_through(one.tokens, one.tail, set(verdict.struck) if judged else ())
    return Published(verdict, pieces, rows if judged else [], len(one.evidence))


def spelled(tokens: Sequence[TokenView]) -> dict[int, str]:
    """The words by their number."""
    return {token.word: token.text for token in tokens if token.word is not None}


def named(words: dict[int, str], chosen: Sequence[int]) -> list[str]:
    return [words[word] for word in chosen]
