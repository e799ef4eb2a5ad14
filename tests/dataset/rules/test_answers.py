"""Answers of models: read, held against the rules, mended."""

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataset.rules import answers
from dataset.rules.answer_checks import Subject, check, shuffled
from dataset.rules.answers import Checked, Code, Said
from dataset.rules.first_templates import ANNOTATE_SCHEMA, DESCRIBE_SCHEMA
from dataset.rules.image_texts import Question

PROMPT = "a red fox sleeping under an old oak, watercolor, soft morning light, by Jane Doe --ar 3:2"
WORDS = {
    "style": ["watercolor", "by Jane Doe"],
    "content": ["a red fox", "sleeping", "under an old oak"],
    "atmosphere": ["soft morning light"],
    "other": [],
}
CAPTION = "A red fox sleeps under an old oak."
STYLE = {"question": "In which medium is it?", "options": ["oil", "watercolor", "chalk", "ink"], "answer": "B"}
CONTENT = {"question": "What lies beneath the tree?", "options": ["a dog", "a hen", "a fox", "a cat"], "answer": "C"}
ANSWER: dict[str, Any] = {
    "words": WORDS,
    "caption": CAPTION,
    "style_questions": [STYLE],
    "content_questions": [CONTENT],
}
SUBJECT = Subject(PROMPT, "en")


def checked(answer: object = ANSWER, subject: Subject = SUBJECT, schema: dict[str, Any] = ANNOTATE_SCHEMA) -> Checked:
    found = answers.read(answer if isinstance(answer, str) else json.dumps(answer), schema)
    return found if found.failures else check(found, subject, b"seed")


def with_question(**fields: Any) -> dict[str, Any]:
    return ANSWER | {"content_questions": [CONTENT | fields]}


def test_a_good_answer_is_taken_as_it_is() -> None:
    found = checked()

    assert (found.repairs, found.failures) == ([], [])
    assert (found.said.words, found.said.caption) == (WORDS, CAPTION)
    assert [(one.kind, one.position, one.text) for one in found.said.questions or ()] == [
        ("style", 0, "In which medium is it?"),
        ("content", 0, "What lies beneath the tree?"),
    ]
    assert [one.options[one.answer] for one in found.said.questions or ()] == ["watercolor", "a fox"]


@pytest.mark.parametrize(
    ("text", "failures"),
    [
        ("I can't help with that.", [Code.JSON]),
        ('{"words": {', [Code.JSON]),
        ("[" * 100_000, [Code.JSON]),
        ('{"words": {}}', [Code.SCHEMA]),
        (json.dumps(ANSWER | {"mood": "x"}), [Code.SCHEMA]),
        (json.dumps(with_question(options=["a", "b", "c"])), [Code.SCHEMA]),
        (json.dumps(with_question(answer="E")), [Code.SCHEMA]),
    ],
)
def test_what_is_no_json_of_the_schema_is_no_answer(text: str, failures: list[Code]) -> None:
    assert checked(text).failures == failures


def test_a_fence_around_an_answer_is_taken_off() -> None:
    found = checked(f"```json\n{json.dumps(ANSWER)}\n```")

    assert (found.repairs, found.failures, found.said.caption) == ([Code.JSON], [], CAPTION)


def test_words_that_the_prompt_does_not_have_are_dropped() -> None:
    found = checked(ANSWER | {"words": WORDS | {"content": [*WORDS["content"], "a blue fox", "fox red", ""]}})

    assert (found.repairs, found.failures) == ([Code.SPAN], [])
    assert found.said.words == WORDS


def test_capitals_width_and_spaces_make_no_difference() -> None:
    found = checked(ANSWER | {"words": WORDS | {"style": ["ＷＡＴＥＲＣＯＬＯＲ", "By  jane doe"]}})

    assert (found.repairs, found.failures) == ([], [])


def test_a_word_stands_in_one_group() -> None:
    found = checked(ANSWER | {"words": WORDS | {"other": ["red fox"]}})

    assert (found.repairs, found.failures) == ([Code.COVERAGE], [])
    assert found.said.words == WORDS


