"""Texts as they are compared: NFKC, without case, with single spaces."""

import unicodedata


def folded(text: str) -> str:
    """The same for texts that differ in nothing that a reader sees."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
