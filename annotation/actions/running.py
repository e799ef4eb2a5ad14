"""A batch while it runs: how urgent it is, by when, how much gold it gives, and what somebody holds of it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from annotation.actions import audit, gold_shares
from annotation.actions.batches import NoGold
from annotation.choices import BatchState, SlotState
from annotation.errors import AnnotationError
from annotation.gateways import handovers, queue
from annotation.models import Annotator, Batch, Gold, Slot
from annotation.rules.leases import LEASE


class BatchOver(AnnotationError):
    """The batch is closed for good."""

    code = "batch_over"


class GoldHasWords(AnnotationError):
    """Gold is judged by its words."""

    code = "gold_has_words"


@transaction.atomic
def change_terms(
    *, batch: Batch, priority: int, deadline: date | None, gold_share: int | None = None, actor: str, now: datetime
) -> None:
    """
    Say anew how urgent it is, by when it should end, and of a hundred pairs given how many are gold; None: as it is.

    Gold that was made since it was opened goes in at once, as far as there is room, and what is made later by itself.

    :raises BatchOver: the batch is closed
    :raises GoldHasWords: gold is to be given among pairs that are judged as a whole
    :raises NoGold: gold is to be given, and there is none
    """
    this = Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if this.state == BatchState.CLOSED:
        raise BatchOver("The batch is closed for good.")
    share = this.gold_share if gold_share is None else gold_share
    before, after = terms(this.priority, this.deadline, this.gold_share), terms(priority, deadline, share)
    if before == after:
        return
    if share > this.gold_share:
        check_gold(this)
    Batch.objects.filter(pk=batch.pk).update(priority=priority, deadline=deadline, gold_share=share)
    gold_shares.take_up(batch=batch)
    detail = {"before": before, "after": after}
    audit.record(actor=actor, act="change_terms", subject=f"batch {batch.name}", detail=detail, now=now)


def terms(priority: int, deadline: date | None, gold_share: int) -> dict[str, Any]:
    at = deadline.isoformat() if deadline else None
    return {"priority": priority, "deadline": at, "gold_share": gold_share}


def check_gold(batch: Batch) -> None:
    if batch.as_a_whole:
        raise GoldHasWords("Pairs that are judged as a whole have no words for gold.")
    if not Gold.objects.current().exists():
        raise NoGold("There is no gold that could be given: make some first.")


@transaction.atomic
def give_back(*, batch: Batch, annotator: Annotator, actor: str, now: datetime) -> int:
    """Take back what somebody holds of the batch, for whoever comes first; how many. A late answer still counts."""
    queue.lock_memberships(annotator_id=annotator.pk)
    n = queue.give_back(annotator_id=annotator.pk, slots=held(batch, annotator))
    record("give_back_pairs", batch, {"annotator": annotator.pk, "pairs": n}, actor, now)
    return n


@transaction.atomic
def hand_over(*, batch: Batch, giver: Annotator, taker: Annotator, actor: str, now: datetime) -> int:
    """
    Let `taker` hold what `giver` holds of the batch; how many pairs. The rest goes back to the queue.

    Whom a claim would not give a pair does not get it so either: not a member, suspended, met before, not read, not
    wanted. Places are locked in the order of the annotators, as nobody else locks two.
    """
    places = {who.pk: queue.lock_memberships(annotator_id=who.pk) for who in sorted([giver, taker], key=lambda a: a.pk)}
    place = next((place for place in places[taker.pk] if place["batch_id"] == batch.pk), None)
    slots = held(batch, giver)
    n = 0
    if place is not None and giver.pk != taker.pk:
        known = {"annotator_id": taker.pk, "reads": place["reads"], "now": now, "ends": now + LEASE}
        n = handovers.hand_over(giver_id=giver.pk, slots=slots, **known)
    queue.give_back(annotator_id=giver.pk, slots=held(batch, giver))
    detail = {"from": giver.pk, "to": taker.pk, "pairs": n, "given_back": len(slots) - n}
    record("hand_over_pairs", batch, detail, actor, now)
    return n


def held(batch: Batch, annotator: Annotator) -> list[int]:
    slots = Slot.objects.filter(batch=batch, annotator=annotator, state=SlotState.LEASED)
    return [*slots.values_list("pk", flat=True)]


def record(act: str, batch: Batch, detail: dict[str, int], actor: str, now: datetime) -> None:
    audit.record(actor=actor, act=act, subject=f"batch {batch.name}", detail=detail, now=now)
