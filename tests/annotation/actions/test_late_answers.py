"""Answers that come late, in surplus, after a skip or a withdrawal: kept, and told so."""

import pytest

from annotation.actions import claims, skips
from annotation.choices import PairState, SkipReason
from annotation.models import BatchPair
from annotation.rules.leases import LEASE
from tests.annotation.tables import RED, Table
from tests.factories import NOW, answer_to

pytestmark = pytest.mark.django_db


def test_a_late_answer_fills_an_open_slot_of_its_pair():
    table = Table()
    table.claim(0)
    claims.reopen_expired(now=NOW + LEASE)

    receipt = table.send(0, answer_to(table.pair, RED))

    assert receipt.outcome == "counted"
    assert table.slots() == [(1, "FILLED"), (2, "OPEN")]


def test_an_answer_after_the_lease_was_lost_is_kept_as_surplus():
    table = Table()
    table.claim(0)
    claims.reopen_expired(now=NOW + LEASE)
    table.judge(1)
    table.judge(2)

    receipt = table.send(0, answer_to(table.pair, RED))

    assert receipt.outcome == "surplus"
    assert table.slots() == [(1, "FILLED"), (2, "FILLED"), (None, "SURPLUS")]
    assert table.now().state == PairState.SETTLED


def test_surplus_counts_before_a_further_slot_opens():
    table = Table()
    table.claim(0)
    claims.reopen_expired(now=NOW + LEASE)
    table.claim(1)
    table.claim(2)
    late = table.send(0, answer_to(table.pair, RED))
    table.send(1, answer_to(table.pair, RED))

    table.send(2, answer_to(table.pair))

    assert late.outcome == "surplus"
    assert table.slots() == [(1, "FILLED"), (2, "FILLED"), (3, "FILLED")]
    assert (table.now().state, table.pair.struck, table.pair.n_counted) == (PairState.SETTLED, [RED], 3)


def test_an_answer_to_a_withdrawn_pair_is_kept_and_said():
    table = Table()
    table.claim(0)
    BatchPair.objects.update(state=PairState.WITHDRAWN)

    receipt = table.send(0, answer_to(table.pair, RED))

    assert receipt.outcome == "withdrawn"
    assert table.slots()[0] == (None, "SURPLUS")


def test_a_suspended_annotators_answer_is_kept_as_surplus():
    table = Table()
    table.claim(0)
    annotator = table.members[0].annotator
    claims.return_all(annotator=annotator, now=NOW)
    annotator.suspended_at, annotator.suspended_reason = NOW, "left"
    annotator.save()

    assert table.send(0, answer_to(table.pair, RED)).outcome == "surplus"


def test_a_skip_passes_the_place_on_and_the_pair_does_not_come_back():
    table = Table()
    table.claim(0)
    annotator = table.members[0].annotator

    for _ in range(2):
        skips.skip(annotator=annotator, pair_id=table.pair.pk, reason=SkipReason.LANGUAGE, now=NOW)

    assert table.slots() == [(None, "SKIPPED"), (2, "OPEN"), (1, "OPEN")]
    assert table.claim(0) == claims.NO_WORK


def test_a_skip_that_comes_after_the_lease_was_lost_keeps_the_pair_away_too():
    table = Table()
    table.claim(0)
    claims.reopen_expired(now=NOW + LEASE)

    skips.skip(annotator=table.members[0].annotator, pair_id=table.pair.pk, reason=SkipReason.LANGUAGE, now=NOW)

    assert table.slots() == [(1, "OPEN"), (2, "OPEN"), (None, "SKIPPED")]
    assert table.claim(0) == claims.NO_WORK


def test_an_answer_after_a_skip_fills_an_open_slot():
    table = Table()
    table.claim(0)
    skips.skip(annotator=table.members[0].annotator, pair_id=table.pair.pk, reason=SkipReason.IMAGE, now=NOW)

    receipt = table.send(0, answer_to(table.pair, RED))

    assert receipt.outcome == "counted"
    assert sorted(state for _, state in table.slots()) == ["CLOSED", "FILLED", "OPEN"]


def test_skips_that_leave_nobody_send_the_pair_to_the_desk():
    table = Table(n_members=2)
    for who in (0, 1):
        table.claim(who)
        skips.skip(annotator=table.members[who].annotator, pair_id=table.pair.pk, reason=SkipReason.EXPERT, now=NOW)

    assert (table.now().state, table.pair.desk_reason) == (PairState.DESK, "nobody_left")
