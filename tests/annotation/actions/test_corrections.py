"""Judging a pair again."""

import pytest

from annotation.choices import PairState
from annotation.models import Judgment, Slot
from tests.annotation.tables import RED, Table
from tests.factories import NOW, answer_to

pytestmark = pytest.mark.django_db


def test_a_correction_is_a_new_revision_and_counts():
    table = Table()
    table.judge(0, RED)

    receipt = table.send(0, answer_to(table.pair))

    assert (receipt.outcome, receipt.revision) == ("counted", 2)
    assert table.now().s == [0] * 6
    assert list(Judgment.objects.order_by("revision").values_list("revision", "struck")) == [(1, [RED]), (2, [])]


def test_a_correction_that_agrees_closes_the_third_slot_that_is_open():
    table = Table()
    table.judge(0, RED)
    table.judge(1)

    table.send(1, answer_to(table.pair, RED))

    assert table.now().state == PairState.SETTLED
    assert table.slots() == [(1, "FILLED"), (2, "FILLED"), (None, "CLOSED")]


def test_a_correction_that_agrees_leaves_the_third_slot_that_is_held_and_its_answer_is_surplus():
    table = Table()
    table.judge(0, RED)
    table.judge(1)
    table.claim(2)
    table.send(1, answer_to(table.pair, RED))

    receipt = table.send(2, answer_to(table.pair))

    assert receipt.outcome == "surplus"
    assert (table.now().state, table.pair.struck) == (PairState.SETTLED, [RED])


def test_a_correction_after_the_pair_was_settled_is_kept_and_counts_not():
    table = Table()
    table.judge(0, RED)
    table.judge(1, RED)

    receipt = table.send(0, answer_to(table.pair))

    assert (receipt.outcome, receipt.revision) == ("surplus", 2)
    assert table.now().struck == [RED]
    assert Slot.objects.get(ordinal=1).judgment.revision == 1


def test_a_correction_can_take_a_pair_back_from_the_desk():
    table = Table(n_members=2)
    table.judge(0, RED)
    table.judge(1)

    table.send(1, answer_to(table.pair, RED))

    assert (table.now().state, table.pair.desk_reason, table.pair.desk_words) == (PairState.SETTLED, "", [])


def test_a_suspended_annotators_correction_is_kept_and_counts_not():
    table = Table()
    table.judge(0, RED)
    annotator = table.members[0].annotator
    annotator.suspended_at, annotator.suspended_reason = NOW, "left"
    annotator.save()

    receipt = table.send(0, answer_to(table.pair))

    assert (receipt.outcome, receipt.revision) == ("surplus", 2)
    assert table.now().s == [0, 1, 0, 0, 0, 0]
