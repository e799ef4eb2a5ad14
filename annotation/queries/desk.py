"""What waits for a person's decision, and one case of it: blind to names."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from django.db.models import QuerySet

from annotation.choices import FlagReason, PairState, ProofDecision, SlotState
from annotation.models import Batch, BatchPair, Flag, Judgment, ProofReading, SkipNote, Slot
from annotation.rules.outcomes import DeskReason
from annotation.rules.views import TokenView, token_views
from dataset.choices import Sensitivity
from dataset.rules.tokens import unpack


@dataclass(frozen=True, slots=True)
class WordView:
    """
    One piece of the prompt; for a word, who struck it and whether it is contested.

    `preset` is what stands at first: what most struck, or of a pair that was sent back what was struck before.
    """

    token: TokenView
    contested: bool
    strikes: int
    judged: int
    agreed_struck: bool
    preset: bool


@dataclass(frozen=True, slots=True)
class OpinionView:
    """One judgment without a name."""

    label: str
    outcome: str
    struck: list[int]
    unsure: list[int]


@dataclass(frozen=True, slots=True)
class FlagView:
    """What so many people say is wrong."""

    reason: str
    n: int


@dataclass(frozen=True, slots=True)
class DeskCase:
    pair: BatchPair
    prompt: str
    tokens: list[WordView]
    tail: str
    reason: str
    opinions: list[OpinionView]
    flags: list[FlagView]
    notes: list[str]


def waiting(
    *, batch: Batch | None = None, limit: int = 50, after: int | None = None, spared: bool = False
) -> list[BatchPair]:
    """The pairs at the desk, oldest first, from beyond the pair `after`; one query. `spared`: nothing sensitive."""
    pairs = at_the_desk(batch, spared=spared).select_related("batch", "image", "tokenisation__prompt")
    if after is not None:
        pairs = pairs.filter(pk__gt=after)
    return list(pairs.order_by("pk")[:limit])


def n_waiting(*, batch: Batch | None = None, spared: bool = False) -> int:
    return at_the_desk(batch, spared=spared).count()


def at_the_desk(batch: Batch | None, *, spared: bool) -> QuerySet[BatchPair]:
    pairs = BatchPair.objects.filter(state=PairState.DESK)
    if batch is not None:
        pairs = pairs.filter(batch=batch)
    return pairs.exclude(image__sensitivity=Sensitivity.SENSITIVE) if spared else pairs


def case(pair: BatchPair) -> DeskCase:
    """All that is needed to decide a pair; `pair` comes from `waiting`, with its tokenisation."""
    [found] = cases([(pair, pair.desk_words, pair.struck)])
    return found


Asked = tuple[BatchPair, Collection[int], Collection[int]]


def cases(asked: Sequence[Asked]) -> list[DeskCase]:
    """All that is needed to decide pairs: each comes with its contested words, and with those struck already."""
    pairs = [pair for pair, _, _ in asked]
    given, said, written, returned = opinions(pairs), flags(pairs), notes(pairs), returns(pairs)
    found = []
    for pair, contested, agreed in asked:
        tokenisation = pair.tokenisation
        if tokenisation is None:
            raise ValueError("a pair at the desk has its tokens")
        prompt = tokenisation.prompt.text
        views, tail = token_views(prompt, unpack(tokenisation.tokens), pair.locked)
        key = pair.pk
        words = [word_view(view, pair, contested, agreed, returned.get(key)) for view in views]
        told = [returned[key].reason] if key in returned else []
        found.append(DeskCase(pair, prompt, words, tail, pair.desk_reason, given[key], said[key], told + written[key]))
    return found


def word_view(
    view: TokenView,
    pair: BatchPair,
    contested: Collection[int],
    agreed: Collection[int],
    returned: ProofReading | None,
) -> WordView:
    if view.word is None:
        return WordView(view, contested=False, strikes=0, judged=0, agreed_struck=False, preset=False)
    return WordView(
        view,
        contested=view.word in contested,
        strikes=pair.s[view.word],
        judged=pair.m[view.word],
        agreed_struck=view.word in agreed,
        preset=2 * pair.s[view.word] > pair.m[view.word] if returned is None else view.word in returned.struck,
    )


def flags(pairs: Sequence[BatchPair]) -> dict[int, list[FlagView]]:
    """What was flagged, by how many people, in the order of the reasons."""
    flagged = [pair.pk for pair in pairs if pair.flagged]
    rows = Flag.objects.filter(pair__in=flagged).values_list("pair", "annotator", "reasons") if flagged else []
    said = {(pair, annotator, reason) for pair, annotator, reasons in rows for reason in reasons}
    people = Counter((pair, reason) for pair, _, reason in said)
    return {
        pair.pk: [FlagView(reason, people[pair.pk, reason]) for reason in FlagReason.values if people[pair.pk, reason]]
        for pair in pairs
    }


def notes(pairs: Sequence[BatchPair]) -> dict[int, list[str]]:
    """What people wrote beside their flags, and when they passed the pair on, in the order of its coming."""
    flagged = [pair.pk for pair in pairs if pair.flagged]
    beside = Flag.objects.filter(pair__in=flagged).exclude(note="") if flagged else Flag.objects.none()
    passed = SkipNote.objects.filter(pair__in=pairs)
    written = sorted(row for kept in (beside, passed) for row in kept.values_list("created_at", "pair", "note"))
    return {pair.pk: [note for _, of, note in written if of == pair.pk] for pair in pairs}


def returns(pairs: Sequence[BatchPair]) -> dict[int, ProofReading]:
    """Of the pairs that a proof-reader sent back, the reading that did."""
    waiting = [pair.pk for pair in pairs if pair.desk_reason == DeskReason.PROOF and pair.state == PairState.DESK]
    if not waiting:
        return {}
    sent = ProofReading.objects.filter(pair__in=waiting, decision=ProofDecision.BACK).order_by("created_at")
    return {reading.pair_id: reading for reading in sent}


def opinions(pairs: Sequence[BatchPair]) -> dict[int, list[OpinionView]]:
    """The judgments that count, in an order that says nothing about who gave them, and stays as more come in."""
    slots = Slot.objects.filter(pair__in=pairs, state=SlotState.FILLED)
    judgments = list(Judgment.objects.filter(pk__in=slots.values("judgment")).order_by("submission_uuid"))
    return {
        pair.pk: [
            OpinionView(label, given.outcome, list(given.canonical), list(given.unsure))
            for label, given in zip(ascii_uppercase, (one for one in judgments if one.pair_id == pair.pk), strict=False)
        ]
        for pair in pairs
    }
