"""What may be handed to an adjudicator: cases of the desk, and settled pairs that are asked once more."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import OrderBy

from annotation.choices import PairState, SampleKind, SlotState
from annotation.models import Batch, BatchPair, DeskHold, DeskSample, Slot, User
from annotation.models.batches import DISPUTE
from annotation.rules.desk_cases import Order
from dataset.choices import Sensitivity

COUNTED_AT_MOST = 1000
GAVE = (SlotState.FILLED, SlotState.SURPLUS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    What an adjudicator asks for: up to `n` cases beside those they have, none of those they passed.

    `spared` wants nothing sensitive; `repeat_days` must pass before one's own decision comes back.
    """

    n: int
    has: tuple[int, ...] = ()
    passed: tuple[int, ...] = ()
    batch: Batch | None = None
    order: Order = Order.DISPUTE
    spared: bool = False
    repeat_days: int = 7


def to_decide(adjudicator: User, wanted: Wanted, now: datetime) -> list[BatchPair]:
    """Cases for this person, at most as many as wanted: those that they hold already come first."""
    pairs = theirs(adjudicator, wanted, now).select_related("batch", "image", "tokenisation__prompt")
    mine = Q(desk_hold__adjudicator=adjudicator, desk_hold__ends_at__gt=now)
    held = list(pairs.filter(mine).order_by(*ordering(wanted.order))[: wanted.n])
    others = pairs.exclude(pk__in=[pair.pk for pair in held]).order_by(*ordering(wanted.order))
    return held + list(others[: wanted.n - len(held)])


def n_waiting(adjudicator: User, wanted: Wanted, now: datetime) -> int:
    """How many cases this person could be handed; beyond a thousand nobody counts."""
    return theirs(adjudicator, wanted, now)[:COUNTED_AT_MOST].count()


def theirs(adjudicator: User, wanted: Wanted, now: datetime) -> QuerySet[BatchPair]:
    pairs = BatchPair.objects.filter(state=PairState.DESK)
    if wanted.batch is not None:
        pairs = pairs.filter(batch=wanted.batch)
    if wanted.spared:
        pairs = pairs.exclude(image__sensitivity=Sensitivity.SENSITIVE)
    return pairs.exclude(pk__in=[*wanted.has, *wanted.passed]).filter(
        ~held_by_others("pk", adjudicator, now), ~judged_by("pk", adjudicator)
    )


def to_answer(adjudicator: User, wanted: Wanted, now: datetime) -> list[DeskSample]:
    """Samples for this person, the oldest first: no decision of their own before it is forgotten."""
    samples = open_samples().exclude(pair__in=[*wanted.has, *wanted.passed])
    if wanted.batch is not None:
        samples = samples.filter(pair__batch=wanted.batch)
    if wanted.spared:
        samples = samples.exclude(pair__image__sensitivity=Sensitivity.SENSITIVE)
    forgotten = Q(of__created_at__lte=now - timedelta(days=wanted.repeat_days))
    samples = samples.filter(
        Q(kind=SampleKind.THIRD) | ~Q(of__adjudicator=adjudicator) | forgotten,
        ~held_by_others("pair", adjudicator, now),
        ~judged_by("pair", adjudicator),
    )
    related = samples.select_related("of", "pair__batch", "pair__image", "pair__tokenisation__prompt")
    return list(related.order_by("pk")[: wanted.n])


def decidable(pairs: Collection[int]) -> set[int]:
    """Those of the pairs that wait for a decision still."""
    asked = Q(state=PairState.DESK) | Exists(open_samples().filter(pair=OuterRef("pk")))
    return {*BatchPair.objects.filter(asked, pk__in=pairs).values_list("pk", flat=True)}


def open_samples() -> QuerySet[DeskSample]:
    """Drawn, not answered, and still settled as it was when it was drawn."""
    return DeskSample.objects.filter(answered_at__isnull=True, pair__state=PairState.SETTLED)


def ordering(order: Order) -> tuple[OrderBy | str, ...]:
    """In both orders the pair that came first of two alike: pairs are numbered as they were brought into work."""
    return (DISPUTE.desc(), "pk") if order == Order.DISPUTE else ("pk",)


def held_by_others(pair: str, adjudicator: User, now: datetime) -> Exists:
    held = DeskHold.objects.filter(pair=OuterRef(pair), ends_at__gt=now)
    return Exists(held.exclude(adjudicator=adjudicator))


def judged_by(pair: str, adjudicator: User) -> Exists:
    """Whether an opinion on the pair is the adjudicator's own: nobody decides on their own opinion."""
    return Exists(Slot.objects.filter(pair=OuterRef(pair), annotator__user=adjudicator, state__in=GAVE))