def test_a_word_that_the_prompt_says_twice_may_stand_in_two_groups() -> None:
    words = {"style": ["gold"], "content": ["gold"], "atmosphere": [], "other": []}

    found = checked(ANSWER | {"words": words}, Subject("gold ring, gold"))

    assert found.said.words == words


def test_most_words_are_in_a_group() -> None:
    found = checked(ANSWER | {"words": WORDS | {"style": ["watercolor"], "content": [], "atmosphere": []}})

    assert found.failures == [Code.COVERAGE]


@pytest.mark.parametrize(
    "caption",
    [
        "A fox.",
        "A red fox sleeps. It is under an oak.",
        "A red fox --ar 3:2 sleeps.",
        "A fox at www.example.org sleeps.",
        "{caption} of a fox here",
        "fox " * 61,
    ],
)
def test_a_caption_is_one_plain_sentence(caption: str) -> None:
    assert checked(ANSWER | {"caption": caption}).failures == [Code.CAPTION]


@pytest.mark.parametrize(
    ("fields", "failures"),
    [
        ({"options": ["a dog", "A  Dog", "a fox", "a cat"]}, [Code.OPTIONS]),
        ({"options": ["a dog", "", "a fox", "a cat"]}, [Code.OPTIONS]),
        ({"question": "Name the animal."}, [Code.OPTIONS]),
        ({"question": "in which medium  is it?"}, [Code.OPTIONS]),
        ({"question": "Where is a fox asleep?"}, [Code.GIVEN_AWAY]),
        ({"options": ["a dog", "a hen", "a fox", "all of the above"]}, [Code.GIVEN_AWAY]),
    ],
)
def test_a_question_is_fair(fields: dict[str, Any], failures: list[Code]) -> None:
    assert checked(with_question(**fields)).failures == failures


def test_questions_on_style_need_style() -> None:
    words = WORDS | {"style": [], "content": [*WORDS["content"], "watercolor"]}

    assert checked(ANSWER | {"words": words}).failures == [Code.NO_STYLE]


def test_nothing_speaks_of_what_was_struck() -> None:
    described = {key: ANSWER[key] for key in DESCRIBE_SCHEMA["properties"]}

    found = checked(described, Subject("a fox under an oak, watercolor", "en", {"sleep"}, WORDS), DESCRIBE_SCHEMA)

    assert found.failures == [Code.STRUCK]
    assert checked(described, Subject("a fox", "en", {"swim"}, WORDS), DESCRIBE_SCHEMA).failures == []


@pytest.mark.parametrize(
    "caption",
    ["As an AI I see a red fox.", "I cannot help you with this red fox.", "My system prompt says to sort words."],
)
def test_a_model_that_does_as_the_prompt_says_is_found(caption: str) -> None:
    assert checked(ANSWER | {"caption": caption}).failures == [Code.HIJACKED]


def test_the_same_seed_gives_the_same_order_of_options() -> None:
    asked = [Question("content", n, f"Which is it, {n}?", list("wxyz"), 0) for n in range(400)]

    letters = Counter(one.answer for one in shuffled(asked, b"seed"))

    assert shuffled(asked, b"seed") == shuffled(asked, b"seed") != shuffled(asked, b"other")
    assert all(one.options[one.answer] == "w" for one in shuffled(asked, b"seed"))
    assert min(letters.values()) > 60


@given(st.text(), st.dictionaries(st.sampled_from(answers.GROUPS), st.lists(st.text(max_size=12), max_size=5)))
def test_what_is_kept_of_any_words_stands_in_the_prompt(prompt: str, words: dict[str, list[str]]) -> None:
    told = {group: words.get(group, []) for group in answers.GROUPS}

    found = check(Checked(Said(words=told)), Subject(prompt), b"")

    again = check(Checked(Said(words=found.said.words)), Subject(prompt), b"")
    assert again.repairs == []
    assert again.said == found.said
