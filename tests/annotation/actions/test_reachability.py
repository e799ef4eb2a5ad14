import pytest

from annotation.actions import batches, reachability
from annotation.choices import PairState
from tests.annotation.tables import RED, Table
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def leave(table: Table, who: int) -> None:
    batches.remove_member(batch=table.batch, annotator=table.members[who].annotator, actor="ann", now=NOW)


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
