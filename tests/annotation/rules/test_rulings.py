"""What is missing in a ruling, and how two versions of one differ."""

from dataclasses import replace

import pytest

from annotation.rules.guidelines import default_rulings
from annotation.rules.rulings import Change, Difference, Said, differences, missing, problem, runs

TEXTS = {code: {"title": f"Objects {code}", "body": "Strike what is not seen."} for code in ("en", "ko", "zh")}
OBJECTS = Said("objects", "judge", {"words": {"en": ["cat"]}}, TEXTS, ())


def test_what_ships_lacks_nothing() -> None:
    for ruling in default_rulings():
        assert missing(ruling.as_fields()["texts"]) == []
        assert problem(ruling.matcher_data) == ""


def test_a_missing_translation_is_named() -> None:
    assert missing(TEXTS | {"ko": {"title": "사물", "body": " "}, "zh": {}}) == ["ko body", "zh title", "zh body"]


def test_what_is_no_matcher_says_why() -> None:
    assert problem({"colour": "red"}) == "unknown fields: colour"
    assert problem(None) == ""


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("a cat", "a cat", [("kept", "a cat")]),
        ("a red cat", "a blue cat", [("kept", "a "), ("gone", "red"), ("added", "blue"), ("kept", " cat")]),
        ("", "new", [("added", "new")]),
    ],
)
def test_two_texts_are_told_word_by_word(before: str, after: str, told: list[tuple[str, str]]) -> None:
    assert runs(before, after) == told


def test_rulings_that_say_the_same_do_not_differ() -> None:
    assert differences([OBJECTS], [replace(OBJECTS)]) == []


def test_a_ruling_differs_by_what_it_says() -> None:
    lenient = replace(OBJECTS, decision="lenient", matcher={"words": {"en": ["cat", "dog"]}})

    assert differences([OBJECTS], [lenient]) == [
        Difference(
            "objects",
            "changed",
            [
                Change("decision", [("gone", "judge"), ("added", "lenient")]),
                Change("words and patterns", [("kept", "en: "), ("gone", "cat"), ("added", "cat, dog")]),
            ],
        )
    ]


def test_new_and_gone_rulings_are_told() -> None:
    other = replace(OBJECTS, code="counts")

    assert [(one.code, one.how) for one in differences([OBJECTS], [other])] == [("counts", "new"), ("objects", "gone")]
