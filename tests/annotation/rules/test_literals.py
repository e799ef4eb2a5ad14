"""What is sought in a text before its words are compared: nothing that a matcher speaks of is ever passed over."""

import pytest
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st

from annotation.rules import literals
from annotation.rules.clauses import fold
from annotation.rules.matchers import Matcher, matches
from dataset.rules.tokeniser import tokenise

PIECES = [
    *("apple", "APPLE", "Straße", "STRASSE", "strasse", "it's", "it’s", "ITʼS", "ŉ", "ʼn", "ﬁre", "FIRE", "İstanbul"),
    *("ſun", "Sun", "\N{KELVIN SIGN}elvin", "kelvin", "ΟΔΟΣ", "οδος", "οδοσ", "虚幻", "引擎", "사과", "Ǆ", "ǆ", "x*y"),
    *("Octane-Render", "octane", "render", "a.b", "c++", "[d]", "e\\f", "½", "ͅ", "ῳ", "𐐀", "𐐨", "&", "-", "8k"),
]
GAPS = ["", " ", "-", "·", " (", ") ", ", ", "\N{NO-BREAK SPACE}", ": "]
RUNS = st.lists(st.tuples(st.sampled_from(PIECES) | st.text(max_size=3), st.sampled_from(GAPS)), min_size=1, max_size=6)


def written(run: list[tuple[str, str]]) -> str:
    """Without what no text in the database can have."""
    text = "".join(piece + gap for piece, gap in run)
    return text.replace("\0", "").encode(errors="ignore").decode()


def is_found(text: str, pattern: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s ~ %s", [text, pattern])
        return bool(cursor.fetchone()[0])


def matcher_of(*terms: str) -> Matcher:
    return Matcher.from_data({"words": {"en": [*terms]}})


@pytest.mark.django_db
@given(prompt=RUNS.map(written), term=RUNS.map(written), whole=st.booleans())
@example(prompt="a STRASSE", term="Straße", whole=False)
@example(prompt="Octane (render)", term="octane-render", whole=False)
@example(prompt="at ŉ-x", term="ʼn x", whole=False)
def test_what_a_matcher_speaks_of_has_what_is_sought(prompt: str, term: str, *, whole: bool) -> None:
    sought = prompt if whole else term
    if not sought.strip():
        return
    matcher = matcher_of(sought, "lighthouse")
    pattern = literals.pattern([matcher])

    if pattern is not None and matches(matcher, prompt, tokenise(prompt), "en"):
        assert is_found(prompt, pattern)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("terms", "texts"),
    [
        (["apple"], {"a red Apple": True, "APPLES": True, "a pear": False, "a Straße": True}),
        (["oil painting", "사과"], {"Oil-Painting": True, "an oil lamp": False, "빨간 사과": True}),
        (["a.b", "c++"], {"A.B": True, "axb": False, "c+++": True, "cc": False}),
        (["it's"], {"IT’S": True, "its": False}),
    ],
)
def test_texts_without_any_piece_are_left_out(terms: list[str], texts: dict[str, bool]) -> None:
    pattern = literals.pattern([matcher_of(*terms)])

    assert pattern is not None
    assert {text: is_found(text, pattern) for text in texts} == texts


@pytest.mark.parametrize(
    "data",
    [
        {"pattern": "[0-9]+"},
        {"words": {"en": ["apple"]}, "kinds": ["url"]},
        {"words": {"en": ["apple", "-"]}},
        {"words": {"en": [f"{n:08}" for n in range(9000)]}},
    ],
    ids=["a pattern", "kinds of token", "a term of nothing", "too many"],
)
def test_where_more_than_terms_is_named_every_text_is_looked_at(data: dict[str, object]) -> None:
    assert literals.pattern([matcher_of("apple"), Matcher.from_data(data)]) is None


def test_a_piece_stands_for_all_that_hold_it_and_a_term_for_its_longest() -> None:
    found = literals.pattern([matcher_of("8k", "8k uhd", "an 8kilo")])

    assert found is not None
    assert found.rsplit("|", 1)[0] == f"8{literals.one_of('k')}|{literals.in_any_case('uhd')}"


def test_no_character_beyond_those_looked_at_has_a_case() -> None:
    beyond = map(chr, range(literals.CASED, 0x110000))

    assert [character for character in beyond if fold(character) != character] == []
