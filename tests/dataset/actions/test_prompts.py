import pytest

from dataset.actions import prompts
from dataset.models import Prompt
from tests.dataset.collected import NOW
from tests.factories import ImageFactory, PromptFactory

pytestmark = pytest.mark.django_db


def undescribed(text: str) -> Prompt:
    return PromptFactory(text=text, language="", language_confidence=None, described_at=None)


def test_language_traits_and_arguments_are_found() -> None:
    prompt = undescribed("Turn the person in the attached photo into a clay figure --ar 3:2")
    image = ImageFactory(prompt=prompt)

    assert prompts.describe(limit=10, now=NOW) == 1

    prompt.refresh_from_db()
    image.refresh_from_db()
    assert (prompt.language, prompt.described_at) == ("en", NOW)
    assert prompt.language_confidence is not None
    assert "needs_reference_image" in prompt.traits
    assert image.arguments == {"ar": "3:2"}


def test_what_is_described_stays_as_somebody_may_have_mended_it() -> None:
    PromptFactory(text="一只狐狸", language="en")

    assert prompts.describe(limit=10, now=NOW) == 0
    assert Prompt.objects.get().language == "en"


def test_prompts_are_described_a_few_at_a_time() -> None:
    for text in ("a fox", "여우", "一只狐狸在森林里"):
        undescribed(text)

    assert [prompts.describe(limit=2, now=NOW) for _ in range(3)] == [2, 1, 0]
    assert list(Prompt.objects.order_by("pk").values_list("language", flat=True)) == ["en", "ko", "zh"]
