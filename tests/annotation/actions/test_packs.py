"""Packs: pairs taken along to work without a network, and what leaving the page does to leases."""

from datetime import datetime, timedelta

import pytest

from annotation.actions import claims, packs, parkings
from annotation.choices import SlotState
from annotation.models import Annotator, Pack, Slot
from annotation.rules.leases import AT_MOST_PACKED, LEASE, PACK_LEASE, PARKED
from dataset.models import Image
from tests.factories import NOW, BatchFactory, BatchPairFactory, MemberFactory

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def ends(annotator: Annotator) -> list[datetime | None]:
    held = Slot.objects.filter(annotator=annotator, state=SlotState.LEASED)
    return list(held.order_by("pair").values_list("lease_ends_at", flat=True))


def pairs_of(work: claims.Work) -> list[int]:
    return [row["pair"] for row in work.pairs]


def test_a_pack_holds_its_pairs_for_four_hours_those_held_before_among_them():
    member = MemberFactory()
    pairs = BatchPairFactory.create_batch(13, batch=member.batch)
    claims.claim(annotator=member.annotator, wanted=3, now=NOW)

    work = packs.take(annotator=member.annotator, wanted=12, now=NOW)

    assert (work.state, pairs_of(work)) == ("work", [pair.pk for pair in pairs[:12]])
    assert ends(member.annotator) == [NOW + PACK_LEASE] * 12
    assert list(Pack.objects.values_list("annotator", "n_pairs", "taken_at", "ends_at")) == [
        (member.annotator_id, 12, NOW, NOW + PACK_LEASE)
    ]


def test_a_pack_holds_more_than_a_claim():
    member = MemberFactory()
    BatchPairFactory.create_batch(AT_MOST_PACKED + 3, batch=member.batch)

    work = packs.take(annotator=member.annotator, wanted=AT_MOST_PACKED, now=NOW)

    assert len(work.pairs) == AT_MOST_PACKED
    assert {row["lease_ends_at"] for row in work.pairs} == {NOW + PACK_LEASE}


def test_a_pack_is_filled_from_the_next_batch_when_one_has_no_more():
    first, second = BatchFactory(priority=1), BatchFactory()
    member = MemberFactory(batch=first)
    MemberFactory(batch=second, annotator=member.annotator)
    few, more = BatchPairFactory.create_batch(2, batch=first), BatchPairFactory.create_batch(5, batch=second)

    work = packs.take(annotator=member.annotator, wanted=6, now=NOW)

    assert sorted(pairs_of(work)) == [pair.pk for pair in (*few, *more[:4])]


def test_a_pack_takes_no_more_than_a_share_of_what_is_left():
    batch = BatchFactory()
    one, two = MemberFactory.create_batch(2, batch=batch)
    BatchPairFactory.create_batch(10, batch=batch, slots__n=1)

    taken = packs.take(annotator=one.annotator, wanted=80, now=NOW)

    assert len(taken.pairs) < 10
    assert claims.claim(annotator=two.annotator, wanted=1, now=NOW).state == "work"


def test_to_take_it_again_gives_the_same_pairs():
    member = MemberFactory()
    BatchPairFactory.create_batch(5, batch=member.batch)

    first = packs.take(annotator=member.annotator, wanted=3, now=NOW)
    again = packs.take(annotator=member.annotator, wanted=3, now=NOW + MINUTE)

    assert pairs_of(again) == pairs_of(first)
    assert ends(member.annotator) == [NOW + PACK_LEASE] * 3


def test_who_finds_nothing_takes_no_pack():
    member = MemberFactory()

    assert packs.take(annotator=member.annotator, wanted=80, now=NOW) == claims.NO_WORK
    assert not Pack.objects.exists()


def test_an_image_that_was_withdrawn_is_not_taken_along():
    member = MemberFactory()
    first, second = BatchPairFactory.create_batch(2, batch=member.batch)
    Image.objects.filter(pk=first.image_id).update(withdrawn_at=NOW)

    assert pairs_of(packs.take(annotator=member.annotator, wanted=80, now=NOW)) == [second.pk]


