"""A prompt as pieces: joined they give the prompt again, whatever is struck."""

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from annotation.pages.prompts import Piece, against_truth, struck_through
from annotation.rules.views import token_views
from dataset.rules.tokeniser import tokenise

PROMPT = "a red apple, yellow bananas --ar 3:2"
VIEWS, TAIL = token_views(PROMPT, tokenise(PROMPT), {})


def told(pieces: list[Piece]) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in pieces]


def test_the_space_between_two_struck_words_is_struck_with_them() -> None:
    assert told(struck_through(VIEWS, TAIL, {1, 3, 4})) == [
        ("kept", "a "),
        ("struck", "red"),
        ("kept", " apple, "),
        ("struck", "yellow bananas"),
        ("kept", " "),
        ("locked", "--ar 3:2"),
    ]


def test_against_the_truth_three_things_are_told_apart() -> None:
    assert told(against_truth(VIEWS, TAIL, {1, 2}, {1, 4})) == [
        ("kept", "a "),
        ("struck", "red"),
        ("kept", " "),
        ("overstruck", "apple"),
        ("kept", ", yellow "),
        ("missed", "bananas"),
        ("kept", " "),
        ("locked", "--ar 3:2"),
    ]


@given(prompt=st.text(max_size=60), struck=st.sets(st.integers(0, 20)))
def test_the_pieces_are_the_prompt(prompt: str, struck: set[int]) -> None:
    views, tail = token_views(prompt, tokenise(prompt), {})

    assert "".join(piece.text for piece in struck_through(views, tail, struck)) == prompt


@pytest.mark.parametrize("kind", ["kept", "struck", "locked", "contested", "missed", "overstruck"])
def test_prompts_are_hostile_text(kind: str) -> None:
    pieces = [Piece(kind, "<img src=x onerror=alert(1)>\u202e{{ settings }}")]

    page = render_to_string("annotation/pieces.html", {"pieces": pieces})

    assert "&lt;img src=x onerror=alert(1)&gt;\u202e{{ settings }}" in page
    assert "<img" not in page
