"""Answers: what is kept, what counts, what the annotator is told."""

from dataclasses import replace
from uuid import UUID

import pytest

from annotation.actions import claims, judgments, skips
from annotation.choices import PairState, SkipReason, SlotState
from annotation.models import BatchPair, Judgment, Member, Slot
from annotation.rules.answers import Answer
from annotation.rules.leases import LEASE
from tests.factories import NOW, BatchFactory, BatchPairFactory, MemberFactory, answer_to

pytestmark = pytest.mark.django_db

# a·red·apple·and·yellow·bananas
RED, APPLE, AND, YELLOW, BANANAS = 1, 2, 3, 4, 5


class Table:
    """A pair and people round it, each of whom claims before judging."""

    def __init__(self, n_members: int = 4, **batch: object) -> None:
        self.batch = BatchFactory(**batch)
        self.pair = BatchPairFactory(batch=self.batch)
        self.members = MemberFactory.create_batch(n_members, batch=self.batch)

    def claim(self, who: int) -> claims.Work:
        return claims.claim(annotator=self.members[who].annotator, wanted=1, now=NOW)

    def send(self, who: int, answer: Answer) -> judgments.Receipt:
        return judgments.submit(annotator=self.members[who].annotator, answer=answer, now=NOW)

    def judge(self, who: int, *struck: int, outcome: str = "judged", unsure: tuple[int, ...] = ()) -> judgments.Receipt:
        self.claim(who)
        return self.send(who, answer_to(self.pair, *struck, outcome=outcome, unsure=unsure))

    def now(self) -> BatchPair:
        self.pair.refresh_from_db()
        return self.pair

    def slots(self) -> list[tuple[int | None, str]]:
        """Ordinal and state of every slot."""
        rows = Slot.objects.filter(pair=self.pair).order_by("pk")
        return [(slot.ordinal, SlotState(slot.state).name) for slot in rows]


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


def test_a_skip_passes_the_place_on_and_the_pair_does_not_come_back():
    table = Table()
    table.claim(0)
    annotator = table.members[0].annotator

    for _ in range(2):
        skips.skip(annotator=annotator, pair_id=table.pair.pk, reason=SkipReason.LANGUAGE, now=NOW)

    assert table.slots() == [(None, "SKIPPED"), (2, "OPEN"), (1, "OPEN")]
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
