import pytest

from annotation.actions import batches, claims, people, reachability, skips
from annotation.choices import PairState, SkipReason
from annotation.rules.leases import LEASE
from tests.annotation.tables import RED, Table
from tests.factories import NOW, ManagerFactory, answer_to

pytestmark = pytest.mark.django_db


def leave(table: Table, who: int) -> None:
    batches.remove_member(batch=table.batch, annotator=table.members[who].annotator, actor="ann", now=NOW)


def skip(table: Table, who: int) -> None:
    table.claim(who)
    annotator = table.members[who].annotator
    skips.skip(annotator=annotator, pair_id=table.pair.pk, reason=SkipReason.LANGUAGE, now=NOW)


def test_what_the_leavers_left_goes_to_the_desk():
    table = Table(n_members=3)
    table.judge(0, RED)
    leave(table, 1)
    leave(table, 2)

    counts = [reachability.give_up_unreachable(batch=table.batch, now=NOW) for _ in range(2)]

    pair = table.now()
    assert counts == [1, 0]
    assert (pair.state, pair.desk_reason, pair.desk_words) == (PairState.DESK, "nobody_left", [0, 1, 2, 3, 4, 5])
    assert table.slots() == [(1, "FILLED"), (None, "CLOSED")]


def test_somebody_suspended_cannot_be_waited_for():
    table = Table(n_members=2)
    table.judge(0, RED)
    annotator = table.members[1].annotator
    annotator.suspended_at, annotator.suspended_reason = NOW, "left"
    annotator.save()

    assert reachability.give_up_unreachable(batch=table.batch, now=NOW) == 1


def test_a_pair_that_somebody_may_take_or_holds_is_left_alone():
    table = Table(n_members=3)
    table.judge(0, RED)
    table.claim(1)
    leave(table, 2)

    assert reachability.give_up_unreachable(batch=table.batch, now=NOW) == 0
    assert table.now().state == PairState.OPEN


def test_the_last_of_many_who_judges_what_all_others_skipped_sends_it_to_the_desk_at_once():
    table = Table(n_members=12)
    for who in range(11):
        skip(table, who)

    table.judge(11, RED)

    pair = table.now()
    assert (pair.state, pair.desk_reason, pair.n_counted) == (PairState.DESK, "nobody_left", 1)


def test_what_leavers_left_is_found_among_many_members_too():
    table = Table(n_members=14)
    for who in range(12):
        skip(table, who)
    leave(table, 12)
    leave(table, 13)

    counts = [reachability.give_up_unreachable(batch=table.batch, now=NOW) for _ in range(2)]

    assert (counts, table.now().state) == ([1, 0], PairState.DESK)


def test_an_opinion_beyond_need_counts_before_a_pair_is_given_up():
    table = Table(n_members=3)
    table.claim(0)
    claims.reopen_expired(now=NOW + LEASE)
    table.claim(1)
    table.claim(2)
    assert table.send(0, answer_to(table.pair, RED)).outcome == "surplus"
    table.send(1, answer_to(table.pair, RED))
    leave(table, 2)

    assert reachability.give_up_unreachable(batch=table.batch, now=NOW) == 1

    pair = table.now()
    assert (pair.state, pair.settled_how, pair.struck, pair.n_counted) == (PairState.SETTLED, "consensus", [RED], 2)
    assert table.slots() == [(1, "FILLED"), (None, "CLOSED"), (2, "FILLED")]


def test_who_is_no_annotator_any_more_cannot_be_waited_for():
    table = Table(n_members=2)
    table.judge(0, RED)
    people.change_roles(user=table.members[1].annotator.user, roles=[], actor=ManagerFactory(), now=NOW)

    assert reachability.give_up_unreachable(batch=table.batch, now=NOW) == 1


def test_a_batch_that_nobody_works_in_waits_for_new_members():
    table = Table(n_members=1)
    leave(table, 0)

    assert reachability.give_up_unreachable(batch=table.batch, now=NOW) == 0
    assert table.now().state == PairState.OPEN
