"""Somebody's judgments set aside: out of the consensus, kept, and undone exactly."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from annotation.actions import batches, desk, publishing, recounts, rounds, set_asides
from annotation.choices import PairState, SettledHow
from annotation.models import Annotator, AuditEntry, BatchPair, Judgment, SetAside, SetAsideJudgment
from annotation.queries.set_asides import Meant
from annotation.rules.outcomes import PairOutcome
from dataset.models import Verdict, VerdictEvidence
from tests.annotation.tables import APPLE, BANANAS, RED, YELLOW, Table
from tests.factories import NOW, BatchPairFactory, JudgmentFactory, ManagerFactory, answer_to

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


def begin(annotator: Annotator, **meant: Any) -> SetAside:
    what = Meant(annotator, **({"until": LATER} | meant))
    return set_asides.begin(what=what, reason="asleep", actor="mia", now=LATER)


def set_aside(table: Table, who: int = 0, **meant: Any) -> SetAside:
    act = begin(table.members[who].annotator, **meant)
    set_asides.carry_on(now=LATER)
    act.refresh_from_db()
    return act


def undo(act: SetAside, at: datetime = LATER) -> SetAside:
    back = set_asides.undo(act=act, reason="awake after all", actor="mia", now=at)
    set_asides.carry_on(now=at)
    back.refresh_from_db()
    return back


def agreed(*struck: int) -> Table:
    table = Table()
    table.judge(0, *struck)
    table.judge(1, *struck)
    return table


def test_a_settled_pair_asks_one_more_and_the_judgment_stays():
    table = agreed(RED)

    act = set_aside(table)

    assert (table.now().state, table.pair.n_counted) == (PairState.OPEN, 1)
    assert table.slots() == [(None, "SET_ASIDE"), (2, "FILLED"), (1, "OPEN")]
    assert (act.n_judgments, act.n_reopened, act.finished_at) == (1, 1, LATER)
    assert Judgment.objects.count() == 2
    assert SetAsideJudgment.objects.values_list("act", "ordinal", "judgment__annotator").get() == (
        act.pk,
        1,
        table.members[0].annotator_id,
    )


def test_undone_at_once_everything_is_as_it_was():
    table = agreed(RED)
    before = BatchPair.objects.values("state", "m", "s", "struck", "n_counted", "sum_paired").get()
    act = set_aside(table)

    back = undo(act)

    assert table.slots() == [(1, "FILLED"), (2, "FILLED"), (None, "CLOSED")]
    assert BatchPair.objects.values("state", "m", "s", "struck", "n_counted", "sum_paired").get() == before
    assert (back.n_judgments, back.n_reopened, back.undoes) == (1, 0, act)


def test_what_another_gave_in_its_place_counts_on_and_the_undone_is_surplus():
    table = agreed(RED)
    act = set_aside(table)
    table.judge(2, RED)

    undo(act)

    assert table.slots() == [(None, "SURPLUS"), (2, "FILLED"), (1, "FILLED")]
    assert table.now().state == PairState.SETTLED


def test_an_undone_judgment_takes_a_place_that_waits_when_its_own_is_taken():
    table = Table(wanted=3, at_most=5)
    table.judge(0, RED)
    table.judge(1, RED)
    first, second = set_aside(table, 0), set_aside(table, 1)
    table.judge(2, RED)
    assert table.slots()[2:] == [(3, "OPEN"), (1, "FILLED"), (2, "OPEN")]

    undo(first)

    assert table.slots() == [(3, "FILLED"), (None, "SET_ASIDE"), (None, "CLOSED"), (1, "FILLED"), (2, "OPEN")]
    undo(second)
    assert table.slots()[1] == (2, "FILLED")
    assert table.now().state == PairState.SETTLED


def test_who_was_set_aside_is_not_asked_about_the_pair_again_and_corrects_it_in_vain():
    table = agreed(RED)
    set_aside(table)

    assert table.claim(0).state == "no_work"
    assert table.send(0, answer_to(table.pair, YELLOW)).outcome == "surplus"
    assert table.slots()[0] == (None, "SET_ASIDE")
    assert table.now().n_counted == 1


def test_where_nobody_else_can_be_asked_the_pair_comes_to_the_desk():
    table = Table(n_members=2)
    table.judge(0, RED)
    table.judge(1, RED)

    act = set_aside(table)

    assert (table.now().state, table.pair.desk_reason) == (PairState.DESK, "nobody_left")
    assert act.n_reopened == 1


def test_in_a_closed_batch_nobody_is_asked_and_the_desk_decides():
    table = agreed(RED)
    batches.close(batch=table.batch, actor="mia", now=NOW)

    set_aside(table)

    assert table.slots() == [(None, "SET_ASIDE"), (2, "FILLED")]
    assert (table.now().state, table.pair.desk_reason) == (PairState.DESK, "nobody_left")


def test_a_pair_whose_other_opinions_agree_stays_settled_by_them():
    table = Table()
    table.judge(0, APPLE)
    table.judge(1, RED)
    table.judge(2, RED)
    assert table.now().struck == [RED]
    publishing.publish_all(now=NOW)

    act = set_aside(table)
    publishing.publish_all(now=LATER)

    assert (table.now().state, table.pair.struck, table.pair.n_counted) == (PairState.SETTLED, [RED], 2)
    assert act.n_reopened == 0
    assert [verdict.evidence.count() for verdict in Verdict.objects.order_by("number")] == [3, 2]
    assert list(recounts.differences()) == []


def test_what_the_desk_decided_stands_without_the_opinion():
    table = Table(at_most=2)
    table.judge(0, RED, BANANAS)
    table.judge(1, RED)
    pair = table.now()
    assert pair.state == PairState.DESK
    desk.settle(pair=pair, adjudicator=ManagerFactory(), outcome=PairOutcome.JUDGED, struck=[BANANAS], now=NOW)
    publishing.publish_all(now=NOW)

    set_aside(table)
    publishing.publish_all(now=LATER)

    assert (table.now().state, table.pair.settled_how) == (PairState.SETTLED, SettledHow.DESK)
    assert (table.pair.struck, table.pair.n_counted) == ([RED, BANANAS], 1)
    assert VerdictEvidence.objects.filter(verdict__superseded_at=None).count() == 1
    assert list(recounts.differences()) == []


def test_a_verdict_stands_until_the_new_one_and_comes_back_when_the_act_is_undone():
    table = agreed(RED)
    publishing.publish_all(now=NOW)
    act = set_aside(table)
    publishing.publish_all(now=LATER)
    assert Verdict.objects.get().superseded_at is None
    table.judge(2, YELLOW)
    table.judge(3, YELLOW)
    publishing.publish_all(now=LATER)
    assert Verdict.objects.get(superseded_at=None).struck == [YELLOW]

    undo(act)

    assert [(row.number, row.struck) for row in Verdict.objects.order_by("number")] == [(1, [RED]), (2, [YELLOW])]
    assert table.slots()[0] == (None, "SURPLUS")


def test_a_pair_that_settles_as_before_is_published_as_before():
    table = agreed(RED)
    publishing.publish_all(now=NOW)
    publish = lambda: publishing.publish_all(now=LATER)  # noqa: E731
    act = set_aside(table, 0)
    table.judge(2, RED)
    assert publish() == 1
    other = set_aside(table, 2)

    undo(act)

    assert publish() == 1
    assert [verdict.superseded_at is None for verdict in Verdict.objects.order_by("number")] == [False, False, True]
    hashes = [verdict.evidence_hash for verdict in Verdict.objects.order_by("number")]
    assert hashes[2] == hashes[0] != hashes[1]
    assert other.n_reopened == 1


@pytest.mark.parametrize("state", [PairState.WITHDRAWN, PairState.REPLACED, PairState.SET_ASIDE])
def test_a_pair_that_is_over_or_set_aside_itself_is_counted_anew_and_nothing_else(state: PairState):
    table = Table()
    table.judge(0, RED)
    BatchPair.objects.update(state=state)

    set_aside(table)

    assert (table.now().state, table.pair.n_counted, table.pair.s) == (state, 0, [0] * 6)
    assert "OPEN" not in [slot for _, slot in table.slots()[2:]]


def test_a_surplus_judgment_is_set_aside_and_comes_back_as_surplus():
    table = Table()
    table.claim(0)
    table.judge(1, RED)
    rounds.set_aside(pair=table.pair, actor="mia", reason="doubt", now=NOW)
    table.send(0, answer_to(table.pair, RED))

    act = set_aside(table)
    assert table.slots()[0] == (None, "SET_ASIDE")
    undo(act)

    assert table.slots()[0] == (None, "SURPLUS")


def test_only_the_batch_and_the_time_that_are_meant():
    table, other = agreed(RED), agreed(RED)
    person = table.members[0].annotator
    late = JudgmentFactory(annotator=person, pair=table.pair, slot__pair=table.pair, slot__ordinal=3)
    elsewhere = Judgment.objects.get(pair=other.pair, slot__ordinal=1)

    for meant in ({"batch": other.batch}, {"since": NOW + timedelta(seconds=1)}, {"until": NOW}):
        with pytest.raises(set_asides.NothingToSetAside):
            set_aside(table, **meant)

    act = set_aside(table, batch=table.batch, since=NOW)
    assert act.n_judgments == 1
    assert {late.slot.set_asides.count(), elsewhere.slot.set_asides.count()} == {0}


def test_what_two_acts_speak_of_stays_aside_until_both_are_undone():
    table = agreed(RED)
    first = begin(table.members[0].annotator)
    second = begin(table.members[0].annotator, batch=table.batch)
    set_asides.carry_on(now=LATER)

    undo(first)
    assert table.slots()[0] == (None, "SET_ASIDE")

    undo(second)
    assert table.slots()[0] == (1, "FILLED")


def test_an_act_is_undone_once_and_an_undoing_never():
    table = agreed(RED)
    act = set_aside(table)
    back = undo(act)

    for done in (act, back):
        with pytest.raises(set_asides.UndoneBefore):
            set_asides.undo(act=done, reason="again", actor="mia", now=LATER)


def test_it_goes_on_where_it_was_left_and_does_nothing_twice():
    table = agreed(RED)
    for _ in range(2):
        table.pair = BatchPairFactory(batch=table.batch)
        table.judge(0, RED)
        table.judge(1, RED)
    act = begin(table.members[0].annotator)

    assert [set_asides.carry_on(now=LATER, limit=2) for _ in range(3)] == [2, 1, 0]

    act.refresh_from_db()
    assert (act.n_judgments, act.n_reopened, act.finished_at) == (3, 3, LATER)
    assert act.judgments.count() == 3


def test_both_acts_are_in_the_record():
    table = agreed(RED)
    act = set_aside(table, since=NOW)
    undo(act)

    rows = AuditEntry.objects.filter(act__in=["set_judgments_aside", "bring_judgments_back"]).order_by("pk")
    assert [(row.actor, row.act, row.detail["reason"], row.detail["since"]) for row in rows] == [
        ("mia", "set_judgments_aside", "asleep", NOW.isoformat()),
        ("mia", "bring_judgments_back", "awake after all", NOW.isoformat()),
    ]
    assert {row.subject for row in rows} == {f"user {table.members[0].annotator.user.username}"}
