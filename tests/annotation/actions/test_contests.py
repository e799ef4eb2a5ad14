"""Results of tests that are contested: upheld, or withdrawn and counted no more."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from annotation.actions import contests, desk, gold, sensitivities
from annotation.actions.contests import Contested, ContestedBefore, NotContested, NotDecided, ResultUnknown, Thing
from annotation.choices import BatchState, PairState, Purpose, ThreadDecision
from annotation.errors import ReceiptTaken
from annotation.models import (
    AuditEntry,
    Batch,
    Flag,
    GoldAnswer,
    Qualification,
    QualificationAnswer,
    Thread,
)
from annotation.queries import annotator_figures
from annotation.queries import contests as queries
from dataset.choices import Sensitivity
from dataset.models import SensitivityChange
from tests.annotation.tables import Table, put_in_place
from tests.factories import (
    NOW,
    AnnotatorFactory,
    BatchPairFactory,
    FlagFactory,
    GoldAnswerFactory,
    GoldFactory,
    ManagerFactory,
    OnboardingFactory,
    QualificationAnswerFactory,
    QualificationFactory,
    ThreadFactory,
)

pytestmark = pytest.mark.django_db
WITHIN: dict[str, Any] = {"within": timedelta(hours=24), "now": NOW}
ACT: dict[str, Any] = {"actor": "ruth", "now": NOW}


def failed(**answer: int) -> QualificationAnswer:
    """A wrong answer of a finished attempt, beside a right one."""
    attempt = QualificationFactory(finished_at=NOW, passed=False, n_hits=1, n_missed=1)
    OnboardingFactory(annotator=attempt.annotator, failed_at=NOW)
    QualificationAnswerFactory(
        item__qualification=attempt, item__position=2, n_hits=1, n_missed=0, struck=[1], canonical=[1]
    )
    wrong: QualificationAnswer = QualificationAnswerFactory(item__qualification=attempt, **answer)
    return wrong


def contest(answer: QualificationAnswer, uuid: UUID | None = None, text: str = "It is red.") -> Thread:
    contested = Contested(uuid or uuid4(), Thing.TEST, answer.pk, text)
    return contests.contest(annotator=answer.item.annotator, contested=contested, **WITHIN)


def attempt_of(answer: QualificationAnswer) -> Qualification:
    return Qualification.objects.select_related("annotator__onboarding").get(pk=answer.item.qualification_id)


def test_a_withdrawn_answer_counts_no_more_and_who_passes_by_it_may_judge() -> None:
    answer = failed()
    thread = contest(answer)
    assert (thread.due_at, thread.messages.get().text) == (NOW + timedelta(hours=24), "It is red.")

    contests.decide(thread=thread, decision=ThreadDecision.WITHDRAWN, **ACT)

    attempt = attempt_of(answer)
    assert (attempt.passed, attempt.n_hits, attempt.n_missed) == (True, 1, 0)
    assert (attempt.annotator.onboarding.qualified_at, attempt.annotator.onboarding.failed_at) == (NOW, None)
    assert annotator_figures.on_gold(attempt.annotator).n_answers == 1
    assert AuditEntry.objects.get(act="decide_contest").detail == {
        "thread": str(thread.pk),
        "before": "",
        "after": "withdrawn",
    }


def test_an_upheld_answer_counts_as_it_did() -> None:
    answer = failed()

    contests.decide(thread=contest(answer), decision=ThreadDecision.UPHELD, **ACT)

    assert (attempt_of(answer).passed, attempt_of(answer).n_missed) == (False, 1)


def test_a_result_is_contested_once_and_by_whose_it_is() -> None:
    answer, uuid = failed(), uuid4()
    thread = contest(answer, uuid)

    assert contest(answer, uuid) == thread
    with pytest.raises(ContestedBefore):
        contest(answer)
    with pytest.raises(ReceiptTaken):
        contest(answer, uuid, "Something else")
    mine = Contested(uuid4(), Thing.TEST, answer.pk, "Mine")
    with pytest.raises(ResultUnknown):
        contests.contest(annotator=AnnotatorFactory(), contested=mine, **WITHIN)


def test_a_question_is_neither_upheld_nor_withdrawn() -> None:
    with pytest.raises(NotContested):
        contests.decide(thread=ThreadFactory(), decision=ThreadDecision.UPHELD, **ACT)


@pytest.fixture
def on_gold() -> GoldAnswer:
    """A wrong answer among the work, of a week that is over."""
    made: GoldAnswer = GoldAnswerFactory(n_hits=0, n_missed=1)
    put_in_place(made.judgment)
    return made


def contest_gold(answer: GoldAnswer) -> Thread:
    contested = Contested(uuid4(), Thing.WORK, answer.pk, "It is red.")
    return contests.contest(annotator=answer.annotator, contested=contested, **WITHIN)


def test_gold_among_the_work_that_is_withdrawn_counts_no_more(on_gold: GoldAnswer) -> None:
    assert annotator_figures.on_gold(on_gold.annotator).n_answers == 1

    contests.decide(thread=contest_gold(on_gold), decision=ThreadDecision.WITHDRAWN, **ACT)

    assert annotator_figures.on_gold(on_gold.annotator).n_answers == 0
    with pytest.raises(ContestedBefore):
        contest_gold(on_gold)


def test_what_was_gold_is_not_told_while_a_running_batch_gives_it(on_gold: GoldAnswer) -> None:
    given = BatchPairFactory(image=on_gold.gold.image, purpose=Purpose.GOLD, state=PairState.GOLD, slots__n=0)
    who = on_gold.annotator

    assert queries.at_work(who, before=None, limit=9) == []
    with pytest.raises(ResultUnknown):
        contest_gold(on_gold)

    gold.retire(image=on_gold.gold.image, reason="wrong", **ACT)
    assert [one.pk for one in queries.at_work(who, before=None, limit=9)] == [on_gold.pk]
    GoldFactory(image=on_gold.gold.image, number=3)
    assert queries.at_work(who, before=None, limit=9) == []
    Batch.objects.filter(pk=given.batch_id).update(state=BatchState.CLOSED, closed_at=NOW)
    assert [one.pk for one in queries.at_work(who, before=None, limit=9)] == [on_gold.pk]


def test_gold_of_this_week_is_not_told(on_gold: GoldAnswer) -> None:
    late = GoldAnswerFactory(judgment__annotator=on_gold.annotator, created_at=timezone.now())
    put_in_place(late.judgment)

    assert [one.pk for one in queries.at_work(on_gold.annotator, before=None, limit=9)] == [on_gold.pk]


def contest_flag(flag: Flag) -> Thread:
    contested = Contested(uuid4(), Thing.FLAG, flag.pk, "There is blood.")
    return contests.contest(annotator=flag.annotator, contested=contested, **WITHIN)


def test_a_flag_is_contested_once_somebody_decided_and_holds_when_that_is_taken_back() -> None:
    flag = FlagFactory()
    with pytest.raises(NotDecided):
        contest_flag(flag)
    sensitivities.decide(image=flag.pair.image, sensitivity=Sensitivity.SAFE, reason="paint", **ACT)
    thread = contest_flag(flag)

    for _ in range(2):
        contests.decide(thread=thread, decision=ThreadDecision.WITHDRAWN, **ACT)

    said = SensitivityChange.objects.order_by("number").values_list("after", "reason")
    assert [*said] == [("safe", "paint"), ("sensitive", "A contest: the flag holds (violence).")]
    with pytest.raises(ResultUnknown):
        contests.contest(
            annotator=AnnotatorFactory(), contested=Contested(uuid4(), Thing.FLAG, flag.pk, "Mine"), **WITHIN
        )


def test_a_pair_whose_flag_holds_after_all_is_back_at_the_desk() -> None:
    table = Table()
    table.judge(0, flags=("broken",))
    table.judge(1)
    desk.settle(pair=table.pair, adjudicator=ManagerFactory(), outcome="judged", struck=[], now=NOW)
    thread = contest_flag(Flag.objects.get())

    contests.decide(thread=thread, decision=ThreadDecision.WITHDRAWN, **ACT)

    assert (table.now().state, table.now().desk_reason) == (PairState.DESK, "flag")
