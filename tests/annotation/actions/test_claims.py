"""Claims: who gets which pair, and what is said when there is none."""

from datetime import timedelta

import pytest

from annotation.actions import claims, judgments, people
from annotation.choices import Lane, MemberState, SlotState
from annotation.models import Member, Slot
from annotation.rules.leases import DRY, LEASE
from dataset.models import Image
from tests.annotation.tables import RED, Table
from tests.factories import (
    NOW,
    AnnotatorFactory,
    BatchFactory,
    BatchPairFactory,
    ManagerFactory,
    MemberFactory,
    answer_to,
)

pytestmark = pytest.mark.django_db


def pairs_of(work: claims.Work) -> list[int]:
    return [row["pair"] for row in work.pairs]


def test_a_claim_holds_pairs_in_the_order_of_the_queue_one_slot_each():
    member = MemberFactory()
    first, second, _ = BatchPairFactory.create_batch(3, batch=member.batch)

    work = claims.claim(annotator=member.annotator, wanted=2, now=NOW)

    assert (work.state, pairs_of(work)) == ("work", [first.pk, second.pk])
    held = Slot.objects.filter(state=SlotState.LEASED).values_list("pair", "ordinal", "annotator", "lease_ends_at")
    assert list(held.order_by("pair")) == [
        (first.pk, 1, member.annotator_id, NOW + LEASE),
        (second.pk, 1, member.annotator_id, NOW + LEASE),
    ]


def test_what_is_held_comes_first_and_counts_towards_what_is_wanted():
    member = MemberFactory()
    first, _, _ = BatchPairFactory.create_batch(3, batch=member.batch)
    claims.claim(annotator=member.annotator, wanted=1, now=NOW)

    work = claims.claim(annotator=member.annotator, wanted=1, now=NOW)

    assert pairs_of(work) == [first.pk]


def test_two_annotators_share_a_pair_and_a_third_finds_no_work():
    batch = BatchFactory()
    pair = BatchPairFactory(batch=batch)
    one, two, three = MemberFactory.create_batch(3, batch=batch)

    found = [claims.claim(annotator=member.annotator, wanted=5, now=NOW) for member in (one, two, three)]

    assert [(work.state, pairs_of(work)) for work in found] == [
        ("work", [pair.pk]),
        ("work", [pair.pk]),
        ("no_work", []),
    ]


def test_nobody_meets_a_pair_twice():
    member = MemberFactory()
    pair = BatchPairFactory(batch=member.batch)
    claims.claim(annotator=member.annotator, wanted=1, now=NOW)
    judgments.submit(annotator=member.annotator, answer=answer_to(pair), now=NOW)

    work = claims.claim(annotator=member.annotator, wanted=1, now=NOW)

    assert work == claims.NO_WORK


def test_a_slot_that_opened_late_is_served_before_fresh_ones():
    batch = BatchFactory()
    gone, member = MemberFactory.create_batch(2, batch=batch)
    late, fresh, *_ = BatchPairFactory.create_batch(4, batch=batch)
    claims.claim(annotator=gone.annotator, wanted=1, now=NOW)
    Slot.objects.filter(pair=late, state=SlotState.OPEN).delete()
    claims.return_all(annotator=gone.annotator, now=NOW)

    work = claims.claim(annotator=member.annotator, wanted=2, now=NOW)

    assert pairs_of(work) == [late.pk, fresh.pk]
    assert Slot.objects.get(pair=late).lane == Lane.LATE


def test_an_expired_lease_opens_again_for_a_dry_annotator_without_any_tick():
    batch = BatchFactory(wanted=1, at_most=1)
    gone, member = MemberFactory.create_batch(2, batch=batch)
    pair = BatchPairFactory(batch=batch)
    claims.claim(annotator=gone.annotator, wanted=1, now=NOW)

    work = claims.claim(annotator=member.annotator, wanted=1, now=NOW + LEASE)

    assert pairs_of(work) == [pair.pk]


def test_no_work_is_remembered_until_it_is_time_to_look_again():
    member = MemberFactory()

    work = claims.claim(annotator=member.annotator, wanted=1, now=NOW)

    member.refresh_from_db()
    assert work == claims.NO_WORK
    assert (member.dry_until, member.sweeping) == (NOW + DRY, False)


def test_a_slot_that_opens_late_ends_the_dry_time_at_once():
    batch = BatchFactory(wanted=1, at_most=1)
    gone, member = MemberFactory.create_batch(2, batch=batch)
    pair = BatchPairFactory(batch=batch)
    claims.claim(annotator=gone.annotator, wanted=1, now=NOW)
    assert claims.claim(annotator=member.annotator, wanted=1, now=NOW) == claims.NO_WORK

    claims.return_all(annotator=gone.annotator, now=NOW)

    assert pairs_of(claims.claim(annotator=member.annotator, wanted=1, now=NOW)) == [pair.pk]


