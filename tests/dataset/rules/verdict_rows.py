"""One row as the export's query gives it, with whatever a test changes."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from dataset.rules.exports import VerdictRow
from dataset.rules.records import record
from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import words

PLAIN = VerdictRow(
    x_id="80000000-0000-4000-8000-000000000001",
    number="2",
    outcome="judged",
    source="street-1",
    provisional="false",
    n_words="0",
    made_by="{}",
    prompt='""',
    clean_prompt="",
    votes="",
    removed="[]",
    language="en",
    sha256="a" * 64,
    format="jpeg",
    width="1024",
    height="1536",
    arguments="{}",
    generator="midjourney",
    licence="CC-BY-4.0",
    split="test",
    media_state="ready",
    blocked="false",
    withdrawn="false",
    by_score="",
    texts="",
)


class Votes(NamedTuple):
    """A verdict."""

    struck: Sequence[int]
    tidy_auto: Sequence[int]
    judged: Sequence[int]
    strikes: Sequence[int]
    word_sources: Sequence[int]
    method: str = "consensus/majority-1"
    parameters: dict[str, Any] = {"wanted": 2}
    evidence_hash: str = "e" * 64


def verdict_row(prompt: str, clean_prompt: str | None, **changes: Any) -> VerdictRow:
    """A row whose words all were kept by two judgments, but for the changes: of the row, or of the votes."""
    tokens = tokenise(prompt)
    n_words = len(words(tokens))
    votes = Votes([], [], [2] * n_words, [0] * n_words, [0] * n_words)
    votes = votes._replace(**{name: changes.pop(name) for name in Votes._fields if name in changes})
    made = record(prompt, clean_prompt, tokens, "1", votes, n_judgments=2)
    return PLAIN._replace(**({name: str(value) for name, value in made._asdict().items()} | changes))
