"""Setting somebody's judgments aside: kept and paid, out of the consensus, until it is undone."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Q

from annotation.actions import audit, settlement
from annotation.choices import BatchState, PairState, SettledHow, SlotState
from annotation.errors import AnnotationError
from annotation.gateways import answers
from annotation.models import BatchPair, SetAside, SetAsideJudgment
from annotation.queries.set_asides import COUNTING, Meant, meant

# What somebody decided with the picture before them stands; so does what is over, or waits for its own remedy.
DECIDED_ANEW = (PairState.OPEN, PairState.DESK, PairState.SETTLED)


class NothingToSetAside(AnnotationError):
    """No judgment of that time counts, or is surplus."""

    code = "nothing_to_set_aside"


class UndoneBefore(AnnotationError):
    """The act was undone, or is itself one that undoes."""

    code = "undone_before"


@transaction.atomic
def begin(*, what: Meant, reason: str, actor: str, now: datetime) -> SetAside:
    """
    Have these judgments count no more; a tick carries it out.

    :raises NothingToSetAside: there are none
    """
    what = what._replace(until=min(what.until, now))
    if not meant(what).exists():
        raise NothingToSetAside("No judgment of that time counts, so there is nothing to set aside.")
    act = SetAside.objects.create(**what._asdict(), reason=reason, actor=actor, created_at=now)
    note("set_judgments_aside", act, now)
    return act


@transaction.atomic
def undo(*, act: SetAside, reason: str, actor: str, now: datetime) -> SetAside:
    """
    Have what this act set aside count again, where its places are still free; what others fill meanwhile is surplus.

    :raises UndoneBefore: somebody undid it
    """
    if act.undoes_id is not None or SetAside.objects.filter(undoes=act).exists():
        raise UndoneBefore("This was undone before.")
    try:
        with transaction.atomic():
            back = SetAside.objects.create(
                **Meant.of(act)._asdict(), undoes=act, reason=reason, actor=actor, created_at=now
            )
    except IntegrityError:
        raise UndoneBefore("This was undone before.") from None
    note("bring_judgments_back", back, now)
    return back


def note(name: str, act: SetAside, now: datetime) -> None:
    detail = {
        "act": act.pk,
        "reason": act.reason,
        "batch": act.batch.name if act.batch else "",
        "since": act.since.isoformat() if act.since else "",
        "until": act.until.isoformat(),
    }
    audit.record(actor=act.actor, act=name, subject=f"user {act.annotator.user.username}", detail=detail, now=now)


def carry_on(*, now: datetime, limit: int = 500) -> int:
    """
    Carry out what was begun, the oldest act first: at most `limit` judgments; return how many.

    Each is a transaction of its own. Safe to run twice, side by side, or after having been killed.
    """
    n_done = 0
    while n_done < limit and (act := oldest()) is not None:
        steps = list(steps_of(act, limit - n_done))
        n_done += sum(step(now=now) for step in steps)
        if not steps:
            SetAside.objects.filter(pk=act.pk, finished_at__isnull=True).update(finished_at=now)
    return n_done


def oldest() -> SetAside | None:
    return SetAside.objects.filter(finished_at__isnull=True).order_by("pk").first()


def steps_of(act: SetAside, limit: int) -> Iterable[Callable[..., bool]]:
    """What is left to do of an act, in its order; empty when it is done."""
    if act.undoes_id is None:
        left = meant(Meant.of(act)).filter(pk__gt=act.done_to)
        for judgment, pair in left.order_by("pk").values_list("pk", "pair")[:limit]:
            yield partial(take_out, act.pk, judgment_id=judgment, pair_id=pair)
    else:
        rows = SetAsideJudgment.objects.filter(act=act.undoes_id, pk__gt=act.done_to).order_by("pk")
        for row in rows.select_related("judgment", "slot")[:limit]:
            yield partial(put_back, act.pk, row=row)


@transaction.atomic
def take_out(act_id: int, *, judgment_id: int, pair_id: int, now: datetime) -> bool:
    """Set one judgment aside; False when somebody else came first."""
    act = SetAside.objects.select_for_update(no_key=True).get(pk=act_id)
    if act.done_to >= judgment_id:
        return False
    this = settlement.load(pair_id=pair_id)
    mine = this.of(act.annotator_id) if this else None
    act.done_to = judgment_id
    if this and mine and mine["state"] in COUNTING and mine["judgment_id"] == judgment_id:
        SetAsideJudgment.objects.create(act=act, slot_id=mine["id"], judgment_id=judgment_id, ordinal=mine["ordinal"])
        counted = mine["state"] == SlotState.FILLED
        answers.set_aside(slot_id=mine["id"])
        mine |= {"state": SlotState.SET_ASIDE, "ordinal": None}
        act.n_judgments += 1
        act.n_reopened += counted and follow(this, now)
    act.save(update_fields=["done_to", "n_judgments", "n_reopened"])
    return True


@transaction.atomic
def put_back(act_id: int, *, row: SetAsideJudgment, now: datetime) -> bool:
    """Have one judgment count again, unless another act still speaks of it; False when somebody else came first."""
    act = SetAside.objects.select_for_update(no_key=True).get(pk=act_id)
    if act.done_to >= row.pk:
        return False
    this = settlement.load(pair_id=row.slot.pair_id)
    mine = this.of(act.annotator_id) if this else None
    act.done_to = row.pk
    if this and mine and mine["state"] == SlotState.SET_ASIDE:
        act.n_judgments += 1
        if (other := another(act, row)) is not None:
            SetAsideJudgment.objects.get_or_create(
                act=other, slot=row.slot, defaults={"judgment": row.judgment, "ordinal": row.ordinal}
            )
        else:
            act.n_reopened += bring_back(this, mine, row.ordinal, now)
    act.save(update_fields=["done_to", "n_judgments", "n_reopened"])
    return True


def another(act: SetAside, row: SetAsideJudgment) -> SetAside | None:
    """An act that still stands and sets the same judgment aside."""
    at, batch = row.judgment.created_at, row.slot.batch_id
    standing = SetAside.objects.filter(annotator=act.annotator_id, undoes__isnull=True, undone_by__isnull=True)
    in_time = standing.filter(Q(since__isnull=True) | Q(since__lte=at), until__gt=at)
    return in_time.filter(Q(batch__isnull=True) | Q(batch=batch)).order_by("pk").first()


def bring_back(this: settlement.Round, mine: dict[str, object], ordinal: int | None, now: datetime) -> bool:
    """Into its own place, or one that nobody took yet; else it is surplus. Whether the pair is settled no more."""
    place = ordinal and free_place(this, ordinal)
    answers.bring_back(slot_id=mine["id"], ordinal=place or None)  # type: ignore[arg-type]  # a row by name
    mine |= {"state": SlotState.FILLED if place else SlotState.SURPLUS, "ordinal": place or None}
    return follow(this, now) if place or this.pair["state"] in settlement.IN_WORK else False


def free_place(this: settlement.Round, ordinal: int) -> int:
    """This ordinal, or that of an open place, which closes; 0 when all are taken."""
    opened = sorted(this.in_state(SlotState.OPEN), key=lambda slot: slot["ordinal"] != ordinal)
    if ordinal not in this.ordinals():
        return ordinal
    if not opened:
        return 0
    place = int(opened[0]["ordinal"])
    answers.close_slot(slot_id=opened[0]["id"])
    opened[0] |= {"state": SlotState.CLOSED, "ordinal": None}
    return place


def follow(this: settlement.Round, now: datetime) -> bool:
    """Decide anew what follows from the opinions alone; return whether the pair was settled, and is no more."""
    pair = BatchPair.objects.select_related("batch").get(pk=this.pair["id"])
    if pair.state == PairState.GOLD:
        return False  # nothing follows from opinions on it
    closed = pair.batch.state == BatchState.CLOSED
    unfinished = closed and pair.state == PairState.OPEN
    if pair.state not in DECIDED_ANEW or pair.settled_how == SettledHow.DESK or unfinished:
        settlement.recount(this=this)
        BatchPair.objects.filter(pk=pair.pk, state=PairState.SETTLED).update(published_at=None)
        return False
    BatchPair.objects.filter(pk=pair.pk).update(published_at=None)
    if closed:
        settlement.give_up(this=this, now=now)
    else:
        settlement.settle(this=this, now=now)
    stands = BatchPair.objects.filter(pk=pair.pk, state=PairState.SETTLED).exists()
    return pair.state == PairState.SETTLED and not stands
