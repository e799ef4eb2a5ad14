"""What the database refuses of words by kind, captions and questions."""

from typing import Any

import pytest

from tests.factories import CaptionFactory, PromptWordsFactory, QuestionFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


def test_the_words_of_a_prompt_stand_once_for_each_kind() -> None:
    words = PromptWordsFactory()

    with refused_by("promptwords_once_per_kind"):
        PromptWordsFactory(prompt=words.prompt, kind=words.kind)


def test_the_words_of_a_prompt_are_of_a_known_kind() -> None:
    with refused_by("promptwords_kind_known"):
        PromptWordsFactory(kind="mood")


def test_a_caption_has_text() -> None:
    with refused_by("caption_has_text"):
        CaptionFactory(text="")


def test_a_prompt_has_one_caption() -> None:
    caption = CaptionFactory()

    with refused_by("caption_once"):
        CaptionFactory(prompt=caption.prompt)


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("question_kind_known", {"kind": "mood"}),
        ("question_answer_is_an_option", {"answer": 4}),
        ("question_has_four_options", {"options": ["an apple", "a pear", "a plum"]}),
        ("question_has_four_options", {"options": []}),
        ("question_has_four_options", {"options": ["an apple", "a pear", "a plum", "a fig", "a nut"]}),
    ],
)
def test_a_question_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        QuestionFactory(**row)


def test_a_question_has_a_place_of_its_own() -> None:
    question = QuestionFactory()

    with refused_by("question_place"):
        QuestionFactory(prompt=question.prompt, kind=question.kind, position=question.position)
