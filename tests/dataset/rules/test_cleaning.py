import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataset.rules.cleaning import Clean, Level, clean
from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import words
from tests.dataset.rules.prompt_strategies import any_prompt, examples, tidy_prompt

levels = st.sampled_from(list(Level))
FAULT = re.compile(r'[,;]\s*[,;.]|\.\s*[,;.]|\s[,;.]|\(\s*\)|""|\A[\s,;.|—]|[,;|—\s]\Z|  |\(\s|\s\)|[|—]\s*[|—]')


def some_words(prompt: str, choice: st.DataObject) -> set[int]:
    n_words = len(words(tokenise(prompt)))
    return choice.draw(st.sets(st.integers(0, n_words - 1))) if n_words else set()


@examples(200)
@given(any_prompt, levels)
def test_without_strikes_only_white_space_changes(prompt: str, level: Level) -> None:
    cleaned = clean(prompt, tokenise(prompt), [], Level.STRICT if level is Level.TEXT_ONLY else level)

    assert "".join(cleaned.text.split()) == "".join(prompt.split())
    assert cleaned.auto == ()


@examples(200)
@given(any_prompt, levels)
def test_a_prompt_that_loses_every_word_is_empty(prompt: str, level: Level) -> None:
    tokens = tokenise(prompt)

    if struck := range(len(words(tokens))):
        assert clean(prompt, tokens, struck, level) == Clean("", ())


@examples(200)
@given(any_prompt, st.data())
def test_strict_keeps_the_words_that_were_not_struck_in_their_order(prompt: str, choice: st.DataObject) -> None:
    tokens, struck = tokenise(prompt), some_words(prompt, choice)

    text, at = clean(prompt, tokens, struck, Level.STRICT).text, 0
    for word in words(tokens):
        if word.word not in struck:
            at = text.index(word.text(prompt), at) + word.end - word.start


@examples(200)
@given(any_prompt, levels, st.data())
def test_a_clean_prompt_is_clean(prompt: str, level: Level, choice: st.DataObject) -> None:
    once = clean(prompt, tokenise(prompt), some_words(prompt, choice), level).text

    assert clean(once, tokenise(once), [], Level.STRICT).text == once


@examples(200)
@given(tidy_prompt, levels, st.data())
def test_cleaning_leaves_no_doubled_separator_empty_bracket_or_stray_space(
    prompt: str, level: Level, choice: st.DataObject
) -> None:
    struck = some_words(prompt, choice)

    assert not struck or not FAULT.search(clean(prompt, tokenise(prompt), struck, level).text)


@examples(150)
@given(tidy_prompt, st.data())
def test_tidy_takes_words_away_only_from_clauses_with_a_strike(prompt: str, choice: st.DataObject) -> None:
    tokens, struck = tokenise(prompt), some_words(prompt, choice)
    listed = words(tokens)

    auto = clean(prompt, tokens, struck, Level.TIDY).auto

    assert {listed[at].clause for at in auto} <= {listed[at].clause for at in struck}
    assert not struck.intersection(auto)


@pytest.mark.parametrize(
    ("prompt", "struck", "text"),
    [
        ("a cat, a dog. A bird", {2, 3}, "a cat. A bird"),
        ("a cat, dog; bird — fish", {2, 3}, "a cat — fish"),
        ("a cat, a dog.", {2, 3}, "a cat."),
        ("(red, blue, green.), sky", {1, 2}, "(red.), sky"),
        ("Colours:\n- red hat\n- blue\n- green", {3}, "Colours:\n- red hat\n- green"),
        ("a cat,\na dog,\na bird", {2, 3}, "a cat,\na bird"),
        ("a cat, a dog::2 fish::1", {2, 3}, "a cat::2 fish::1"),
        ("red/green/blue light", {1}, "red/blue light"),
        ("a **bold** cat", {1}, "a cat"),
        ("(red hat:1.3), cat", {1}, "(red:1.3), cat"),
        ("(red hat:1.3), cat", {0, 1}, "cat"),
        ("cat + dog", {1}, "cat"),
        ("水墨画，山水，少女", {1}, "水墨画，少女"),
        ("「水墨画」、山水", {0}, "山水"),
        ("raven::2 — crow", {0}, "crow"),
        ('see 8.5" x 11" paper', {3}, 'see 8.5" x paper'),
    ],
)
def test_structure_is_set_in_order_around_what_is_gone(prompt: str, struck: set[int], text: str) -> None:
    assert clean(prompt, tokenise(prompt), struck, Level.STRICT).text == text


@pytest.mark.parametrize(
    ("prompt", "struck", "text", "auto"),
    [
        ("apples and bananas on a table", {2}, "apples on a table", (1,)),
        ("a cat in front of a house in a forest", {6}, "a cat in a forest", (2, 3, 4, 5)),
        ("a cat next to a dog", {5}, "a cat", (2, 3, 4)),
        ("a cat, and a dog, a bird", {4}, "a cat, a bird", (2, 3)),
        ("portrait of a queen, art by wlop", {0}, "a queen, art by wlop", (1,)),
        ("a man looking at the sky (with a hat) on a hill", {8}, "a man looking at the sky on a hill", (6, 7)),
        ("a red umbrella and a big hour glass", {1, 5}, "an umbrella and an hour glass", ()),
        ("a big uniform, an old UFO, A wet SLR", {1, 4, 7}, "a uniform, a UFO, An SLR", ()),
        ("no hats, a cat", {1}, "no, a cat", ()),
    ],
)
def test_tidy_takes_orphans_away_and_lets_articles_agree(
    prompt: str, struck: set[int], text: str, auto: tuple[int, ...]
) -> None:
    assert clean(prompt, tokenise(prompt), struck, Level.TIDY) == Clean(text, auto)


def test_text_only_loses_links_parameters_weights_and_what_a_negative_weight_named() -> None:
    prompt = "https://a.b/c.png, hot:: dog::2 red, wilted::-.5 bees --ar 3:2 --no cats"

    assert clean(prompt, tokenise(prompt), [], Level.TEXT_ONLY) == Clean("hot dog, bees", (2, 3))


def test_text_only_of_a_prompt_that_is_all_absence_is_empty() -> None:
    assert clean("fruit::-1 --v 4", tokenise("fruit::-1 --v 4"), [], Level.TEXT_ONLY) == Clean("", (0,))


def test_languages_other_than_english_are_cleaned_strictly() -> None:
    tokens = tokenise("a cat with a hat")

    assert clean("a cat with a hat", tokens, {4}, Level.TIDY, "en") == Clean("a cat", (2, 3))
    assert clean("a cat with a hat", tokens, {4}, Level.TIDY, "und") == Clean("a cat with a", ())


def test_a_strike_on_what_is_no_word_is_refused() -> None:
    with pytest.raises(ValueError, match=r"not words of the prompt: \[2\]"):
        clean("a cat", tokenise("a cat"), [0, 2], Level.TIDY)
