"""Asking another number of opinions while a batch runs, of the pairs that are not decided yet."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from annotation.actions import audit, claims, settlement
from annotation.actions.batches import NotEnoughAnnotators
from annotation.actions.running import BatchOver
from annotation.choices import BatchState, MemberState, PairState, SlotState
from annotation.errors import AnnotationError
from annotation.gateways import answers
from annotation.gateways import overlaps as statements
from annotation.models import Batch, Member, OverlapChange
from annotation.rules.consensus import Policy
from annotation.rules.overlaps import Changed, Live, changed
from dataset.gateways import rests

CHUNK = 500
LIVE = (SlotState.OPEN, SlotState.LEASED, SlotState.FILLED)


class OverlapNeedsAReason(AnnotationError):
    """What is asked changes for a reason that is kept."""

    code = "overlap_needs_a_reason"


class NothingChanges(AnnotationError):
    """The batch asks that already."""

    code = "nothing_changes"


@transaction.atomic
def begin(*, batch: Batch, wanted: int, at_most: int, reason: str, actor: str, now: datetime) -> OverlapChange:
    """
    Order it, for new rounds at once; `go_on` carries it out in chunks. A newer order takes the place of an older one.

    :raises OverlapNeedsAReason: no reason is given
    :raises BatchOver: the batch is closed
    :raises NothingChanges: the batch asks that already
    :raises NotEnoughAnnotators: fewer members than opinions wanted
    """
    if not reason.strip():
        raise OverlapNeedsAReason("Say why: it stays in the record.")
    policy = Policy(wanted, at_most, batch.split_to_desk)
    this = Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if this.state == BatchState.CLOSED:
        raise BatchOver("The batch is closed for good.")
    if (this.wanted, this.at_most) == (policy.wanted, policy.at_most):
        raise NothingChanges("That is what the batch asks already.")
    n_members = Member.objects.filter(batch=batch).exclude(state=MemberState.REMOVED).count()
    if n_members < wanted:
        raise NotEnoughAnnotators(f"{wanted} opinions a pair need at least {wanted} members; there are {n_members}.")
    before = {"wanted": this.wanted, "at_most": this.at_most}
    after = {"wanted": wanted, "at_most": at_most}
    Batch.objects.filter(pk=this.pk).update(**after)
    OverlapChange.objects.filter(batch=this, done_at=None).update(done_at=now)
    detail = {"before": before, "after": after, "reason": reason.strip()}
    audit.record(actor=actor, act="change_overlap", subject=f"batch {this.name}", detail=detail, now=now)
    return OverlapChange.objects.create(
        batch=this,
        wanted_before=this.wanted,
        at_most_before=this.at_most,
        reason=reason.strip(),
        actor=actor,
        created_at=now,
        **after,
    )


def go_on(*, change: OverlapChange, now: datetime, limit: int = CHUNK) -> int:
    """
    The next pairs; how many were looked at. Safe to run twice or side by side.

    People look again after it, not within: who is told to give back what they hold waits for these slots.
    """
    with rests.turn():
        n = carry_on(change, now, limit)
    if n:
        claims.wake_members(batch=change.batch)
    return n


def carry_on(change: OverlapChange, now: datetime, limit: int) -> int:
    held = OverlapChange.objects.select_for_update(skip_locked=True, of=("self",))
    this = held.filter(pk=change.pk, done_at__isnull=True).first()
    if this is None:
        return 0
    pairs = statements.lock_next(batch_id=this.batch_id, reached=this.reached, limit=limit)
    this.n_pairs += apply(this, pairs, now)
    this.reached = max((pair["id"] for pair in pairs), default=this.reached)
    this.done_at = now if len(pairs) < limit else None
    this.save(update_fields=["n_pairs", "reached", "done_at"])
    return len(pairs)


def apply(change: OverlapChange, pairs: list[dict[str, Any]], now: datetime) -> int:
    """Change these locked pairs: those that nobody was given together, the others one by one; how many changed."""
    slots = defaultdict(list)
    for slot in statements.lock_slots(pairs=[pair["id"] for pair in pairs]):
        slots[slot["pair_id"]].append(slot)
    unmet: dict[int, list[int]] = defaultdict(list)
    n = 0
    for pair in pairs:
        if is_unmet(pair, slots[pair["id"]]):
            unmet[pair["wanted"]].append(pair["id"])
        else:
            n += one(pair_id=pair["id"], wanted=change.wanted, at_most=change.at_most, now=now)
    for before, group in unmet.items():
        statements.fit(pairs=group, before=before, wanted=change.wanted)
        statements.pin(pairs=group, wanted=change.wanted, at_most=change.at_most)
    return n + sum(map(len, unmet.values()))


def is_unmet(pair: dict[str, Any], slots: Iterable[dict[str, Any]]) -> bool:
    """Whether it waits as it was opened, or to be."""
    if pair["state"] == PairState.PREPARING:
        return True
    waiting = sorted((slot["ordinal"] or 0) if slot["state"] == SlotState.OPEN else 0 for slot in slots)
    return pair["state"] == PairState.OPEN and waiting == [*range(1, pair["wanted"] + 1)]


def one(*, pair_id: int, wanted: int, at_most: int, now: datetime) -> bool:
    """Change a locked pair that somebody met, and decide it anew; whether it asks anything else now."""
    this = settlement.load(pair_id=pair_id)
    if this is None:
        return False
    found = changed([live(slot) for slot in this.in_state(*LIVE)], this.pair["wanted"], wanted, at_most)
    if (found.wanted, found.at_most) == (this.pair["wanted"], this.pair["at_most"]):
        return False
    fit(this, found)
    if this.pair["state"] == PairState.OPEN:
        settlement.settle(this=this, now=now)
    else:
        settlement.recount(this=this)
    return True


def live(slot: dict[str, Any]) -> Live:
    return Live(slot["ordinal"], slot["state"] == SlotState.FILLED, slot["state"] == SlotState.LEASED)


def fit(this: settlement.Round, found: Changed) -> None:
    """Pin what the pair asks, and bring its places into line."""
    by_ordinal = {slot["ordinal"]: slot for slot in this.slots if slot["ordinal"] is not None}
    statements.pin(pairs=[this.pair["id"]], wanted=found.wanted, at_most=found.at_most)
    this.pair |= {"wanted": found.wanted, "at_most": found.at_most}
    for ordinal in found.close:
        answers.close_slot(slot_id=by_ordinal[ordinal]["id"])
        by_ordinal[ordinal] |= {"state": SlotState.CLOSED, "ordinal": None}
    for before, after in found.moves:
        statements.renumber(slot_id=by_ordinal[before]["id"], ordinal=after)
        by_ordinal[before] |= {"ordinal": after}
