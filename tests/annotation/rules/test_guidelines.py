"""The guideline that ships: complete in every language, and its examples obey its own rules."""

import pytest

from annotation.rules.canonical import canonical
from annotation.rules.guidelines import LANGUAGES, Example, RulingDecision, RulingText, default_rulings
from annotation.rules.matchers import Matcher, locked_words
from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import words

EXAMPLES = [(ruling.number, example) for ruling in default_rulings() for example in ruling.examples]


def test_there_are_24_rulings_in_order() -> None:
    assert [(ruling.number, ruling.code) for ruling in default_rulings()] == [
        (1, "objects"),
        (2, "attributes"),
        (3, "head-gone"),
        (4, "counts"),
        (5, "relations"),
        (6, "negation"),
        (7, "style-medium"),
        (8, "artists"),
        (9, "camera-figures"),
        (10, "boosters"),
        (11, "mood-abstract"),
        (12, "text-in-image"),
        (13, "names"),
        (14, "people"),
        (15, "hidden-cropped"),
        (16, "senses-story"),
        (17, "alternatives"),
        (18, "instructions"),
        (19, "absent-inputs"),
        (20, "repetition"),
        (21, "pronouns-verbs"),
        (22, "layout"),
        (23, "near-names"),
        (24, "wrong-picture"),
    ]


@pytest.mark.parametrize(
    ("decision", "numbers"),
    [(RulingDecision.NEVER, [8, 9, 10, 16, 18]), (RulingDecision.LENIENT, [7, 11, 14, 23])],
)
def test_which_rulings_are_not_simply_judged(decision: RulingDecision, numbers: list[int]) -> None:
    assert [ruling.number for ruling in default_rulings() if ruling.decision is decision] == numbers


def test_a_ruling_that_locks_says_which_words() -> None:
    assert all(ruling.matcher is not None for ruling in default_rulings() if ruling.decision is RulingDecision.NEVER)


@pytest.mark.parametrize("ruling", default_rulings(), ids=lambda ruling: ruling.code)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ruling_reads_well_in_every_language(ruling: RulingText, language: str) -> None:
    text = ruling.texts[language]

    assert 1 <= len(text.title) <= 40
    assert 10 <= len(text.body) <= 280
    assert text.body.endswith((".", "。"))


@pytest.mark.parametrize(("number", "example"), EXAMPLES)
def test_an_example_is_in_canonical_form(number: int, example: Example) -> None:
    tokens = tokenise(example.prompt)
    struck = _indices([token.text(example.prompt) for token in words(tokens)], example.struck)
    locked = locked_words(default_rulings(), example.prompt, tokens, example.language)

    assert canonical(example.prompt, tokens, struck, example.language, locked).struck == struck


def _indices(spelled: list[str], struck: tuple[str, ...]) -> tuple[int, ...]:
    """The only place where these words stand in a row."""
    size = len(struck)
    (start,) = [n for n in range(len(spelled)) if tuple(spelled[n : n + size]) == struck] if struck else [0]
    return tuple(range(start, start + size))


def test_a_ruling_gives_the_columns_of_its_row() -> None:
    fields = default_rulings()[7].as_fields()

    assert Matcher.from_data(fields.pop("matcher")) == default_rulings()[7].matcher
    assert fields == {
        "number": 8,
        "code": "artists",
        "decision": "never",
        "texts": {
            language: {"title": text.title, "body": text.body} for language, text in default_rulings()[7].texts.items()
        },
        "examples": [
            {
                "prompt": "portrait of a knight by greg rutkowski, sunset",
                "picture": "A knight in armour at noon",
                "struck": ("sunset",),
                "language": "en",
            },
            {
                "prompt": "a cottage by the sea, art by Alphonse Mucha",
                "picture": "A cottage in a field, no sea",
                "struck": ("by", "the", "sea"),
                "language": "en",
            },
        ],
    }
