"""The record of a verdict's words, held against the plain rule."""

import json
from typing import Any

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


def plain_words(prompt: str, votes: Votes, level: Level) -> list[dict[str, Any]]:
    """The rule, word by word."""
    return [
        {
            "index": index,
            "text": prompt[word.start : word.end],
            "start": word.start,
            "end": word.end,
            "judged": votes.judged[index],
            "strikes": votes.strikes[index],
            "source": WordSource(votes.word_sources[index]).name.lower(),
            "struck": index in votes.struck,
            "auto": level is Level.TIDY and index in votes.tidy_auto,
        }
        for index, word in enumerate(words(tokenise(prompt)))
    ]


@given(decided(), st.sampled_from([Level.TIDY, Level.STRICT]))
def test_what_is_pasted_is_what_the_plain_rule_says(made: tuple[str, Votes], level: Level) -> None:
    prompt, votes = made
    wanted = plain_words(prompt, votes, level)
    gone = [word for word in wanted if word["struck"] or word["auto"]]

    record = records.record(prompt, tokenise(prompt), votes)
    pasted, removed = records.at_level(record.words, record.removed, level)

    assert pasted == json.dumps(wanted, ensure_ascii=False, separators=(",", ":"))
    assert json.loads(removed) == [{"index": w["index"], "word": w["text"], "auto": w["auto"]} for w in gone]
    assert records.n_removed(removed) == len(gone)
    assert list(records.kept(pasted)) == [word["text"] for word in wanted if word not in gone]
    assert record.n_words == len(wanted)
