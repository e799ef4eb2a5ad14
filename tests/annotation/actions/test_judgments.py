"""Answers: what is kept, what counts, what the annotator is told."""

from dataclasses import replace
from uuid import UUID

import pytest

from annotation.actions import claims, judgments
from annotation.choices import PairState
from annotation.models import BatchPair, Judgment, Member
from tests.annotation.tables import AND, APPLE, BANANAS, RED, YELLOW, Table
from tests.factories import NOW, answer_to

pytestmark = pytest.mark.django_db


def test_an_answer_fills_the_slot_that_was_held_and_counts():
    table = Table()

    receipt = table.judge(0, RED)

    assert (receipt.outcome, receipt.revision, receipt.struck) == ("counted", 1, [RED])
    assert table.slots() == [(1, "FILLED"), (2, "OPEN")]
    assert (table.now().n_counted, table.pair.m, table.pair.s) == (1, [1] * 6, [0, 1, 0, 0, 0, 0])


def test_raw_marks_are_kept_beside_their_canonical_form():
    table = Table()

    receipt = table.judge(0, YELLOW, BANANAS)

    judgment = Judgment.objects.get()
    assert judgment.struck == [YELLOW, BANANAS]
    assert judgment.canonical == receipt.struck == [AND, YELLOW, BANANAS]


def test_two_equal_judgments_settle_the_pair():
    table = Table()

    table.judge(0, RED)
    table.judge(1, RED)

    pair = table.now()
    assert (pair.state, pair.outcome, pair.struck, pair.settled_how) == (
        PairState.SETTLED,
        "judged",
        [RED],
        "consensus",
    )
    assert (pair.word_sources, pair.settled_at) == ([0] * 6, NOW)
    assert table.slots() == [(1, "FILLED"), (2, "FILLED")]


def test_a_difference_opens_a_third_slot_and_two_of_three_decide():
    table = Table()
    table.judge(0, RED)

    table.judge(1)

    assert table.slots() == [(1, "FILLED"), (2, "FILLED"), (3, "OPEN")]
    assert table.now().state == PairState.OPEN
    table.judge(2, RED)
    assert (table.now().state, table.pair.struck, table.pair.word_sources[RED]) == (PairState.SETTLED, [RED], 1)


def test_split_words_wait_at_the_desk_when_the_batch_says_so():
    table = Table(split_to_desk=True)

    table.judge(0, RED, BANANAS)
    table.judge(1, BANANAS)
    table.judge(2, BANANAS)

    pair = table.now()
    assert (pair.state, pair.desk_reason, pair.desk_words) == (PairState.DESK, "split", [RED])
    assert pair.struck == [BANANAS]


def test_two_mismatches_settle_the_whole_pair():
    table = Table()

    table.judge(0, outcome="mismatch")
    table.judge(1, outcome="mismatch")

    assert (table.now().state, table.pair.outcome, table.pair.struck) == (PairState.SETTLED, "mismatch", [])


def test_two_unlike_outcomes_go_to_the_desk():
    table = Table()

    table.judge(0, outcome="mismatch")
    table.judge(1, outcome="unjudgeable")

    assert (table.now().state, table.pair.desk_reason) == (PairState.DESK, "unlike_outcomes")


def test_when_nobody_is_left_to_ask_the_desk_decides():
    table = Table(n_members=2)

    table.judge(0, RED)
    table.judge(1)

    assert (table.now().state, table.pair.desk_reason, table.pair.desk_words) == (PairState.DESK, "nobody_left", [RED])
    assert table.slots() == [(1, "FILLED"), (2, "FILLED")]


def test_the_same_uuid_gets_the_same_receipt_and_is_kept_once():
    table = Table()
    table.claim(0)
    answer = answer_to(table.pair, RED)

    receipts = [table.send(0, answer), table.send(0, replace(answer, active_ms=5))]

    assert receipts[0] == receipts[1]
    assert Judgment.objects.count() == 1


def test_the_same_uuid_with_another_body_is_refused():
    table = Table()
    table.claim(0)
    answer = answer_to(table.pair, RED)
    table.send(0, answer)

    with pytest.raises(judgments.ReceiptTaken):
        table.send(0, replace(answer, struck=()))

    assert Judgment.objects.get().struck == [RED]


def test_nobody_gets_the_receipt_of_somebody_else():
    table = Table()
    table.claim(0)
    table.claim(1)
    answer = answer_to(table.pair, RED)
    table.send(0, answer)

    with pytest.raises(judgments.ReceiptTaken):
        table.send(1, answer)


def test_an_answer_to_a_pair_never_given_is_refused():
    table = Table()

    with pytest.raises(judgments.PairUnknown):
        table.send(0, answer_to(table.pair))

    assert Judgment.objects.count() == 0


def test_an_answer_to_no_pair_is_refused():
    table = Table()

    with pytest.raises(judgments.PairUnknown):
        table.send(0, replace(answer_to(table.pair), pair_id=10**9))


@pytest.mark.parametrize("word", [6, 100])
def test_words_beyond_the_prompt_are_refused(word):
    table = Table()
    table.claim(0)

    with pytest.raises(judgments.WordsUnknown):
        table.send(0, answer_to(table.pair, word))


def test_a_locked_word_is_refused():
    table = Table()
    BatchPair.objects.update(locked={str(APPLE): 10})
    table.claim(0)

    with pytest.raises(judgments.WordsUnknown):
        table.send(0, answer_to(table.pair, APPLE))


def test_an_answer_made_from_other_tokens_is_refused():
    table = Table()
    table.claim(0)

    with pytest.raises(judgments.WordsUnknown):
        table.send(0, replace(answer_to(table.pair), tokens_hash="f" * 64))


def test_an_answer_costs_four_statements(statements):
    table = Table()
    table.judge(0, RED)
    table.claim(1)
    answer = answer_to(table.pair)

    with statements as counted:
        table.send(1, answer)

    assert len(counted) == 4
    assert table.slots() == [(1, "FILLED"), (2, "FILLED"), (3, "OPEN")]


def test_a_judgments_row_cannot_be_changed():
    table = Table()
    table.judge(0, RED)

    with pytest.raises(Exception, match="permission denied"):
        Judgment.objects.update(struck=[])


def test_receipts_read_like_what_was_sent():
    table = Table()
    table.claim(0)
    answer = replace(answer_to(table.pair, RED), uuid=UUID(int=7))

    assert table.send(0, answer).as_dict() == {
        "uuid": "00000000-0000-0000-0000-000000000007",
        "pair": table.pair.pk,
        "outcome": "counted",
        "revision": 1,
        "struck": [RED],
    }


def test_members_are_not_asked_for_more_than_their_batch():
    table = Table()
    Member.objects.exclude(pk=table.members[0].pk).delete()
    table.judge(0)

    assert table.claim(0) == claims.NO_WORK
