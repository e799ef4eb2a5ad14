"""What the database refuses of verdicts and their evidence."""

from typing import Any

import pytest

from dataset.models import Verdict
from tests.factories import NOW, TokenisationFactory, VerdictEvidenceFactory, VerdictFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


def another_for_the_image_of(verdict: Verdict, **fields: Any) -> Verdict:
    made: Verdict = VerdictFactory(image=verdict.image, tokenisation=verdict.tokenisation, **fields)
    return made


def test_the_verdicts_of_an_image_are_numbered() -> None:
    verdict = VerdictFactory(superseded_at=NOW)

    with refused_by("verdict_numbered"):
        another_for_the_image_of(verdict, number=1)


def test_an_image_has_one_current_verdict() -> None:
    verdict = VerdictFactory()

    with refused_by("verdict_one_current"):
        another_for_the_image_of(verdict, number=2)


def test_an_image_has_any_number_of_superseded_verdicts() -> None:
    first = VerdictFactory(superseded_at=NOW)
    another_for_the_image_of(first, number=2, superseded_at=NOW)
    current = another_for_the_image_of(first, number=3)

    assert Verdict.objects.get(image=first.image, superseded_at=None) == current


@pytest.mark.parametrize("other", [{}, {"evidence_hash": "1" * 64}, {"struck": [0]}, {"outcome": "reject"}])
def test_the_same_source_may_come_to_another_verdict_and_back(other: dict[str, Any]) -> None:
    verdict = VerdictFactory(superseded_at=NOW)

    assert another_for_the_image_of(verdict, number=2, source_key=verdict.source_key, **other).number == 2


def test_a_verdict_has_a_known_outcome() -> None:
    with refused_by("verdict_outcome_known"):
        VerdictFactory(outcome="fine")


@pytest.mark.parametrize("field", ["struck", "tidy_auto"])
@pytest.mark.parametrize("words", [[6], [-1], [0, 6], [1, 1], [2, 1]])
def test_the_words_of_a_verdict_are_sorted_indices_of_its_words(field: str, words: list[int]) -> None:
    tokenisation = TokenisationFactory(prompt__text="a red apple and yellow bananas")

    with refused_by("verdict_words_match"):
        VerdictFactory(image__prompt=tokenisation.prompt, tokenisation=tokenisation, **{field: words})


@pytest.mark.parametrize("field", ["judged", "strikes", "word_sources"])
def test_a_verdict_has_one_number_for_each_word(field: str) -> None:
    with refused_by("verdict_words_match"):
        VerdictFactory(**{field: [0]})


def test_a_rater_is_evidence_of_a_verdict_once() -> None:
    evidence = VerdictEvidenceFactory()

    with refused_by("verdictevidence_once_per_rater"):
        VerdictEvidenceFactory(verdict=evidence.verdict, rater_key=evidence.rater_key)


def test_evidence_has_a_known_outcome() -> None:
    with refused_by("verdictevidence_outcome_known"):
        VerdictEvidenceFactory(outcome="fine")


@pytest.mark.parametrize("row", [{"struck": [2, 1]}, {"unsure": [-1]}, {"asked": [1, 1]}], ids=str)
def test_evidence_speaks_of_words(row: dict[str, Any]) -> None:
    with refused_by("verdictevidence_words_are_word_indices"):
        VerdictEvidenceFactory(**row)
