"""Giving out pairs, and taking them back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from annotation.choices import BatchState, MemberState
from annotation.gateways import gold, queue
from annotation.models import Annotator, Batch, Member
from annotation.rules.gold_draws import n_gold
from annotation.rules.leases import LEASE, RENEWED_AFTER, WINDOWS_A_CLAIM, rests_until


@dataclass(frozen=True, slots=True)
class Work:
    """
    What an annotator holds now, or why nothing: `looking` (ask again at once), `no_work`, `paused`.

    `no_work` is said only after a whole round through the queue found nothing for this person.
    """

    state: str
    retry_after: int | None = None
    pairs: list[dict[str, Any]] = field(default_factory=list)


LOOKING = Work("looking", retry_after=1)
NO_WORK = Work("no_work", retry_after=15)
PAUSED = Work("paused", retry_after=30)


def claim(*, annotator: Annotator, wanted: int, now: datetime) -> Work:
    """
    Hold up to `wanted` pairs: those held already come first, then the queue of each running batch in turn.

    Three statements when there is work; a dry queue is examined further, window by window.
    """
    try:
        with transaction.atomic():
            return hold(annotator=annotator, wanted=wanted, now=now)
    except IntegrityError as error:
        # An answer of theirs that came late, from another tab, filled another place of the same pair meanwhile.
        if "slot_once_per_person" not in str(error):
            raise
        return LOOKING


def refill(*, annotator: Annotator, wanted: int, now: datetime) -> Work | None:
    """The work that an act asked for with it; None when it asked for none, or is not to be given any."""
    if wanted == 0 or annotator.suspended_at is not None:
        return None
    return claim(annotator=annotator, wanted=wanted, now=now)


def hold(*, annotator: Annotator, wanted: int, now: datetime, wait: bool = True, lease: timedelta = LEASE) -> Work:
    """
    As `claim`, in the caller's transaction.

    Whoever has locked a pair must not `wait`: where the annotator's own places are locked this moment, by another tab
    or by who suspends them, they are told to look again.
    """
    places = queue.lock_memberships(annotator_id=annotator.pk, wait=wait)
    if not places and not wait:
        return LOOKING
    state = NO_WORK if places else without_places(annotator)
    for place in places:
        answer = from_batch(annotator_id=annotator.pk, place=place, wanted=wanted, now=now, lease=lease)
        if answer == "work" and (pairs := queue.held(annotator_id=annotator.pk, wanted=wanted, now=now)):
            return Work("work", pairs=pairs)
        if answer != "dry":
            state = LOOKING  # also when what was held is lost since
    return state


def without_places(annotator: Annotator) -> Work:
    """What to say to somebody who is in no running batch."""
    waiting = Member.objects.filter(
        annotator=annotator, state=MemberState.ACTIVE, batch__state__in=[BatchState.PAUSED, BatchState.OPENING]
    )
    return PAUSED if waiting.exists() else NO_WORK


def from_batch(*, annotator_id: int, place: Mapping[str, Any], wanted: int, now: datetime, lease: timedelta) -> str:
    """Take from one batch: `work` when anything is held after it, else `looking` or `dry`."""
    if is_dry(annotator_id=annotator_id, place=place, now=now):
        held = queue.held(annotator_id=annotator_id, wanted=1, now=now)
        return "work" if held else "dry"
    for _ in range(WINDOWS_A_CLAIM):
        taken = take(annotator_id=annotator_id, place=place, wanted=wanted, now=now, lease=lease)
        if taken.n_taken or taken.n_held:
            give_gold(annotator_id=annotator_id, place=place, n_given=taken.n_taken, now=now, lease=lease)
            return "work"
        if (after := look_further(annotator_id=annotator_id, place=place, now=now)) is None:
            return "dry"
        if after["eligible"]:
            return "looking"  # somebody holds the row this very moment
        place = after["place"]
    return "looking"


def take(*, annotator_id: int, place: Mapping[str, Any], wanted: int, now: datetime, lease: timedelta) -> queue.Taken:
    """One look into one batch. What is held already is renewed, unless it was within the last minutes."""
    return queue.take(
        annotator_id=annotator_id,
        place=place,
        wanted=wanted,
        now=now,
        ends=now + lease,
        renew_before=now + lease - RENEWED_AFTER,
    )


def give_gold(*, annotator_id: int, place: Mapping[str, Any], n_given: int, now: datetime, lease: timedelta) -> None:
    """Beside what was just given: as much gold as the batch asks, drawn by the place that its member had reached."""
    drawn_by = (place["seed"], place["id"], place["late_cursor"], place["fresh_cursor"])
    if n := n_gold(place["gold_share"], n_given, *drawn_by):
        gold.give(annotator_id=annotator_id, place=place, n=n, now=now, ends=now + lease)


def is_dry(*, annotator_id: int, place: Mapping[str, Any], now: datetime) -> bool:
    """Whether a whole round was dry lately and nothing opened late since."""
    if place["dry_until"] is None or now >= place["dry_until"]:
        return False
    return not queue.opened_late(annotator_id=annotator_id, place=place, now=now)


def look_further(*, annotator_id: int, place: Mapping[str, Any], now: datetime) -> dict[str, Any] | None:
    """
    After a look that found nothing: where to look next, or None at the end of a whole dry round.

    A round begins at both lanes' start, after expired leases were opened again, and passes only over slots that are not
    eligible even to an eye that sees through locks.
    """
    seen = queue.examine(annotator_id=annotator_id, place=place, now=now)
    if seen.eligible:
        return {"eligible": True, "place": place}
    beyond = {"late_cursor": seen.late_end, "fresh_cursor": seen.fresh_end}
    moved = {name: end for name, end in beyond.items() if end is not None}
    if moved:
        return {"eligible": False, "place": move(place, **moved)}
    if not place["sweeping"]:
        queue.reopen_expired(now=now, batch_id=place["batch_id"])
        return {"eligible": False, "place": move(place, late_cursor=-1, fresh_cursor=-1, sweeping=True)}
    move(place, sweeping=False, dry_until=rests_until(now), dry_after=queue.late_position())
    return None


def move(place: Mapping[str, Any], **changed: Any) -> Mapping[str, Any]:
    Member.objects.filter(pk=place["id"]).update(**changed)
    return {**place, **changed}


@transaction.atomic
def release(*, annotator: Annotator, slots: list[int]) -> int:
    """Give these leases back: they open again in the late lane. Slots not held by this person are passed over."""
    return queue.give_back(annotator_id=annotator.pk, slots=slots)


@transaction.atomic
def return_all(*, annotator: Annotator, now: datetime) -> int:
    """Give every lease of this person back."""
    return queue.give_back(annotator_id=annotator.pk)


@transaction.atomic
def reopen_expired(*, now: datetime) -> int:
    """Open the leases that ran out; a bounded number a call."""
    return queue.reopen_expired(now=now)


@transaction.atomic
def wake_members(*, batch: Batch) -> None:
    """
    Let everybody look again: new work stands in the queue.

    Whoever is just about to find it dry is waited for, else they would rest on a look from before. The caller's
    transaction must do nothing after this but end.
    """
    members = Member.objects.filter(batch=batch).order_by("pk").select_for_update(no_key=True)
    resting = [member.pk for member in members if member.dry_until is not None]
    Member.objects.filter(pk__in=resting).update(dry_until=None)
