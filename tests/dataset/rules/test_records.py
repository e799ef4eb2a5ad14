"""The record of a verdict's words, held against the plain rule."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataset.choices import WordSource
from dataset.rules import records
from dataset.rules.cleaning import Level
from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import words
from tests.dataset.rules.verdict_rows import Votes

PIECES = st.sampled_from(
    [
        "a cat",
        ", ",
        '"auto":true',
        '{"index":0',
        '"text":"x"',
        "\\",
        '"',
        "고양이",
        "🐈",
        "::2 ",
        " --ar 3:2",
        "\n",
        "}",
        " b",
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@st.composite
def decided(draw: st.DrawFn) -> tuple[str, Votes]:
    """A prompt with strikes, words that fell with them, and votes."""
    prompt = draw(TEXTS)
    n_words = len(words(tokenise(prompt)))
    marks = draw(st.lists(st.sampled_from(["", "", "struck", "auto"]), min_size=n_words, max_size=n_words))
    counts = st.lists(st.integers(0, 3), min_size=n_words, max_size=n_words)
    sources = draw(st.lists(st.sampled_from(WordSource.values), min_size=n_words, max_size=n_words))
    struck, auto = ([i for i, mark in enumerate(marks) if mark == which] for which in ("struck", "auto"))
    return prompt, Votes(struck, auto, draw(counts), draw(counts), sources)


def plain(prompt: str, votes: Votes, level: Level) -> dict[str, Any]:
    """The rule, word by word."""
    found = words(tokenise(prompt))
    return {
        "evidence": "e" * 64,
        "judgments": 2,
        "words": [prompt[word.start : word.end] for word in found],
        "starts": [word.start for word in found],
        "ends": [word.end for word in found],
        "judged": votes.judged,
        "strikes": votes.strikes,
        "sources": votes.word_sources,
        "struck": votes.struck,
        "auto": votes.tidy_auto if level is Level.TIDY else [],
    }


@given(decided(), st.sampled_from([Level.TIDY, Level.STRICT]))
def test_what_is_pasted_is_what_the_plain_rule_says(made: tuple[str, Votes], level: Level) -> None:
    prompt, votes = made
    wanted = plain(prompt, votes, level)
    gone = sorted({*wanted["struck"], *wanted["auto"]})

    record = records.record(prompt, "left", tokenise(prompt), "1", votes, n_judgments=2)
    pasted, removed = records.at_level(record.votes, record.removed, level)

    assert "{" + pasted == json.dumps(wanted, ensure_ascii=False, separators=(",", ":"))
    assert json.loads(removed) == [
        {"index": index, "word": wanted["words"][index], "auto": index in wanted["auto"]} for index in gone
    ]
    assert records.n_removed(removed) == len(gone)
    assert list(records.kept(pasted)) == [word for index, word in enumerate(wanted["words"]) if index not in gone]
    assert (record.n_words, json.loads(record.prompt), record.clean_prompt) == (len(wanted["words"]), prompt, '"left"')


def test_a_record_says_by_which_rules_in_one_order_of_keys_and_nothing_where_no_word_is_left() -> None:
    votes = Votes([0], [], [2], [2], [0], parameters={"wanted": 2, "at_most": 3})

    record = records.record("cat", None, tokenise("cat"), "1", votes, n_judgments=2)

    assert record.made_by == ('{"method":"consensus/majority-1","parameters":{"at_most":3,"wanted":2},"tokeniser":"1"}')
    assert record.clean_prompt == ""


def test_votes_of_another_number_of_words_make_no_record() -> None:
    with pytest.raises(ValueError, match="another number of words than 2"):
        records.record("a cat", "a cat", tokenise("a cat"), "1", Votes([], [], [2], [0], [0]), n_judgments=2)
