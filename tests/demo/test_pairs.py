"""The demo pairs: their truths resolve, follow the guideline and show all of it."""

from collections import Counter
from collections.abc import Sequence

import pytest

from annotation.rules.canonical import canonical
from annotation.rules.guidelines import default_rulings
from annotation.rules.matchers import locked_words
from dataset.rules.cleaning import Level, clean
from dataset.rules.languages import detect
from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import Token, words
from dataset.rules.traits import Trait, traits
from jdb_site.demo.pairs import DemoPair, demo_pairs, struck_words
from jdb_site.demo.scenes import animals
from jdb_site.demo.truths import NotInPrompt, known

PAIRS = {pair.key: pair for pair in demo_pairs()}
every_pair = pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS.keys())


def locked(pair: DemoPair, tokens: Sequence[Token]) -> set[int]:
    by_structure = {token.word for token in words(tokens) if token.word is not None and token.locked}
    return by_structure | set(locked_words(default_rulings(), pair.prompt, tokens, pair.language))


def cleaned(key: str) -> str:
    pair = PAIRS[key]
    tokens = tokenise(pair.prompt)
    return clean(pair.prompt, tokens, struck_words(pair, tokens), Level.TIDY, pair.language).text


@every_pair
def test_the_truth_is_in_canonical_form(pair: DemoPair) -> None:
    tokens = tokenise(pair.prompt)
    struck = struck_words(pair, tokens)

    assert canonical(pair.prompt, tokens, struck, pair.language, locked(pair, tokens)).struck == struck


@every_pair
def test_no_locked_word_is_struck(pair: DemoPair) -> None:
    tokens = tokenise(pair.prompt)

    assert locked(pair, tokens).isdisjoint(struck_words(pair, tokens))


@every_pair
def test_only_judged_pairs_have_strikes_and_never_on_all_words(pair: DemoPair) -> None:
    tokens = tokenise(pair.prompt)
    struck = struck_words(pair, tokens)

    assert not struck or pair.outcome == "judged"
    assert len(struck) < len(words(tokens))


@every_pair
def test_its_language_is_the_one_that_import_finds(pair: DemoPair) -> None:
    assert detect(pair.prompt).language == pair.language


def test_keys_and_prompts_are_unique() -> None:
    assert len(PAIRS) == len(demo_pairs()) == 75
    assert len({pair.prompt for pair in demo_pairs()}) == 75


def test_every_row_of_the_guideline_is_shown_twice_or_more() -> None:
    shown = Counter(number for pair in demo_pairs() for number in pair.rulings)

    assert sorted(shown) == list(range(1, 25))
    assert [number for number, times in shown.items() if times < 2] == []


def test_the_outcomes_and_languages_are_mixed_as_the_demo_needs() -> None:
    assert Counter(pair.outcome for pair in demo_pairs()) == {"judged": 71, "mismatch": 2, "unjudgeable": 2}
    assert Counter(pair.language for pair in demo_pairs()) == {"en": 64, "ko": 6, "zh": 5}
    assert sum(not pair.struck for pair in demo_pairs() if pair.outcome == "judged") == 24


def test_a_picture_of_another_thing_is_a_mismatch_and_shows_row_24() -> None:
    assert {pair.key for pair in demo_pairs() if 24 in pair.rulings} == {"rocket", "red_apple"}
    assert {pair.outcome for pair in demo_pairs() if 24 in pair.rulings} == {"mismatch"}


def test_absent_inputs_are_unjudgeable_and_import_gives_them_their_trait() -> None:
    absent = {pair.key: pair for pair in demo_pairs() if 19 in pair.rulings}

    assert {pair.outcome for pair in absent.values()} == {"unjudgeable"}
    assert Trait.NEEDS_REFERENCE_IMAGE in traits(absent["superhero"].prompt)
    assert Trait.UNFILLED_TEMPLATE in traits(absent["paper_flowers"].prompt)


def test_instructions_get_their_trait() -> None:
    assert Trait.INSTRUCTION in traits(PAIRS["floating_island"].prompt)
    assert Trait.INSTRUCTION in traits(PAIRS["treehouse"].prompt)


def test_the_truth_gives_the_clean_prompt() -> None:
    assert cleaned("apples_alone") == "a wicker basket of apples on a white cloth, still life, oil painting"
    assert cleaned("green_apple") == "an apple on a wooden table, window light, still life, realistic"
    assert cleaned("no_lantern") == "A girl stands in a misty field at night. Fireflies everywhere. Crescent moon."
    assert cleaned("green_tree_ko") == "한복을 입은 소녀, 나무 아래, 먼 산, 맑은 하늘, 수채화 --ar 2:3"
    assert cleaned("panda_zh") == "一只熊猫在竹林里吃竹子，阳光，可爱"


def test_a_run_is_found_by_its_occurrence() -> None:
    pair = known("two", animals.fox_in_snow, "8k, a cat, 8k, a hat", ("8k", 2), "a hat", shows=(20,))

    assert struck_words(pair, tokenise(pair.prompt)) == (3, 4, 5)


def test_a_run_that_cuts_a_word_or_is_not_there_is_refused() -> None:
    cut = known("cut", animals.fox_in_snow, "a category", "cat", shows=(1,))
    gone = known("gone", animals.fox_in_snow, "a cat", ("cat", 2), shows=(1,))

    with pytest.raises(NotInPrompt):
        struck_words(cut, tokenise(cut.prompt))
    with pytest.raises(NotInPrompt):
        struck_words(gone, tokenise(gone.prompt))
