"""What the database refuses of prompts and tokenisations."""

from typing import Any

import pytest

from dataset.models import Prompt
from tests.factories import PromptFactory, TokenisationFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("prompt_language_is_dated", {"language": "en", "described_at": None}),
        ("prompt_confidence_is_a_share", {"language_confidence": 1.01}),
        ("prompt_confidence_is_a_share", {"language_confidence": -0.01}),
    ],
)
def test_a_prompt_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        PromptFactory(**row)


@pytest.mark.parametrize("confidence", [None, 0.0, 1.0])
def test_a_prompt_may_be_described_with_any_share_of_confidence_or_not_at_all(confidence: float | None) -> None:
    prompt = PromptFactory(language="", described_at=None, language_confidence=confidence)

    assert prompt.language_confidence == confidence


def test_a_text_is_one_prompt() -> None:
    prompt = PromptFactory()

    with refused_by("dataset_prompt_text_sha256_key"):
        Prompt.objects.create(text=prompt.text, text_sha256=prompt.text_sha256)


def test_a_prompt_is_tokenised_once_by_each_version() -> None:
    tokenisation = TokenisationFactory()
    TokenisationFactory(prompt=tokenisation.prompt, version="another")

    with refused_by("tokenisation_once_per_version"):
        TokenisationFactory(prompt=tokenisation.prompt)
