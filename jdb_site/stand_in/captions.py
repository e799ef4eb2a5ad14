"""One sentence on what is shown: a capital, a full stop, 3 to 60 words."""

from collections.abc import Sequence

MOST_WORDS = 40
MOST_PHRASES = 4
NOTHING = "The picture shows nothing that the prompt describes."


def of_phrases(phrases: Sequence[str]) -> str:
    """The first phrases, joined."""
    taken: list[str] = []
    for phrase in (" ".join(phrase.split()) for phrase in phrases[:MOST_PHRASES]):
        if n_words([*taken, phrase]) > MOST_WORDS:
            break
        taken.append(phrase)
    if not taken:
        return NOTHING
    listed = taken[0] if len(taken) == 1 else f"{', '.join(taken[:-1])} and {taken[-1]}"
    listed = listed.rstrip(" .!?…。")
    text = capital(listed)
    return f"{text}." if text and len(text.split()) >= 3 else f"The picture shows {listed}."


def n_words(phrases: Sequence[str]) -> int:
    """The words of all."""
    return sum(len(phrase.split()) for phrase in phrases)


def capital(text: str) -> str:
    """The text with a capital first; nothing where its script has none."""
    first = text[:1].upper()
    return first + text[1:] if len(first) == 1 and first.isupper() else ""
