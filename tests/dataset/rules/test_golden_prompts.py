import pytest

from dataset.rules.cleaning import Level, clean
from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import words
from tests.dataset.rules.golden_prompts import GOLDEN, Golden

each_golden = pytest.mark.parametrize("golden", GOLDEN.values(), ids=[str(number) for number in GOLDEN])


@each_golden
def test_the_words_of_a_golden_prompt_are_these(golden: Golden) -> None:
    tokens = tokenise(golden.prompt)

    assert [word.text(golden.prompt) for word in words(tokens)] == golden.words.split(" ")


@each_golden
def test_the_locked_tokens_of_a_golden_prompt_are_these(golden: Golden) -> None:
    tokens = tokenise(golden.prompt)

    assert tuple(token.text(golden.prompt) for token in tokens if token.locked) == golden.locked


@each_golden
def test_the_strict_clean_prompt_keeps_every_word_that_was_not_struck(golden: Golden) -> None:
    cleaned = clean(golden.prompt, tokenise(golden.prompt), golden.struck, Level.STRICT, golden.language)

    assert cleaned.text == golden.strict
    assert cleaned.auto == ()


@each_golden
def test_the_tidy_clean_prompt_loses_the_orphans_too(golden: Golden) -> None:
    cleaned = clean(golden.prompt, tokenise(golden.prompt), golden.struck, Level.TIDY, golden.language)

    assert cleaned.text == golden.tidy
