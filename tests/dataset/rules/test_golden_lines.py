"""Lines of a golden set, and what is wrong with them."""

import json
from typing import Any

import pytest

from dataset.rules.golden_lines import Expected, LineRefused, read
from dataset.rules.sorted_words import counted, faults, placed

FOX = "A red fox in the snow, red sky, oil painting"


def line(**fields: Any) -> str:
    words = {"content": ["red fox", "snow", "red sky"], "style": ["oil painting"]}
    return json.dumps({"prompt": FOX, "words": words} | fields)


def test_a_line_has_all_four_lists():
    assert read(line(caption=" A fox in the snow. ", note="plain")) == Expected(
        FOX,
        {"style": ["oil painting"], "content": ["red fox", "snow", "red sky"], "atmosphere": [], "other": []},
        "A fox in the snow.",
        "plain",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "This is no JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)."),
        ("[]", 'A line is an object with a text under "prompt".'),
        ('{"prompt": 3}', 'A line is an object with a text under "prompt".'),
        (line(words=None), '"words" has four lists of texts: style, content, atmosphere, other.'),
        (line(words={"style": ["x", ""]}), '"words" has four lists of texts: style, content, atmosphere, other.'),
        (line(words={"mood": []}), "There is no list mood; there are style, content, atmosphere, other."),
        (line(mood="calm"), "There is no key mood; there are caption, note, prompt, words."),
        (line(caption=3), '"caption" and "note" are texts.'),
        (line(prompt=" "), "A prompt has 1 to 10,000 characters, and no NUL."),
        (line(prompt="fox\0"), "A prompt has 1 to 10,000 characters, and no NUL."),
        (line(note="n" * 301), "A note has 300 characters at most."),
    ],
)
def test_a_line_that_is_none_says_why(text: str, told: str):
    with pytest.raises(LineRefused) as refused:
        read(text)

    assert str(refused.value) == told


def test_all_that_is_wrong_with_the_words_is_told_at_once():
    words = {"content": ["fox", "wolf", "snow"], "style": ["oil", "snow"]}

    assert faults(FOX, words) == [
        "“wolf” does not stand in the prompt.",
        "“snow” stands in two lists: style and content.",
        "Every word is sorted, be it under other; in no list: red, sky, painting.",
    ]


def test_small_words_need_no_list_and_phrases_are_told_apart_word_by_word():
    assert counted(FOX) == [1, 2, 5, 6, 7, 8, 9]
    assert placed(
        FOX, {"content": ["red fox", "snow"], "atmosphere": ["red sky"], "style": ["oil painting"]}
    ) == placed(
        FOX, {"content": ["fox", "red fox", "snow"], "atmosphere": ["red", "sky"], "style": ["oil", "painting"]}
    )


def test_a_word_in_two_places_is_in_both_of_them():
    assert placed("red hat, red shoes", {"content": ["red", "hat", "shoes"]}) == dict.fromkeys(range(4), "content")


def test_the_longer_piece_takes_its_words_first():
    found = placed("soft light, light house", {"content": ["light", "house"], "atmosphere": ["soft light"]})

    assert found == {0: "atmosphere", 1: "atmosphere", 2: "content", 3: "content"}