def test_a_lease_is_renewed_by_a_claim_at_most_every_five_minutes():
    member = MemberFactory()
    BatchPairFactory(batch=member.batch)
    claims.claim(annotator=member.annotator, wanted=1, now=NOW)

    ends = []
    for minutes in (4, 6):
        claims.claim(annotator=member.annotator, wanted=1, now=NOW + timedelta(minutes=minutes))
        ends.append(Slot.objects.get(state=SlotState.LEASED).lease_ends_at)

    assert ends == [NOW + LEASE, NOW + timedelta(minutes=6) + LEASE]


def test_near_the_end_each_member_holds_a_fair_part():
    batch = BatchFactory(wanted=1, at_most=1)
    members = MemberFactory.create_batch(4, batch=batch)
    BatchPairFactory.create_batch(8, batch=batch)

    counts = [len(claims.claim(annotator=member.annotator, wanted=10, now=NOW).pairs) for member in members]

    assert counts == [2, 1, 1, 1]


def test_a_batch_of_higher_priority_is_served_first():
    annotator = AnnotatorFactory()
    low, high = BatchFactory(priority=0), BatchFactory(priority=5)
    pairs = {}
    for batch in (low, high):
        MemberFactory(batch=batch, annotator=annotator)
        pairs[batch] = BatchPairFactory(batch=batch)

    assert pairs_of(claims.claim(annotator=annotator, wanted=1, now=NOW)) == [pairs[high].pk]


def test_a_paused_batch_says_so():
    member = MemberFactory(batch__state="paused")
    BatchPairFactory(batch=member.batch)

    assert claims.claim(annotator=member.annotator, wanted=1, now=NOW) == claims.PAUSED


def test_a_removed_member_gets_nothing():
    member = MemberFactory(state=MemberState.REMOVED)
    BatchPairFactory(batch=member.batch)

    assert claims.claim(annotator=member.annotator, wanted=1, now=NOW) == claims.NO_WORK


def test_a_withdrawn_image_is_not_shown_even_while_its_lease_lasts():
    member = MemberFactory()
    pair = BatchPairFactory(batch=member.batch)
    claims.claim(annotator=member.annotator, wanted=1, now=NOW)
    pair.image.withdrawn_at = NOW
    pair.image.save()

    assert pairs_of(claims.claim(annotator=member.annotator, wanted=1, now=NOW)) == []


def test_a_long_queue_of_met_pairs_is_passed_window_by_window():
    member = MemberFactory(batch__wanted=1, batch__at_most=1)
    pair = BatchPairFactory(batch=member.batch)
    Slot.objects.filter(pair=pair).update(position=50_000)
    Member.objects.filter(pk=member.pk).update(fresh_cursor=60_000)

    assert pairs_of(claims.claim(annotator=member.annotator, wanted=1, now=NOW)) == [pair.pk]


def test_a_claim_costs_three_statements(statements):
    member = MemberFactory()
    BatchPairFactory.create_batch(3, batch=member.batch)

    with statements as counted:
        claims.claim(annotator=member.annotator, wanted=3, now=NOW)

    assert len(counted) == 3


@pytest.mark.parametrize("hidden", [{"withdrawn_at": NOW}, {"sensitivity": "blocked"}])
def test_a_lease_on_a_hidden_image_takes_nobodys_place_and_is_not_renewed(hidden):
    member = MemberFactory()
    gone, stays = BatchPairFactory.create_batch(2, batch=member.batch)
    claims.claim(annotator=member.annotator, wanted=1, now=NOW)
    Image.objects.filter(pk=gone.image_id).update(**hidden)

    work = claims.claim(annotator=member.annotator, wanted=1, now=NOW + LEASE - timedelta(minutes=1))

    assert pairs_of(work) == [stays.pk]
    assert Slot.objects.get(pair=gone, state=SlotState.LEASED).lease_ends_at == NOW + LEASE


def test_a_hidden_image_is_offered_to_nobody():
    member = MemberFactory()
    BatchPairFactory(batch=member.batch, image__sensitivity="blocked")

    assert claims.claim(annotator=member.annotator, wanted=1, now=NOW) == claims.NO_WORK


def test_who_is_suspended_or_an_annotator_no_more_gets_nothing():
    suspended, other = MemberFactory.create_batch(2, batch=BatchFactory())
    BatchPairFactory(batch=other.batch)
    manager = ManagerFactory()
    people.suspend(user=suspended.annotator.user, reason="left", lock=False, actor=manager, now=NOW)
    people.change_roles(user=other.annotator.user, roles=[], actor=manager, now=NOW)

    found = [claims.claim(annotator=member.annotator, wanted=1, now=NOW) for member in (suspended, other)]

    assert found == [claims.NO_WORK, claims.NO_WORK]


@pytest.mark.parametrize("how", ["expires", "is released"])
def test_a_lease_that_ends_after_its_pair_was_settled_asks_nobody_else(how):
    table = Table(n_members=4)
    table.judge(0, RED)
    table.judge(1)
    table.claim(2)
    table.send(1, answer_to(table.pair, RED))

    if how == "expires":
        claims.reopen_expired(now=NOW + LEASE)
    else:
        claims.return_all(annotator=table.members[2].annotator, now=NOW)

    assert table.slots() == [(1, "FILLED"), (2, "FILLED"), (None, "CLOSED")]
    assert table.claim(3) == claims.NO_WORK