def test_work_goes_on_from_a_pack_without_making_its_leases_shorter():
    member = MemberFactory()
    pairs = BatchPairFactory.create_batch(4, batch=member.batch)
    packs.take(annotator=member.annotator, wanted=3, now=NOW)

    work = claims.claim(annotator=member.annotator, wanted=2, now=NOW + 60 * MINUTE)

    assert pairs_of(work) == [pair.pk for pair in pairs[:2]]
    assert ends(member.annotator) == [NOW + PACK_LEASE] * 3


def test_what_is_left_of_a_pack_is_given_back():
    member = MemberFactory()
    BatchPairFactory.create_batch(5, batch=member.batch)
    work = packs.take(annotator=member.annotator, wanted=5, now=NOW)
    slots = [row["slot"] for row in work.pairs]

    assert claims.release(annotator=member.annotator, slots=slots[1:]) == 4
    assert ends(member.annotator) == [NOW + PACK_LEASE]


def test_whoever_leaves_the_page_keeps_their_leases_for_two_minutes():
    member = MemberFactory()
    BatchPairFactory.create_batch(3, batch=member.batch)
    claims.claim(annotator=member.annotator, wanted=2, now=NOW)

    assert parkings.park(annotator=member.annotator, slots=None, now=NOW + MINUTE) == 2
    assert ends(member.annotator) == [NOW + MINUTE + PARKED] * 2


def test_a_claim_takes_parked_leases_up_again():
    member = MemberFactory()
    BatchPairFactory.create_batch(3, batch=member.batch)
    held = claims.claim(annotator=member.annotator, wanted=2, now=NOW)
    parkings.park(annotator=member.annotator, slots=None, now=NOW)

    again = claims.claim(annotator=member.annotator, wanted=2, now=NOW + MINUTE)

    assert pairs_of(again) == pairs_of(held)
    assert ends(member.annotator) == [NOW + MINUTE + LEASE] * 2


def test_parked_leases_open_again_for_others_when_nobody_came_back():
    batch = BatchFactory()
    gone, other = MemberFactory.create_batch(2, batch=batch)
    pair = BatchPairFactory(batch=batch, slots__n=1)
    claims.claim(annotator=gone.annotator, wanted=1, now=NOW)
    parkings.park(annotator=gone.annotator, slots=None, now=NOW)

    assert claims.reopen_expired(now=NOW + PARKED) == 1
    assert pairs_of(claims.claim(annotator=other.annotator, wanted=1, now=NOW + PARKED)) == [pair.pk]


def test_a_pack_is_not_parked():
    member = MemberFactory()
    BatchPairFactory.create_batch(3, batch=member.batch)
    packs.take(annotator=member.annotator, wanted=3, now=NOW)

    assert parkings.park(annotator=member.annotator, slots=None, now=NOW + MINUTE) == 0
    assert ends(member.annotator) == [NOW + PACK_LEASE] * 3


def test_only_the_slots_named_are_parked_and_only_ones_own():
    batch = BatchFactory()
    mine, other = MemberFactory.create_batch(2, batch=batch)
    BatchPairFactory.create_batch(4, batch=batch)
    here = claims.claim(annotator=mine.annotator, wanted=2, now=NOW)
    theirs = claims.claim(annotator=other.annotator, wanted=1, now=NOW)
    slots = [here.pairs[0]["slot"], theirs.pairs[0]["slot"]]

    assert parkings.park(annotator=mine.annotator, slots=slots, now=NOW) == 1
    assert ends(mine.annotator) == [NOW + PARKED, NOW + LEASE]
    assert ends(other.annotator) == [NOW + LEASE]


def test_to_park_twice_makes_no_lease_longer():
    member = MemberFactory()
    BatchPairFactory(batch=member.batch)
    claims.claim(annotator=member.annotator, wanted=1, now=NOW)
    parkings.park(annotator=member.annotator, slots=None, now=NOW)

    assert parkings.park(annotator=member.annotator, slots=None, now=NOW + MINUTE) == 0
    assert ends(member.annotator) == [NOW + PARKED]
