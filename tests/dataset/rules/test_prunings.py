"""Words, captions and questions after strikes."""

from collections.abc import Sequence

import pytest

from dataset.rules.answers import Said
from dataset.rules.image_texts import Question
from dataset.rules.mentions import gone, mentions
from dataset.rules.prunings import holds_still, pruned_words

PROMPT = "a red fox and a red hen sleeping under an old oak"  # words 1 and 5 are red, 7 sleeping, 8 to 11 the oak


@pytest.mark.parametrize(
    ("phrases", "struck", "left"),
    [
        (["a red fox", "a red hen"], [5], ["a red fox", "a", "hen"]),
        (["red", "fox", "hen"], [5], ["red", "fox", "hen"]),
        (["red", "fox", "hen"], [1, 5], ["fox", "hen"]),
        (["under an old oak"], [8, 9, 10, 11], []),
        (["under an old oak"], [10], ["under an", "oak"]),
        (["a blue whale"], [1], []),
        (["sleeping"], [], ["sleeping"]),
    ],
)
def test_words_lose_what_was_struck(phrases: Sequence[str], struck: Sequence[int], left: Sequence[str]) -> None:
    assert pruned_words({"content": phrases}, PROMPT, struck) == {"content": left}


def test_scripts_without_spaces_keep_none() -> None:
    assert pruned_words({"content": ["红色的狐狸"]}, "红色的狐狸，水墨画", []) == {"content": ["红色的狐狸"]}


def test_a_stem_is_gone_when_no_other_word_has_it() -> None:
    assert gone(PROMPT, [1], "en") == set()
    assert gone(PROMPT, [1, 5, 7, 8], "en") == {"red", "sleep"}


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("A fox sleeps.", "en", ["sleep"]),
        ("A fox asleep.", "en", []),
        ("A sleepless fox.", "en", []),
        ("Der Fuchs sleeping.", "xx", []),
    ],
)
def test_a_word_is_found_in_its_other_forms(text: str, language: str, found: list[str]) -> None:
    assert [word for word in ("sleep", "cow") if mentions(text, {word}, language)] == found


def test_caption_and_right_options_are_looked_at_and_wrong_options_are_not() -> None:
    question = Question("content", 0, "What is under the oak?", ["a hen", "a fox", "a cat", "a cow"], 1)
    said = Said(caption="A fox is under an oak.", questions=[question])

    assert holds_still(said, {"hen"}, "en")
    assert not holds_still(said, {"fox"}, "en")
    assert not holds_still(Said(questions=[question]), {"oak"}, "en")
