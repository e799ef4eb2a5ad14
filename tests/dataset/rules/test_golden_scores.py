"""Figures of a template on the golden set, by hand."""

import math

import pytest

from dataset.rules.golden_pieces import Mark, Piece, pieces
from dataset.rules.golden_scores import (
    Interval,
    Tally,
    alike,
    difference,
    fitting,
    interval,
    share_interval,
    tallies,
    total,
)
from dataset.rules.image_texts import Question

FOX = "A red fox in the snow, red sky, oil painting, soft light"
PEOPLE = {"content": ["red fox", "snow", "red sky"], "style": ["oil painting"], "atmosphere": ["soft light"]}
MODEL = {"content": ["fox", "snow", "red", "soft"], "style": ["oil painting", "sky"], "other": ["light"]}


def test_words_are_counted_by_kind_without_the_small_ones():
    assert tallies(FOX, PEOPLE, MODEL) == {
        "style": Tally(2, 3, 2),
        "content": Tally(4, 5, 5),
        "atmosphere": Tally(0, 0, 2),
        "other": Tally(0, 1, 0),
    }


def test_precision_recall_and_their_harmonic_mean():
    tally = total(tallies(FOX, PEOPLE, MODEL).values())

    assert tally == Tally(6, 9, 9)
    assert (tally.precision, tally.recall, tally.f1) == (6 / 9, 6 / 9, 6 / 9)
    assert Tally(1, 2, 4).f1 == pytest.approx(2 / (1 / 0.5 + 1 / 0.25))
    assert (Tally().precision, Tally().recall, Tally().f1) == (None, None, None)
    assert Tally(0, 0, 3).f1 == 0.0


def test_what_got_no_valid_answer_missed_every_word():
    assert total(tallies(FOX, PEOPLE, {}).values()) == Tally(0, 0, 9)


def test_the_interval_leaves_out_one_prompt_at_a_time():
    prompts = [Tally(4, 5, 5), Tally(2, 4, 4), Tally(3, 3, 3)]
    value, without = 18 / 24, [10 / 14, 14 / 16, 12 / 18]
    mean = sum(without) / 3
    error = math.sqrt(2 / 3 * sum((one - mean) ** 2 for one in without))

    found = interval(prompts)

    assert found is not None
    assert found.low == pytest.approx(value - 1.959964 * error, abs=1e-6)
    assert found.high == pytest.approx(value + 1.959964 * error, abs=1e-6)


def test_one_prompt_tells_nothing_of_others():
    assert interval([Tally(1, 1, 1)]) is None
    assert interval([]) is None


def test_two_templates_are_compared_prompt_by_prompt():
    """Where the second is better by as much on each prompt, hard prompts do not widen the interval."""
    pairs = [(Tally(n, 10, 10), Tally(n + 1, 10, 10)) for n in (1, 5, 9)]

    assert difference(pairs) == (pytest.approx(0.1), Interval(pytest.approx(0.1), pytest.approx(0.1)))
    assert difference([]) is None


def test_a_share_has_wilsons_interval():
    assert share_interval(0, 0) is None
    found = share_interval(9, 10)
    assert found is not None
    assert found == (pytest.approx(0.5958, abs=1e-4), pytest.approx(0.9821, abs=1e-4))


def test_captions_are_compared_by_their_words():
    assert alike("A red fox sleeps.", "A red fox sleeping.", "en") == 1.0
    assert alike("A fox.", "An owl", "en") == 0.0
    assert alike("a fox", "a red fox", "en") == pytest.approx(0.8)
    assert alike("", "", "en") == 0.0


def test_a_question_on_style_is_answered_by_style():
    def asked(kind: str, right: str) -> Question:
        return Question(kind, 0, "What?", ["a", right, "b", "c"], 1)

    questions = [
        asked("style", "an oil painting"),
        asked("style", "a fox"),
        asked("content", "two foxes"),
        asked("content", "soft"),
        asked("content", "an oil lamp"),
    ]

    assert fitting(questions, FOX, PEOPLE, "en") == (3, 5)


def test_pieces_are_marked_as_the_same_too_much_or_missed():
    found = pieces(FOX, PEOPLE, MODEL)

    assert found["content"] == [
        Piece("red fox", Mark.SAME),
        Piece("snow", Mark.SAME),
        Piece("red", Mark.SAME),
        Piece("sky", Mark.MISSED),
        Piece("soft", Mark.EXTRA),
    ]
    assert found["style"] == [Piece("sky", Mark.EXTRA), Piece("oil painting", Mark.SAME)]
    assert found["atmosphere"] == [Piece("soft light", Mark.MISSED)]
    assert found["other"] == [Piece("light", Mark.EXTRA)]
