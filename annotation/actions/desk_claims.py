"""Handing out what waits at the desk, so that no two people decide one case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from annotation.gateways import desk_holds
from annotation.models import BatchPair, DeskHold, DeskSample, User
from annotation.queries import desk_waiting
from annotation.queries.desk_waiting import Wanted
from annotation.rules.samples import is_drawn

HELD_FOR = timedelta(minutes=15)
# Of so many cases one is a second look, while there are both.
SECOND_LOOKS = 1 / 8


@dataclass(frozen=True, slots=True)
class Case:
    """A pair to be decided, and the sample that asks for it; None when it waits at the desk."""

    pair: BatchPair
    sample: DeskSample | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """New cases, and those among what the adjudicator has that are not theirs any more."""

    cases: list[Case]
    gone: list[int]


@transaction.atomic
def claim(*, adjudicator: User, wanted: Wanted, now: datetime) -> Handed:
    """Renew what they have, give back what they passed, and hand out more: first what they held and lost sight of."""
    desk_holds.lock_handing_out()
    DeskHold.objects.filter(adjudicator=adjudicator, pair__in=wanted.passed).delete()
    still = keep_holding(adjudicator, wanted.has, now)
    fresh = desk_waiting.to_decide(adjudicator, wanted, now)
    looks = desk_waiting.to_answer(adjudicator, wanted, now)
    cases = mixed(adjudicator, fresh, looks)[: wanted.n]
    hold(adjudicator, [case.pair.pk for case in cases], now)
    return Handed(cases, [pair for pair in wanted.has if pair not in still])


def keep_holding(adjudicator: User, pairs: Sequence[int], now: datetime) -> set[int]:
    """Renew the holds on those of the pairs that can still be decided; return these."""
    others = DeskHold.objects.filter(pair__in=pairs, ends_at__gt=now).exclude(adjudicator=adjudicator)
    still = desk_waiting.decidable(pairs) - {*others.values_list("pair", flat=True)}
    hold(adjudicator, still, now)
    return still


def hold(adjudicator: User, pairs: Iterable[int], now: datetime) -> None:
    DeskHold.objects.bulk_create(
        [DeskHold(pair_id=pair, adjudicator=adjudicator, ends_at=now + HELD_FOR) for pair in sorted(pairs)],
        update_conflicts=True,
        unique_fields=["pair"],
        update_fields=["adjudicator", "ends_at"],
    )


def mixed(adjudicator: User, fresh: Sequence[BatchPair], looks: Sequence[DeskSample]) -> list[Case]:
    """Second looks among the cases, where nobody expects them; all that is left of them at the end."""
    left, cases = list(looks), list[Case]()
    for pair in fresh:
        if left and is_drawn(f"look {adjudicator.pk} {pair.pk}", SECOND_LOOKS):
            cases.append(asked_again(left.pop(0)))
        cases.append(Case(pair))
    return cases + [asked_again(sample) for sample in left]


def asked_again(sample: DeskSample) -> Case:
    return Case(sample.pair, sample)
