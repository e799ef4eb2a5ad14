"""What the database refuses of judgments and adjudications."""

from typing import Any

import pytest

from tests.factories import AdjudicationFactory, BatchPairFactory, JudgmentFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("judgment_outcome_known", {"outcome": "fine"}),
        ("judgment_receipt_known", {"receipt": "lost"}),
        ("judgment_revision_from_one", {"revision": 0}),
    ],
)
def test_a_judgment_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        JudgmentFactory(**row)


@pytest.mark.parametrize("field", ["struck", "canonical", "unsure", "asked"])
@pytest.mark.parametrize("words", [[6], [-1], [0, 6], [1, 1], [2, 1]])
def test_the_words_of_a_judgment_are_sorted_indices_of_its_words(field: str, words: list[Any]) -> None:
    with refused_by("judgment_words_are_of_the_pair"):
        JudgmentFactory(n_words=6, **{field: words})


@pytest.mark.parametrize(
    "row", [{"struck": [0, 5], "canonical": [5]}, {"unsure": [0, 1, 2]}, {"asked": []}, {"asked": None}]
)
def test_a_judgment_may_have_marks_on_any_word_or_none(row: dict[str, Any]) -> None:
    judgment = JudgmentFactory(n_words=6, **row)

    assert {field: getattr(judgment, field) for field in row} == row


def test_a_pair_without_words_is_judged_without_marks() -> None:
    assert JudgmentFactory(n_words=0).struck == []

    with refused_by("judgment_words_are_of_the_pair"):
        JudgmentFactory(n_words=0, struck=[0])


def test_a_revision_of_a_slot_is_made_once() -> None:
    judgment = JudgmentFactory()

    with refused_by("judgment_revision_once"):
        JudgmentFactory(slot=judgment.slot)


def test_a_submission_is_kept_once() -> None:
    judgment = JudgmentFactory()

    with refused_by("annotation_judgment_submission_uuid_key"):
        JudgmentFactory(submission_uuid=judgment.submission_uuid)


def test_the_adjudications_of_a_pair_are_numbered() -> None:
    adjudication = AdjudicationFactory(pair=BatchPairFactory())

    with refused_by("adjudication_numbered"):
        AdjudicationFactory(pair=adjudication.pair, number=adjudication.number)


def test_an_adjudication_has_a_known_outcome() -> None:
    with refused_by("adjudication_outcome_known"):
        AdjudicationFactory(outcome="fine")


@pytest.mark.parametrize("row", [{"asked": [1], "struck": [2]}, {"asked": [2, 1]}, {"asked": [-1]}], ids=str)
def test_the_desk_strikes_words_that_it_was_asked(row: dict[str, Any]) -> None:
    with refused_by("adjudication_words_are_word_indices"):
        AdjudicationFactory(**row)
