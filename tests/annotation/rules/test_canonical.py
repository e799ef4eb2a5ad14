"""The canonical form: a golden row for each ruling and for each rule of the form, then what holds for any prompt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.rules.canonical import Canonical, canonical, roles
from annotation.rules.function_words import ATTACHED, JUDGED
from annotation.rules.guidelines import default_rulings
from annotation.rules.matchers import locked_words
from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import words
from tests.annotation.rules.marks import read_marks, write_marks

# (ruling, language, marks as made, canonical strikes); words under the default guideline's `never` rulings are locked.
ROWS = [
    (1, "en", "apples and *bananas", "apples *and *bananas"),
    (1, "en", "apples *and bananas", "apples and bananas"),
    (2, "en", "a *red apple", "a *red apple"),
    (2, "en", "*a *red apple", "a *red apple"),
    (2, "zh", "*黑色的猫", "*黑色*的猫"),
    (3, "en", "a cat with a *red *hat on a table", "a cat *with *a *red *hat on a table"),
    (3, "en", "a cat with a red *hat on a table", "a cat with a red *hat on a table"),
    (4, "en", "*four cats", "*four cats"),
    (4, "en", "a *crowd *of people", "*a *crowd of people"),
    (5, "en", "a dog *on a horse", "a dog *on a horse"),
    (5, "en", "a dog *on a *horse", "a dog *on *a *horse"),
    (6, "en", "*no *people, empty street", "*no *people, empty street"),
    (6, "en", "a jar *without a *lid", "a jar *without *a *lid"),
    (7, "en", "*watercolor, a lake", "*watercolor, a lake"),
    (8, "en", "portrait of a *fox *by *greg *rutkowski", "portrait *of *a *fox by greg rutkowski"),
    (9, "en", "*35mm *f/1.8 *ISO *100, *close-up, *bokeh", "35mm f/1.8 ISO 100, *close-up, *bokeh"),
    (10, "en", "*8k, *masterpiece, *octane *render, a *castle", "8k, masterpiece, octane render, *a *castle"),
    (11, "en", "*epic, a nostalgic street", "*epic, a nostalgic street"),
    (12, "en", 'a sign reads "*OPEN"', 'a sign reads "*OPEN"'),
    (12, "en", 'a sign reads "*THE END"', 'a sign reads "*THE END"'),
    (13, "en", "*Naruto eating ramen", "*Naruto eating ramen"),
    (14, "en", "Korean woman, *26 *y.o.", "Korean woman, *26 *y.o."),
    (15, "en", "a soldier in *boots", "a soldier in *boots"),
    (15, "en", "a soldier with *boots", "a soldier *with *boots"),
    (16, "en", "a *loud market at *night", "a loud market at *night"),
    (17, "en", "a cat or a *dog", "a cat *or *a *dog"),
    (17, "en", "a mouse *larger *than the cat", "a mouse *larger *than the cat"),
    (18, "en", "*create *an *image *of a *fox in the snow", "create an image of *a *fox in the snow"),
    (19, "en", "a *poster of [SUBJECT]", "*a *poster of [SUBJECT]"),
    (20, "en", "day and *night", "day *and *night"),
    (20, "en", "red rose, *red *rose", "red rose, *red *rose"),
    (21, "en", "A girl. She *holds a *lantern. Dusk", "A girl. *She *holds *a *lantern. Dusk"),
    (22, "en", "*split *screen, a forest", "*split *screen, a forest"),
    (23, "en", "a *sparrow on a fence", "*a *sparrow on a fence"),
    (24, "en", "*a *harbour, *fishing *boats", "*a *harbour, *fishing *boats"),
]

# What the form's own rules do, beyond the rulings.
FORMS = [
    ("nothing struck", "en", "a cat and a dog", "a cat and a dog"),
    ("an article takes the whole phrase", "en", "a *red *hat", "*a *red *hat"),
    ("a phrase ends at a place", "en", "a *cat on a mat", "*a *cat on a mat"),
    ("both sides of a conjunction", "en", "a *cat and a *dog on a mat", "*a *cat *and *a *dog on a mat"),
    ("the conjunction follows what comes after it", "en", "a *cat and a dog", "*a *cat and a dog"),
    ("two colours of one thing, the first", "en", "a *black and white cat", "a *black and white cat"),
    ("two colours of one thing, the second", "en", "a black and *white cat", "a black *and *white cat"),
    (
        "with stays for what else it brings",
        "en",
        "woman with *blue *eyes and long hair",
        "woman with *blue *eyes and long hair",
    ),
    ("with goes when all it brings goes", "en", "woman with *eyes and *hair", "woman *with *eyes *and *hair"),
    ("of ends where another thing begins", "en", "a glass of *water and a book", "a glass *of *water and a book"),
    ("of goes on between two alike", "en", "portrait of a *king and a queen", "portrait of *a *king and a queen"),
    (
        "of after a place word follows either side",
        "en",
        "a dog *in *front of the house",
        "a dog *in *front *of the house",
    ),
    ("an article in a place phrase", "en", "a dog to the *left of a car", "a dog to *the *left *of a car"),
    ("an article at the end", "en", "cat *the", "cat the"),
    ("count and pronoun go with the last content", "en", "four *cats", "*four *cats"),
    ("years are content", "en", "*Paris 1920", "*Paris 1920"),
    ("a clause that never had content", "en", "*with her, a cat", "with her, a cat"),
    ("its judged words take the rest", "en", "with *her, a cat", "*with *her, a cat"),
    ("locked words keep nothing alive", "en", "a *photo, 35mm, 8k", "*a *photo, 35mm, 8k"),
    ("a clause of locked words and an article", "en", "*the *masterpiece, a cat", "the masterpiece, a cat"),
    (
        "a conjunction before a locked clause end",
        "en",
        "a cat and *dog by greg rutkowski",
        "a cat *and *dog by greg rutkowski",
    ),
    ("with before a locked word stays", "en", "a cat *with 8k *details", "a cat with 8k *details"),
    ("parameters are never struck", "en", "a *cat --no dogs", "*a *cat --no dogs"),
    ("capitals", "en", "THE *CAT On A Mat", "*THE *CAT On A Mat"),
    ("Chinese joining word", "zh", "猫和*狗，窗台", "猫*和*狗，窗台"),
    ("Chinese clause with nothing left", "zh", "有一只*猫，窗台", "*有*一只*猫，窗台"),
    ("Korean stays as it is", "ko", "*붉은 한복을 입은 소녀", "*붉은 한복을 입은 소녀"),
    ("another language stays as it is", "es", "*el gato y *la luna", "*el gato y *la luna"),
    ("a region of a language", "zh-TW", "*红色的帽子", "*红色*的帽子"),
    ("a particle follows its word", "ja", "*赤い 竜 と 都市 の *夜景", "*赤い 竜 と 都市 の *夜景"),
    ("Japanese と with its word", "ja", "*竜 と 都市", "*竜 *と 都市"),
    ("Japanese と with nothing left to join", "ja", "竜 と *都市 の *夜景", "竜 *と *都市 *の *夜景"),
]


def canonical_marks(text: str, language: str) -> str:
    prompt, tokens, marked = read_marks(text)
    locked = locked_words(default_rulings(), prompt, tokens, language)
    return write_marks(prompt, tokens, canonical(prompt, tokens, marked, language, locked).struck)


@pytest.mark.parametrize(("ruling", "language", "made", "expected"), ROWS)
def test_each_ruling_has_its_canonical_form(ruling: int, language: str, made: str, expected: str) -> None:
    assert canonical_marks(made, language) == expected


def test_no_ruling_is_left_out() -> None:
    assert {row[0] for row in ROWS} == {ruling.number for ruling in default_rulings()}


@pytest.mark.parametrize(("language", "made", "expected"), [row[1:] for row in FORMS], ids=[row[0] for row in FORMS])
def test_the_rules_of_the_form(language: str, made: str, expected: str) -> None:
    assert canonical_marks(made, language) == expected


def test_what_was_added_and_dropped_is_told() -> None:
    prompt = "a cat and a dog, the mat"

    assert canonical(prompt, tokenise(prompt), [0, 4, 5], "en") == Canonical((2, 3, 4), (2, 3), (0, 5))


def test_a_strike_on_a_locked_word_is_dropped() -> None:
    prompt = "red cat"

    assert canonical(prompt, tokenise(prompt), [0, 1], "en", locked=[1]) == Canonical((0,), (), (1,))


def test_a_mark_beyond_the_prompt_is_dropped() -> None:
    assert canonical("cat", tokenise("cat"), [0, 7], "en") == Canonical((0,), (), (7,))


LINES = (
    "a the and or of with in on front left no four her she very red blue cat dog hat 8k by greg rutkowski 26",
    '的 和 红色 猫 了 在 と の 竜 , . " --no fog::-1 ::2',
)
vocabulary = st.sampled_from([word for line in LINES for word in line.split()])
prompts = st.lists(vocabulary, max_size=24).map(" ".join) | st.text(max_size=60)
languages = st.sampled_from(["en", "zh", "ja", "ko", "es", ""])
indices = st.sets(st.integers(0, 30))


@given(prompts, languages, indices, indices)
def test_the_form_is_idempotent(prompt: str, language: str, marks: set[int], locked: set[int]) -> None:
    tokens = tokenise(prompt)
    once = canonical(prompt, tokens, marks, language, locked)

    assert canonical(prompt, tokens, once.struck, language, locked) == Canonical(once.struck, (), ())


@given(prompts, languages, indices, indices)
def test_the_form_never_strikes_a_locked_word(prompt: str, language: str, marks: set[int], locked: set[int]) -> None:
    tokens = tokenise(prompt)
    structural = {token.word for token in words(tokens) if token.locked}

    assert not set(canonical(prompt, tokens, marks, language, locked).struck) & (locked | structural)


@given(prompts, languages, indices, indices)
def test_the_form_keeps_every_strike_on_a_judged_word(
    prompt: str, language: str, marks: set[int], locked: set[int]
) -> None:
    tokens = tokenise(prompt)
    judged = {word for word, role in roles(prompt, tokens, language, locked).items() if role in JUDGED}

    assert marks & judged <= set(canonical(prompt, tokens, marks, language, locked).struck)


@given(prompts, languages, indices, indices)
def test_marks_on_words_never_judged_alone_change_nothing(
    prompt: str, language: str, marks: set[int], locked: set[int]
) -> None:
    tokens = tokenise(prompt)
    attached = {word for word, role in roles(prompt, tokens, language, locked).items() if role in ATTACHED}

    assert (
        canonical(prompt, tokens, marks | attached, language, locked).struck
        == canonical(prompt, tokens, marks - attached, language, locked).struck
    )


@given(prompts, languages, indices)
def test_nothing_struck_stays_nothing(prompt: str, language: str, locked: set[int]) -> None:
    assert canonical(prompt, tokenise(prompt), (), language, locked) == Canonical((), (), ())


@given(prompts, st.sampled_from(["ko", "es"]), indices)
def test_a_language_without_lists_keeps_marks_as_made(prompt: str, language: str, marks: set[int]) -> None:
    tokens = tokenise(prompt)
    free = {token.word for token in words(tokens) if not token.locked}

    assert set(canonical(prompt, tokens, marks, language).struck) == marks & free
