"""Results of tests that are contested: upheld, or withdrawn and counted no more."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from annotation.actions import contests
from annotation.actions.contests import Contested, ContestedBefore, NotContested, ResultUnknown
from annotation.choices import ThreadDecision
from annotation.errors import ReceiptTaken
from annotation.models import AuditEntry, Qualification, QualificationAnswer, Thread
from annotation.queries import annotator_figures
from tests.factories import (
    NOW,
    AnnotatorFactory,
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
    contested = Contested(uuid or uuid4(), answer.pk, text)
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
    with pytest.raises(ResultUnknown):
        contests.contest(annotator=AnnotatorFactory(), contested=Contested(uuid4(), answer.pk, "Mine"), **WITHIN)


def test_a_question_is_neither_upheld_nor_withdrawn() -> None:
    with pytest.raises(NotContested):
        contests.decide(thread=ThreadFactory(), decision=ThreadDecision.UPHELD, **ACT)
