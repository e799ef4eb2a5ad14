"""The tokeniser: from a prompt, as it was collected, to its tokens."""

import hashlib
import json
import unicodedata
from collections.abc import Sequence

from dataset.rules.clauses import tokens_of
from dataset.rules.pieces import pieces_of
from dataset.rules.segmentation import SEGMENTER_VERSION
from dataset.rules.tokens import Token, pack

# Raise the number when a rule changes where a token begins or ends; what else decides it is named behind it.
TOKENISER_VERSION = f"1-{SEGMENTER_VERSION}-ucd{unicodedata.unidata_version}"


def tokenise(prompt: str) -> tuple[Token, ...]:
    """
    The tokens of a prompt: half-open ranges of code points, ascending, apart from each other.

    Nothing is lost: whatever lies between two tokens is white space. Any string is a prompt.
    """
    return tuple(tokens_of(prompt, pieces_of(prompt)))


def tokens_hash(prompt: str, tokens: Sequence[Token]) -> str:
    """The SHA-256, in hex, of the tokeniser's version, the prompt and its tokens."""
    packed = json.dumps([TOKENISER_VERSION, prompt, pack(tokens)], separators=(",", ":"))
    return hashlib.sha256(packed.encode("ascii")).hexdigest()
