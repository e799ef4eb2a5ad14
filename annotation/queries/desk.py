"""What waits for a person's decision, and one case of it: blind to names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_uppercase

from django.db.models import QuerySet

from annotation.choices import FlagReason, PairState, SlotState
from annotation.models import Batch, BatchPair, Flag, Judgment, SkipNote, Slot
from annotation.rules.views import TokenView, token_views
from dataset.choices import Sensitivity
from dataset.rules.tokens import unpack


@dataclass(frozen=True, slots=True)
class WordView:
    """One piece of the prompt; for a word, who struck it and whether it is contested."""

    token: TokenView
    contested: bool
    strikes: int
    judged: int
    agreed_struck: bool


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
    tokenisation = pair.tokenisation
    if tokenisation is None:
        raise ValueError("a pair at the desk has its tokens")
    prompt = tokenisation.prompt.text
    views, tail = token_views(prompt, unpack(tokenisation.tokens), pair.locked)
    words = [word_view(view, pair) for view in views]
    return DeskCase(pair, prompt, words, tail, pair.desk_reason, opinions(pair), flags(pair), notes(pair))


def word_view(view: TokenView, pair: BatchPair) -> WordView:
    if view.word is None:
        return WordView(view, contested=False, strikes=0, judged=0, agreed_struck=False)
    return WordView(
        view,
        contested=view.word in pair.desk_words,
        strikes=pair.s[view.word],
        judged=pair.m[view.word],
        agreed_struck=view.word in pair.struck,
    )


def flags(pair: BatchPair) -> list[FlagView]:
    """What was flagged, by how many people, in the order of the reasons."""
    if not pair.flagged:
        return []
    said = {(annotator, reason) for annotator, reasons in said_of(pair) for reason in reasons}
    people = Counter(reason for _, reason in said)
    return [FlagView(reason, people[reason]) for reason in FlagReason.values if people[reason]]


def said_of(pair: BatchPair) -> Iterable[tuple[int, list[str]]]:
    return Flag.objects.filter(pair=pair).values_list("annotator", "reasons")


def notes(pair: BatchPair) -> list[str]:
    """What people wrote beside their flags, and when they passed the pair on, in the order of its coming."""
    beside = Flag.objects.filter(pair=pair).exclude(note="").values_list("created_at", "note")
    passed = SkipNote.objects.filter(pair=pair).values_list("created_at", "note")
    return [note for _, note in sorted([*(beside if pair.flagged else ()), *passed])]


def opinions(pair: BatchPair) -> list[OpinionView]:
    """The judgments that count, in an order that says nothing about who gave them."""
    slots = Slot.objects.filter(pair=pair, state=SlotState.FILLED)
    judgments = Judgment.objects.filter(pk__in=slots.values("judgment")).order_by("submission_uuid")
    return [
        OpinionView(label, judgment.outcome, list(judgment.canonical), list(judgment.unsure))
        for label, judgment in zip(ascii_uppercase, judgments, strict=False)
    ]
