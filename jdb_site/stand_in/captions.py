"""One sentence on what is shown: a capital, a full stop, 3 to 60 words."""

import re
from collections.abc import Sequence

MOST_WORDS = 40
MOST_PHRASES = 4
NOTHING = "The picture shows nothing that the prompt describes."


def of_phrases(phrases: Sequence[str]) -> str:
    """The first phrases, joined."""
    taken: list[str] = []
    for phrase in (one_line(phrase) for phrase in phrases[:MOST_PHRASES]):
        if n_words([*taken, phrase]) > MOST_WORDS:
            break
        if phrase:
            taken.append(phrase)
    if not taken:
        return NOTHING
    listed = taken[0] if len(taken) == 1 else f"{', '.join(taken[:-1])} and {taken[-1]}"
    listed = listed.rstrip(" .!?…。")
    text = capital(listed)
    return f"{text}." if text and len(text.split()) >= 3 else f"The picture shows {listed}."


def one_line(phrase: str) -> str:
    """Single spaces, and no full stop that would end the sentence in the middle."""
    return re.sub(r"[.!?…。]+(?=\s|$)", "", " ".join(phrase.split())).strip()


def n_words(phrases: Sequence[str]) -> int:
    """The words of all."""
    return sum(len(phrase.split()) for phrase in phrases)


def capital(text: str) -> str:
    """The text with a capital first; nothing where its script has none."""
    first = text[:1].upper()
    return first + text[1:] if len(first) == 1 and first.isupper() else ""
