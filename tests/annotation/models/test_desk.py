"""What the database refuses of second looks at the desk."""

import uuid

import pytest

from annotation.choices import LookKind, ProofDecision, SampleKind
from tests.factories import (
    AdjudicationFactory,
    BatchPairFactory,
    DeskHoldFactory,
    DeskSampleFactory,
    ProofReadingFactory,
    SecondLookFactory,
)
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


def test_a_pair_is_in_one_pair_of_hands() -> None:
    hold = DeskHoldFactory()

    with refused_by("annotation_deskhold_pkey"):
        DeskHoldFactory(pair=hold.pair)


def test_a_decision_is_sent_once() -> None:
    sent = uuid.uuid4()
    AdjudicationFactory(submission_uuid=sent)

    with refused_by("annotation_adjudication_submission_uuid_key"):
        AdjudicationFactory(submission_uuid=sent)


def test_a_pair_is_drawn_once_for_each_kind_of_look() -> None:
    drawn = DeskSampleFactory()

    with refused_by("desksample_once"):
        DeskSampleFactory(of=drawn.of)


def test_a_sample_is_of_a_known_kind() -> None:
    with refused_by("desksample_kind_known"):
        DeskSampleFactory(kind="fourth")


@pytest.mark.parametrize(("kind", "n_of"), [(SampleKind.REPEAT, 0), (SampleKind.THIRD, 1)])
def test_a_repeat_is_of_a_decision_and_a_third_opinion_of_none(kind: str, n_of: int) -> None:
    pair = BatchPairFactory()

    with refused_by("desksample_repeats_a_decision"):
        DeskSampleFactory(pair=pair, kind=kind, of=AdjudicationFactory(pair=pair) if n_of else None)


def test_a_second_look_is_of_a_known_kind() -> None:
    with refused_by("secondlook_kind_known"):
        SecondLookFactory(kind="fourth")


def test_a_second_look_has_a_known_outcome() -> None:
    with refused_by("secondlook_outcome_known"):
        SecondLookFactory(outcome="maybe")


def test_a_repeated_look_is_at_a_decision() -> None:
    with refused_by("secondlook_repeats_a_decision"):
        SecondLookFactory(kind=LookKind.REPEAT, of=None, pair=BatchPairFactory())


@pytest.mark.parametrize("wrong", [{"asked": [2, 1]}, {"asked": [1], "struck": [2]}, {"canonical": [1, 1]}])
def test_a_second_look_strikes_words_that_it_was_asked(wrong: dict[str, list[int]]) -> None:
    with refused_by("secondlook_words_are_word_indices"):
        SecondLookFactory(**wrong)


def test_a_verdict_is_read_once() -> None:
    kept = ProofReadingFactory()

    with refused_by("annotation_proofreading_verdict_id_key"):
        ProofReadingFactory(verdict=kept.verdict)


def test_a_reading_has_a_known_decision() -> None:
    with refused_by("proofreading_decision_known"):
        ProofReadingFactory(decision="maybe", reason="no article")


def test_whoever_sends_a_pair_back_says_why() -> None:
    with refused_by("proofreading_back_says_why"):
        ProofReadingFactory(decision=ProofDecision.BACK, reason="")


def test_a_reading_keeps_word_indices() -> None:
    with refused_by("proofreading_words_are_word_indices"):
        ProofReadingFactory(struck=[2, 1])
