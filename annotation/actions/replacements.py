"""Replacing people who leave by people who join: one act, whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from annotation.actions import audit, batches, groups, people
from annotation.choices import BatchState, MemberState
from annotation.errors import AnnotationError
from annotation.models import Annotator, Group, GroupMember, Member, User
from annotation.queries import groups as group_queries
from annotation.queries import people as people_queries


@dataclass(frozen=True, slots=True)
class Exchange:
    """One who leaves, and one who takes their place."""

    leaver: Annotator
    joiner: Annotator


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Of one exchange: leases that go back, batches with whether the joiner waits, groups, languages missed."""

    exchange: Exchange
    n_leases: int
    batches: list[tuple[str, bool]]
    groups: list[str]
    missing: list[str]


class NotAnExchange(AnnotationError):
    """Somebody stands twice, leaves and joins, or cannot be given work."""

    code = "not_an_exchange"


@transaction.atomic
def replace(*, exchanges: Sequence[Exchange], reason: str, actor: User, now: datetime) -> int:
    """
    Let each joiner take over the batches and groups of a leaver; return how many memberships moved.

    The leavers are suspended: what they hold goes back to the queue, what they judged stays and counts. Where a batch
    requires the test, a joiner who has not qualified waits until they have.

    :raises NotAnExchange: somebody stands twice, or a joiner cannot be given work
    """
    require(exchanges)
    return sum(take_over(exchange, reason, actor, now) for exchange in exchanges)


@transaction.atomic
def require(exchanges: Sequence[Exchange]) -> None:
    everybody = [person.pk for one in exchanges for person in (one.leaver, one.joiner)]
    if not exchanges or len(set(everybody)) < len(everybody):
        raise NotAnExchange("Name each person once: one who leaves, one who takes their place.")
    joiners = [one.joiner.pk for one in exchanges]
    locked = Annotator.objects.working().filter(pk__in=joiners).order_by("pk").select_for_update(of=("self",))
    if len(locked) < len(joiners):
        raise NotAnExchange("Whoever takes a place must be an annotator who is not suspended.")


def take_over(exchange: Exchange, reason: str, actor: User, now: datetime) -> int:
    leaver, joiner = exchange.leaver, exchange.joiner
    moved = [*memberships(leaver)]
    for member in moved:
        batches.remove_member(batch=member.batch, annotator=leaver, actor=actor.username, now=now)
        batches.add_member(batch=member.batch, annotator=joiner, actor=actor.username, now=now)
    names = move_groups(exchange, now)
    if leaver.suspended_at is None:
        people.suspend(user=leaver.user, reason=reason, lock=False, actor=actor, now=now)
    detail = {
        "reason": reason,
        "by": joiner.user.username,
        "batches": [member.batch.name for member in moved],
        "groups": names,
    }
    subject = people.subject(leaver.user)
    audit.record(actor=actor.username, act="replace_person", subject=subject, detail=detail, now=now)
    return len(moved)


def memberships(leaver: Annotator) -> list[Member]:
    """Places in batches that are not over, in the order of their batches."""
    found = Member.objects.filter(annotator=leaver).exclude(state=MemberState.REMOVED)
    return [*found.exclude(batch__state=BatchState.CLOSED).select_related("batch").order_by("batch")]


def move_groups(exchange: Exchange, now: datetime) -> list[str]:
    left = [*Group.objects.filter(members__annotator=exchange.leaver).order_by("name")]
    GroupMember.objects.filter(annotator=exchange.leaver).delete()
    for group in left:
        groups.add(group, [exchange.joiner], now)
    return [group.name for group in left]


def foreseen(one: Exchange) -> Foreseen:
    """What an exchange would do, for whoever is about to order it."""
    moved = memberships(one.leaver)
    waits = [batches.state_for(one.joiner, member.batch) == MemberState.WAITING for member in moved]
    return Foreseen(
        exchange=one,
        n_leases=people_queries.n_leases(one.leaver),
        batches=[(member.batch.name, waiting) for member, waiting in zip(moved, waits, strict=True)],
        groups=group_queries.of_annotator(one.leaver),
        missing=sorted(set(one.leaver.languages) - set(one.joiner.languages)),
    )
