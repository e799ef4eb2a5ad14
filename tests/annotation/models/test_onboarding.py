"""What the database refuses of gold, of the way to the first pair, and of attempts to qualify."""

from typing import Any

import pytest

from annotation.choices import GoldSource, QualifiedHow
from tests.factories import (
    NOW,
    GoldFactory,
    OnboardingFactory,
    QualificationAnswerFactory,
    QualificationFactory,
    QualificationItemFactory,
)
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("gold_numbered_from_one", {"number": 0}),
        ("gold_says_why", {"reason": ""}),
        ("gold_names_the_pair_it_came_from", {"source": GoldSource.SETTLED}),
        ("gold_names_the_pair_it_came_from", {"source": "heard"}),
        ("gold_words_are_of_the_pair", {"struck": [6]}),
        ("gold_words_are_of_the_pair", {"struck": [2, 1]}),
    ],
)
def test_gold_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        GoldFactory(**row)


def test_a_version_of_gold_is_made_once() -> None:
    gold = GoldFactory()

    with refused_by("gold_numbered"):
        GoldFactory(image=gold.image)


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("onboarding_step_by_step", {"rule_read_at": NOW}),
        ("onboarding_step_by_step", {"consented_at": NOW, "n_examples": 1}),
        ("onboarding_step_by_step", {"consented_at": NOW, "practised_at": NOW}),
        ("onboarding_qualified_says_how", {"qualified_at": NOW}),
        ("onboarding_qualified_says_how", {"qualified_how": QualifiedHow.TEST}),
        ("onboarding_qualified_says_how", {"qualified_at": NOW, "qualified_how": "luck"}),
        ("onboarding_not_failed_and_qualified", {"qualified_at": NOW, "qualified_how": "test", "failed_at": NOW}),
    ],
)
def test_a_way_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        OnboardingFactory(**row)


def test_an_annotator_has_one_way() -> None:
    onboarding = OnboardingFactory()

    with refused_by("annotation_onboarding_annotator_id_key"):
        OnboardingFactory(annotator=onboarding.annotator)


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("qualification_finished_is_passed_or_not", {"finished_at": NOW}),
        ("qualification_finished_is_passed_or_not", {"passed": False}),
        ("qualification_bar_is_two_shares", {"recall_wanted": 1.1}),
        ("qualification_bar_is_two_shares", {"precision_wanted": -0.1}),
        ("qualification_bar_is_two_shares", {"n_items": 0}),
    ],
)
def test_an_attempt_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        QualificationFactory(**row)


def test_attempts_are_numbered_and_one_is_open_at_a_time() -> None:
    attempt = QualificationFactory(finished_at=NOW, passed=False)

    with refused_by("qualification_numbered"):
        QualificationFactory(annotator=attempt.annotator)
    QualificationFactory(annotator=attempt.annotator, number=2)
    with refused_by("qualification_one_at_a_time"):
        QualificationFactory(annotator=attempt.annotator, number=3)


def test_nobody_is_measured_by_a_picture_twice_and_a_place_has_one_item() -> None:
    item = QualificationItemFactory()

    with refused_by("qualificationitem_placed"):
        QualificationItemFactory(qualification=item.qualification)
    with refused_by("qualificationitem_fresh"):
        QualificationItemFactory(qualification=item.qualification, position=2, gold=item.gold)


def test_an_item_is_answered_once_by_words_that_it_has() -> None:
    answer = QualificationAnswerFactory()

    with refused_by("annotation_qualificationanswer_item_id_key"):
        QualificationAnswerFactory(item=answer.item)
    with refused_by("annotation_qualificationanswer_submission_uuid_key"):
        QualificationAnswerFactory(submission_uuid=answer.submission_uuid)
    with refused_by("qualificationanswer_words_are_of_the_item"):
        QualificationAnswerFactory(canonical=[6])
    with refused_by("qualificationanswer_counts_words"):
        QualificationAnswerFactory(n_hits=6)
