"""Members of a batch by group: all of a group join, or all leave, in one act."""

from datetime import datetime

from django.db import transaction

from annotation.actions import audit, batches
from annotation.choices import MemberState, SlotState
from annotation.gateways import queue
from annotation.models import Annotator, Batch, Group, Member, Slot


@transaction.atomic
def add_group(*, batch: Batch, group: Group, actor: str, now: datetime) -> int:
    """Let everybody of the group who may work do so in the batch; how many joined, or came back."""
    inside = Member.objects.filter(batch=batch).exclude(state=MemberState.REMOVED).values("annotator")
    joining = [*Annotator.objects.working().filter(groups__group=group).exclude(pk__in=inside).order_by("pk")]
    for annotator in joining:
        state = {"state": batches.state_for(annotator, batch), "dry_until": None}
        Member.objects.update_or_create(batch=batch, annotator=annotator, defaults=state)
    record("add_group", batch, group, joining, actor=actor, now=now)
    return len(joining)


@transaction.atomic
def remove_group(*, batch: Batch, group: Group, actor: str, now: datetime) -> int:
    """Give nobody of the group anything more of the batch; how many left. What they hold goes back."""
    inside = Member.objects.filter(batch=batch, annotator__groups__group=group).exclude(state=MemberState.REMOVED)
    leaving = [*Annotator.objects.filter(memberships__in=inside).order_by("pk")]
    for annotator in leaving:
        Member.objects.filter(batch=batch, annotator=annotator).update(state=MemberState.REMOVED)
        held = Slot.objects.filter(batch=batch, annotator=annotator, state=SlotState.LEASED)
        queue.give_back(annotator_id=annotator.pk, slots=[*held.values_list("pk", flat=True)])
    record("remove_group", batch, group, leaving, actor=actor, now=now)
    return len(leaving)


def record(act: str, batch: Batch, group: Group, people: list[Annotator], *, actor: str, now: datetime) -> None:
    detail = {"group": group.name, "annotators": [annotator.pk for annotator in people]}
    audit.record(actor=actor, act=act, subject=f"batch {batch.name}", detail=detail, now=now)
