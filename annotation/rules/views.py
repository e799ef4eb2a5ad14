"""A prompt as a list of pieces to be shown: text and the raw gap before it, so that joining them gives the prompt."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dataset.rules.tokens import Kind, Token

# Instead of a ruling: the pair is accepted or rejected, and no word of it is struck.
AS_A_WHOLE = -1
STRUCTURE = {Kind.PARAMETER: "parameter", Kind.WEIGHT: "weight", Kind.URL: "url", Kind.WORD: "negative"}


class TokenView(NamedTuple):
    """One piece: `locked` is None, or why it cannot be struck: its kind, the number of the ruling, `whole`."""

    text: str
    before: str
    kind: str
    clause: int
    word: int | None
    locked: str | None


def token_views(prompt: str, tokens: Sequence[Token], locked: Mapping[str, int]) -> tuple[list[TokenView], str]:
    """The pieces of a prompt in order, and the raw text after the last of them."""
    views, end = [], 0
    for token in tokens:
        reason = lock_reason(token, locked)
        text = token.text(prompt)
        views.append(TokenView(text, prompt[end : token.start], token.kind.value, token.clause, token.word, reason))
        end = token.end
    return views, prompt[end:]


def lock_reason(token: Token, locked: Mapping[str, int]) -> str | None:
    ruling = locked.get(str(token.word)) if token.word is not None else None
    if ruling:
        return "whole" if ruling == AS_A_WHOLE else str(ruling)
    return STRUCTURE.get(token.kind) if token.locked else None
