"""Groups of annotators: made, filled and emptied by hand, or by the invitation that somebody used."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from annotation.actions import audit
from annotation.errors import AnnotationError
from annotation.models import AccessLink, Annotator, Group, GroupMember, User


class GroupTaken(AnnotationError):
    """There is a group of that name."""

    code = "group_taken"


def make(*, name: str, actor: str, now: datetime) -> Group:
    """
    Make an empty group.

    :raises GroupTaken: there is one of that name
    """
    try:
        with transaction.atomic():
            group = Group.objects.create(name=name, actor=actor, created_at=now)
            audit.record(actor=actor, act="make_group", subject=subject(group), now=now)
    except IntegrityError as error:
        raise GroupTaken("There is a group of that name.") from error
    return group


@transaction.atomic
def change_members(*, group: Group, annotators: Collection[Annotator], actor: str, now: datetime) -> None:
    """Let the group hold these people and no others."""
    Group.objects.select_for_update().get(pk=group.pk)
    before = names(group)
    GroupMember.objects.filter(group=group).exclude(annotator__in=annotators).delete()
    add(group, annotators, now)
    detail = {"before": before, "after": names(group)}
    audit.record(actor=actor, act="change_group", subject=subject(group), detail=detail, now=now)


def take_place(*, link: AccessLink, user: User, now: datetime) -> None:
    """Give somebody who joined the zone and the groups of their invitation; groups that are not there are made."""
    annotator = Annotator.objects.filter(user=user).first()
    if annotator is None:
        return
    if link.zone:
        Annotator.objects.filter(pk=annotator.pk).update(zone=link.zone)
    for name in link.groups:
        group, _ = Group.objects.get_or_create(name=name, defaults={"actor": link.actor, "created_at": now})
        add(group, [annotator], now)


def add(group: Group, annotators: Collection[Annotator], now: datetime) -> None:
    rows = [GroupMember(group=group, annotator=annotator, created_at=now) for annotator in annotators]
    GroupMember.objects.bulk_create(rows, ignore_conflicts=True)


def names(group: Group) -> list[str]:
    return [*group.members.order_by("annotator__user__username").values_list("annotator__user__username", flat=True)]


def subject(group: Group) -> str:
    return f"group {group.name}"
