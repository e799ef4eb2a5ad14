"""Which words a ruling speaks of: golden rows for each ruling with a matcher, then what holds for any prompt."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.rules.clauses import clauses
from annotation.rules.guidelines import RulingText, default_rulings
from annotation.rules.matchers import Matcher, MatcherError, locked_words, matches, touches
from annotation.rules.phrases import LONGEST_RUN, phrases
from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import words
from tests.annotation.rules.marks import read_marks, write_marks

# (ruling, language, prompt with the matched words marked)
ROWS = [
    (2, "en", "a *red hat on a *wooden table"),
    (2, "ko", "*붉은 한복을 입은 소녀"),
    (2, "zh", "*红色的帽子"),
    (4, "en", "*four cats, *a *crowd *of *12 people, 1920"),
    (5, "en", "a dog *in *front *of a house, *left *of a tree"),
    (6, "en", "a street *without cars, *no people"),
    (7, "en", "*watercolor, a fox, *highly *detailed"),
    (7, "zh", "*水墨画，山水"),
    (11, "en", "*epic, a *nostalgic street"),
    (12, "en", 'a *sign that *reads "OPEN"'),
    (14, "en", "*Korean *woman, *26 *y.o., scarf"),
    (14, "en", "a *30 *years *old barn"),
    (17, "en", "a cat *or a dog, a mouse *larger *than a cat"),
    (19, "en", "*the *person *in *the *photo"),
    (21, "en", "*she holds a lantern"),
    (22, "en", "*split *screen, *9:16 poster"),
]

# Words that the default guideline locks, all of one ruling.
LOCKED = [
    (8, "en", "a cat *by *greg *rutkowski, dusk"),
    (8, "en", "a cat, *By *Greg *Rutkowski"),
    (8, "en", "art *by *artgerm *and *greg *rutkowski *and *alphonse *mucha"),
    (8, "en", "a cat, *greg *rutkowski, *artgerm *& *wlop"),
    (8, "en", "a cat, *and *mark *brooks"),
    (8, "en", "a castle *in *the *style *of *Studio *Ghibli"),
    (8, "en", "a cat *inspired *by *van *gogh"),
    (8, "en", "painted *by *Jan *de *Vries in a hurry"),
    (8, "en", "concept art *by *josan *gonzalo, a cat"),
    (8, "en", "a cat *by *Irina *French, dusk"),
    (8, "ko", "고양이, *알폰스 *무하"),
    (8, "zh", "猫，*梵高"),
    (9, "en", "*35mm *f/1.8 lens, *ISO *100, bokeh"),
    (9, "en", "*85 *mm portrait, *f2.8, *1/250 *s"),
    (9, "en", "*24-70mm, *aperture *f/8, *64 *megapixels"),
    (10, "en", "a cat, *8k, *4 *k, *octane *render"),
    (10, "en", "(*masterpiece:1.2), ((*best *quality)), 1girl"),
    (10, "en", "*trending *on *artstation *hq, *Unreal *Engine *5"),
    (10, "en", "*Octane-Render, *award-winning *photo"),
    (10, "ko", "고양이, *최고 *품질, *고화질"),
    (10, "zh", "猫，*杰作，*8k"),
    (16, "en", "a *loud market, an old man *remembering the war"),
    (16, "en", "*smell *of bread, winter at night"),
    (16, "zh", "*喧闹的集市"),
    (18, "en", "*create *an *image *of a fox"),
    (18, "en", "*Please *generate *me *a *picture *showing a fox"),
    (18, "en", "*turn *this *photo *into a watercolor"),
    (18, "en", "*Transform *my *uploaded *photo *into a stamp"),
    (18, "ko", "고양이를 *그려 *주세요"),
    (18, "zh", "*请*生成一只猫"),
]

# What looks like locked words, and is judged.
FREE = [
    "a cottage by the sea, by night, side by side, made by hand",
    "a cabin by Lake Como, a walk by Hyde Park",
    "A House By River Thames",
    "a street by Big Ben Tower, by London",
    "surrounded by steel frames, lit by candle light, drawn by two horses",
    "portrait of frida kahlo, painting of the Van Gogh museum",
    "painting by the window, painted by hand",
    "close-up, bokeh, shallow depth of field, wide angle, f1 car, a 9mm pistol, 3mm",
    "detailed, realistic, sharp focus, cinematic lighting, an unreal landscape",
    "winter, at night, golden hour, sunset",
    "a boy making a picture, a child drawing, this photo of a dog",
    "k, 4 cats, room 12, a phone showing instagram",
]


def ruling(number: int) -> RulingText:
    return default_rulings()[number - 1]


@pytest.mark.parametrize(("number", "language", "text"), ROWS + LOCKED)
def test_a_ruling_finds_its_words(number: int, language: str, text: str) -> None:
    prompt, tokens, _ = read_marks(text)
    matcher = ruling(number).matcher

    assert matcher is not None
    assert write_marks(prompt, tokens, matches(matcher, prompt, tokens, language)) == text


@pytest.mark.parametrize(("number", "language", "text"), LOCKED)
def test_a_never_ruling_locks_its_words(number: int, language: str, text: str) -> None:
    prompt, tokens, marked = read_marks(text)

    assert locked_words(default_rulings(), prompt, tokens, language) == dict.fromkeys(sorted(marked), number)


@pytest.mark.parametrize("prompt", FREE)
def test_what_only_looks_like_locked_words_is_free(prompt: str) -> None:
    assert locked_words(default_rulings(), prompt, tokenise(prompt), "en") == {}


def test_every_ruling_with_a_matcher_has_a_golden_row() -> None:
    with_matcher = {ruling.number for ruling in default_rulings() if ruling.matcher is not None}

    assert {row[0] for row in ROWS + LOCKED} == with_matcher


def test_no_term_reaches_over_a_clause() -> None:
    prompt = "octane, render, trending on, art by, greg"

    assert locked_words(default_rulings(), prompt, tokenise(prompt), "en") == {0: 10, 2: 10}


def test_the_first_ruling_that_locks_a_word_names_the_reason() -> None:
    rulings = [_never(7, ["cat"]), _never(3, ["cat", "dog"])]

    assert locked_words(rulings, "cat dog", tokenise("cat dog"), "en") == {0: 3, 1: 3}


def test_terms_of_another_language_do_not_match() -> None:
    matcher = Matcher.from_data({"words": {"ko": ["cat"], "zh": ["dog"]}})

    assert matches(matcher, "cat dog", tokenise("cat dog"), "zh") == {1}


def test_a_kind_of_token_touches_a_prompt_without_matching_a_word() -> None:
    prompt = "a cat --no dogs"
    matcher = Matcher.from_data({"kinds": ["parameter"]})

    assert matches(matcher, prompt, tokenise(prompt), "en") == frozenset()
    assert touches(matcher, prompt, tokenise(prompt), "en")
    assert not touches(matcher, "a cat", tokenise("a cat"), "en")


@pytest.mark.parametrize(
    "data",
    [
        {"lexicon": {}},
        {"words": {"en": "cat"}},
        {"words": {"en": [""]}},
        {"words": ["cat"]},
        {"kinds": ["noun"]},
        {"pattern": 7},
        {"pattern": "("},
        {"pattern": "(a|a)*"},
        {"pattern": "(?:a+)+"},
        {"pattern": "(a|a){9}"},
        {"pattern": r"(a)\1"},
        {"pattern": "(?=a)"},
        {"pattern": "a" * 601},
        {"pattern": "a", "run": 0},
        {"pattern": "a", "run": 9},
        {"pattern": "a", "run": True},
        {"names": {"leads": ["by"]}},
    ],
    ids=str,
)
def test_a_malformed_matcher_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(MatcherError):
        Matcher.from_data(data)


def test_the_runs_of_a_clause_grow_with_its_words_only() -> None:
    prompt = "a " * 500
    (clause,) = clauses(prompt, tokenise(prompt))

    assert len(list(phrases(clause))) == 500 * LONGEST_RUN - LONGEST_RUN * (LONGEST_RUN - 1) // 2


@given(st.text(max_size=80), st.sampled_from(["en", "ko", "zh", "xx", ""]))
def test_only_words_of_the_prompt_are_locked(prompt: str, language: str) -> None:
    tokens = tokenise(prompt)

    assert set(locked_words(default_rulings(), prompt, tokens, language)) <= {token.word for token in words(tokens)}


def _never(number: int, terms: list[str]) -> RulingText:
    shipped = ruling(10)
    return type(shipped)(
        number=number,
        code=f"ruling-{number}",
        decision=shipped.decision,
        matcher=Matcher.from_data({"words": {"en": terms}}),
        matcher_data=None,
        texts=shipped.texts,
        examples=shipped.examples,
    )
