"""One row as the export's query gives it, with whatever a test changes."""

import json
from typing import Any

from dataset.rules.exports import VerdictRow
from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import pack, words

PLAIN = VerdictRow(
    x_id="80000000-0000-4000-8000-000000000001",
    verdict_id=1,
    number=2,
    outcome="judged",
    source="street-1",
    provisional=False,
    method="consensus/majority-1",
    parameters='{"wanted": 2}',
    evidence_hash="e" * 64,
    struck=(),
    judged=(),
    strikes=(),
    word_sources=(),
    tidy_auto=(),
    prompt="",
    language="en",
    clean_prompt_id=7,
    clean_prompt="",
    tokeniser="1",
    tokens="[]",
    sha256="a" * 64,
    n_bytes=10,
    format="jpeg",
    width=1024,
    height=1536,
    arguments="{}",
    generator="midjourney",
    licence="CC-BY-4.0",
    split="test",
    media_state="ready",
    blocked=False,
    withdrawn=False,
)


def verdict_row(prompt: str, clean_prompt: str | None, **changes: Any) -> VerdictRow:
    """A row whose words all were kept by two judgments, but for the changes."""
    tokens = tokenise(prompt)
    n_words = len(words(tokens))
    every = {"judged": [2] * n_words, "strikes": [0] * n_words, "word_sources": [0] * n_words}
    texts = {"prompt": prompt, "clean_prompt": clean_prompt, "tokens": json.dumps(pack(tokens))}
    return PLAIN._replace(**(every | texts | changes))
