"""The end of a shift: what is given back, and what the receipt says."""

import uuid
from datetime import timedelta

import pytest

from annotation.actions import claims, judgments, packs, shifts, skips
from annotation.choices import SkipReason, SlotState
from annotation.models import Member, ShiftEnd, Slot, WorkSession
from tests.factories import (
    NOW,
    ActiveIntervalFactory,
    AnnotatorFactory,
    BatchPairFactory,
    MemberFactory,
    WorkSessionFactory,
    answer_to,
)

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def told(ended: ShiftEnd) -> tuple[float, ...]:
    """The receipt, times in minutes from now."""
    times = ((at - NOW) / MINUTE for at in (ended.began_at, ended.ended_at))
    return (*times, ended.n_judged, ended.n_skipped, ended.n_returned, ended.active_ms)


def at_work(member: Member, began: int, ended: int) -> None:
    ActiveIntervalFactory(annotator=member.annotator, span=(NOW + began * MINUTE, NOW + ended * MINUTE))


def test_a_receipt_says_from_when_to_when_what_was_judged_and_skipped_and_how_long_somebody_was_at_it():
    member = MemberFactory()
    first, second, *_ = BatchPairFactory.create_batch(4, batch=member.batch)
    claims.claim(annotator=member.annotator, wanted=4, now=NOW)
    at_work(member, 0, 20)
    judgments.submit(annotator=member.annotator, answer=answer_to(first), now=NOW + 5 * MINUTE)
    skips.skip(annotator=member.annotator, pair_id=second.pk, reason=SkipReason.EXPERT, now=NOW + 6 * MINUTE)
    at_work(member, 40, 55)

    ended = shifts.end_shift(annotator=member.annotator, uuid=uuid.uuid4(), now=NOW + 60 * MINUTE)

    assert told(ended) == (0, 60, 1, 1, 2, 35 * 60_000)


def test_everything_held_is_given_back_a_pack_too():
    member = MemberFactory()
    BatchPairFactory.create_batch(4, batch=member.batch)
    packs.take(annotator=member.annotator, wanted=3, now=NOW)

    ended = shifts.end_shift(annotator=member.annotator, uuid=uuid.uuid4(), now=NOW)

    assert ended.n_returned == 3
    assert not Slot.objects.filter(state=SlotState.LEASED).exists()


def test_the_same_uuid_gets_the_same_receipt_and_gives_nothing_back_again():
    member = MemberFactory()
    BatchPairFactory(batch=member.batch)
    key = uuid.uuid4()
    first = shifts.end_shift(annotator=member.annotator, uuid=key, now=NOW)
    claims.claim(annotator=member.annotator, wanted=1, now=NOW + MINUTE)

    again = shifts.end_shift(annotator=member.annotator, uuid=key, now=NOW + 2 * MINUTE)

    assert (again.pk, told(again)) == (first.pk, told(first))
    assert Slot.objects.filter(state=SlotState.LEASED).count() == 1


def test_a_uuid_that_ended_another_persons_shift_is_refused():
    key = uuid.uuid4()
    shifts.end_shift(annotator=AnnotatorFactory(), uuid=key, now=NOW)

    with pytest.raises(shifts.ShiftEndTaken):
        shifts.end_shift(annotator=AnnotatorFactory(), uuid=key, now=NOW)


def test_the_next_shift_begins_after_the_one_before_ended():
    member = MemberFactory()
    pair = BatchPairFactory(batch=member.batch)
    at_work(member, 0, 30)
    shifts.end_shift(annotator=member.annotator, uuid=uuid.uuid4(), now=NOW + 20 * MINUTE)
    claims.claim(annotator=member.annotator, wanted=1, now=NOW + 40 * MINUTE)
    judgments.submit(annotator=member.annotator, answer=answer_to(pair), now=NOW + 45 * MINUTE)

    ended = shifts.end_shift(annotator=member.annotator, uuid=uuid.uuid4(), now=NOW + 60 * MINUTE)

    assert told(ended) == (20, 60, 1, 0, 0, 10 * 60_000)


def test_pages_are_closed_with_the_shift_and_those_of_others_stay_open():
    mine, other = WorkSessionFactory(), WorkSessionFactory()

    shifts.end_shift(annotator=mine.annotator, uuid=uuid.uuid4(), now=NOW + MINUTE)

    closed = dict(WorkSession.objects.values_list("pk", "closed_at"))
    assert closed == {mine.pk: NOW + MINUTE, other.pk: None}


def test_who_did_nothing_gets_an_empty_receipt():
    ended = shifts.end_shift(annotator=AnnotatorFactory(), uuid=uuid.uuid4(), now=NOW)

    assert told(ended) == (0, 0, 0, 0, 0, 0)
