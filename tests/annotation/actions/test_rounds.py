"""Pairs set aside and taken up again, and pairs judged anew."""

from typing import Any

import pytest

from annotation.actions import batches, claims, judgments, publishing, recounts, rounds
from annotation.choices import PairState, SlotState
from annotation.models import AuditEntry, BatchPair, Slot
from dataset.models import Verdict
from tests.annotation.tables import RED, YELLOW, Table
from tests.factories import NOW, BatchPairFactory, answer_to

pytestmark = pytest.mark.django_db

BY: dict[str, Any] = {"actor": "ann", "reason": "a doubtful picture", "now": NOW}


def settled() -> Table:
    table = Table()
    table.judge(0, RED)
    table.judge(1, RED)
    return table


def acts() -> list[tuple[str, str, dict[str, object]]]:
    rows = AuditEntry.objects.filter(actor="ann").order_by("pk")
    return [(row.act, row.subject, row.detail) for row in rows]


def test_a_pair_set_aside_is_asked_of_nobody_and_goes_on_where_it_stood():
    table = Table()
    table.judge(0, RED)

    rounds.set_aside(pair=table.pair, **BY)

    assert (table.now().state, table.slots()) == (PairState.SET_ASIDE, [(1, "FILLED"), (None, "CLOSED")])
    assert table.claim(1).state == "no_work"
    rounds.take_up_again(pair=table.pair, **BY)
    assert (table.now().state, table.slots()[2]) == (PairState.OPEN, (2, "OPEN"))
    assert table.judge(1, RED).outcome == "counted"
    assert table.now().state == PairState.SETTLED
    subject, detail = f"pair {table.pair.pk}", {"reason": "a doubtful picture"}
    assert acts() == [("set_aside", subject, detail | {"before": "open"}), ("take_up_again", subject, detail)]


def test_an_answer_to_a_pair_set_aside_is_surplus_and_counts_when_it_is_taken_up_again():
    table = Table()
    table.claim(0)
    rounds.set_aside(pair=table.pair, **BY)

    assert table.send(0, answer_to(table.pair, RED)).outcome == "surplus"
    rounds.take_up_again(pair=table.pair, **BY)

    assert table.now().n_counted == 1
    assert table.slots() == [(1, "FILLED"), (None, "CLOSED"), (2, "OPEN")]


def test_who_held_a_pair_set_aside_holds_it_on_and_fills_their_place_when_it_is_taken_up_again():
    table = Table()
    table.claim(0)
    rounds.set_aside(pair=table.pair, **BY)

    rounds.take_up_again(pair=table.pair, **BY)

    assert table.slots() == [(1, "LEASED"), (None, "CLOSED"), (2, "OPEN")]
    assert table.send(0, answer_to(table.pair, RED)).outcome == "counted"


@pytest.mark.parametrize("state", [PairState.SETTLED, PairState.SET_ASIDE, PairState.WITHDRAWN, PairState.REPLACED])
def test_only_a_pair_in_work_is_set_aside(state: PairState):
    table = settled()
    BatchPair.objects.filter(pk=table.pair.pk).update(state=state)

    with pytest.raises(rounds.NotInWork):
        rounds.set_aside(pair=table.pair, **BY)

    assert acts() == []


def test_only_a_pair_set_aside_is_taken_up_again():
    with pytest.raises(rounds.NotSetAside):
        rounds.take_up_again(pair=settled().pair, **BY)


def test_a_new_round_asks_everybody_anew_and_ends_the_old_one():
    table = Table()
    table.judge(0, RED)
    table.claim(1)

    new = rounds.new_round(pair=table.pair, **BY)

    assert (table.now().state, table.slots()) == (PairState.REPLACED, [(1, "FILLED"), (None, "CLOSED")])
    assert (new.round, new.state, new.tokenisation, new.locked) == (2, PairState.OPEN, table.pair.tokenisation, {})
    opened = Slot.objects.filter(pair=new).order_by("ordinal").values_list("ordinal", "state")
    assert [*opened] == [(1, SlotState.OPEN), (2, SlotState.OPEN)]
    assert [row["pair"] for row in table.claim(0).pairs] == [new.pk]
    assert table.send(1, answer_to(table.pair, RED)).outcome == "withdrawn"
    told = {"reason": "a doubtful picture", "replaced": table.pair.pk, "before": "open"}
    assert acts() == [("new_round", f"pair {new.pk}", told)]


def test_who_found_no_work_finds_the_new_round():
    table = settled()
    assert table.claim(0).state == "no_work"

    new = rounds.new_round(pair=table.pair, **BY)

    assert [row["pair"] for row in table.claim(0).pairs] == [new.pk]


def test_the_old_verdict_stands_until_the_new_round_is_published():
    table = settled()
    publishing.publish_all(now=NOW)
    new = rounds.reopen(pair=table.pair, **BY)
    publishing.publish_all(now=NOW)

    assert list(Verdict.objects.values_list("struck", "superseded_at")) == [([RED], None)]
    for member in table.members[:2]:
        claims.claim(annotator=member.annotator, wanted=1, now=NOW)
        judgments.submit(annotator=member.annotator, answer=answer_to(new, YELLOW), now=NOW)
    publishing.publish_all(now=NOW)

    verdicts = Verdict.objects.order_by("number").values_list("struck", "superseded_at")
    assert list(verdicts) == [([RED], NOW), ([YELLOW], None)]
    assert list(recounts.differences()) == []


def test_a_correction_of_the_old_round_changes_nothing():
    table = settled()
    rounds.reopen(pair=table.pair, **BY)

    assert table.send(0, answer_to(table.pair, YELLOW)).outcome == "surplus"
    assert table.now().struck == [RED]


def test_only_a_settled_pair_is_reopened():
    with pytest.raises(rounds.NotSettled):
        rounds.reopen(pair=Table().pair, **BY)


def test_a_round_is_replaced_once():
    table = settled()
    rounds.new_round(pair=table.pair, **BY)

    with pytest.raises(rounds.RoundOver):
        rounds.new_round(pair=table.pair, **BY)


def test_a_pair_without_words_yet_has_no_new_round():
    pair = BatchPairFactory(state=PairState.PREPARING, slots__n=0)

    with pytest.raises(rounds.RoundOver):
        rounds.new_round(pair=pair, **BY)


def test_a_closed_batch_has_no_new_round():
    table = settled()
    batches.close(batch=table.batch, actor="mia", now=NOW)

    with pytest.raises(rounds.RoundOver):
        rounds.new_round(pair=table.pair, **BY)

    assert table.now().state == PairState.SETTLED


def test_a_new_round_that_nobody_can_take_waits_at_the_desk():
    table = Table(n_members=0)

    new = rounds.new_round(pair=table.pair, **BY)

    assert (new.state, new.desk_reason) == (PairState.DESK, "nobody_left")
