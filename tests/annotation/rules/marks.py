"""Prompts with marks in them: in "a *red hat" the word "red" is struck."""

from collections.abc import Collection, Sequence

from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import Token, words

MARK = "*"


def read_marks(text: str) -> tuple[str, tuple[Token, ...], set[int]]:
    """The prompt without its marks, its tokens, and the indices of the marked words."""
    pieces = text.split(MARK)
    prompt = "".join(pieces)
    starts = {len("".join(pieces[:n])) for n in range(1, len(pieces))}
    tokens = tokenise(prompt)
    marked = {token.word for token in words(tokens) if token.word is not None and token.start in starts}
    assert len(marked) == len(starts), f"a mark in {text!r} stands before no word: {[t.text(prompt) for t in tokens]}"
    return prompt, tokens, marked


def write_marks(prompt: str, tokens: Sequence[Token], marked: Collection[int]) -> str:
    """The inverse of `read_marks`."""
    for token in reversed(words(tokens)):
        if token.word in marked:
            prompt = prompt[: token.start] + MARK + prompt[token.start :]
    return prompt
