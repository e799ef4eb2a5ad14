"""Work taken along for hours, and pairs left lying for a moment."""

from datetime import timedelta

import pytest

from annotation.actions import claims, packs
from annotation.choices import SlotState
from annotation.models import Slot
from annotation.rules.leases import AT_MOST_PACKED, LEASE, PACK_LEASE, PARKED
from tests.factories import NOW, BatchPairFactory, MemberFactory

pytestmark = pytest.mark.django_db


def ends() -> set[timedelta]:
    found = Slot.objects.filter(state=SlotState.LEASED).values_list("lease_ends_at", flat=True)
    return {at - NOW for at in found if at is not None}


def test_a_pack_holds_more_than_a_claim_and_for_hours():
    member = MemberFactory()
    BatchPairFactory.create_batch(AT_MOST_PACKED + 3, batch=member.batch)
    claims.claim(annotator=member.annotator, wanted=2, now=NOW)

    work = packs.take(annotator=member.annotator, wanted=AT_MOST_PACKED, now=NOW)

    assert (work.state, len(work.pairs), ends()) == ("work", AT_MOST_PACKED, {PACK_LEASE})
    assert {pair["lease_ends_at"] for pair in work.pairs} == {NOW + PACK_LEASE}


def test_a_claim_does_not_shorten_a_pack():
    member = MemberFactory()
    BatchPairFactory.create_batch(4, batch=member.batch)
    packs.take(annotator=member.annotator, wanted=4, now=NOW)

    claims.claim(annotator=member.annotator, wanted=1, now=NOW)

    assert ends() == {PACK_LEASE}


def test_a_page_that_was_left_keeps_its_pairs_for_two_minutes():
    member = MemberFactory()
    BatchPairFactory.create_batch(2, batch=member.batch)
    claims.claim(annotator=member.annotator, wanted=2, now=NOW)

    assert packs.park(annotator=member.annotator, now=NOW) == 2

    assert ends() == {PARKED}
    assert claims.reopen_expired(now=NOW + PARKED) == 2


def test_who_comes_back_in_time_has_the_pairs_as_before():
    member = MemberFactory()
    BatchPairFactory.create_batch(2, batch=member.batch)
    claims.claim(annotator=member.annotator, wanted=2, now=NOW)
    packs.park(annotator=member.annotator, now=NOW)

    claims.claim(annotator=member.annotator, wanted=2, now=NOW)

    assert ends() == {LEASE}


def test_a_pack_is_not_parked():
    member = MemberFactory()
    BatchPairFactory.create_batch(2, batch=member.batch)
    packs.take(annotator=member.annotator, wanted=2, now=NOW)

    assert packs.park(annotator=member.annotator, now=NOW) == 0
    assert ends() == {PACK_LEASE}
