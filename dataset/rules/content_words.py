"""Whether the words of a prompt say something that can be seen."""

from collections.abc import Iterable

# Articles, conjunctions, prepositions, pronouns, helping verbs, negators, degrees. No counts: they can be seen.
ENGLISH_FUNCTION_WORDS = frozenset(
    word
    for line in (
        "a an the and or but nor & + and/or 'n' n' of with w/ no not without never none neither",
        "about above across after against along alongside amid amidst among amongst around as at atop before behind",
        "below beneath beside besides between beyond by down during for from in inside into like near next off on onto",
        "opposite out outside over past per than through throughout to toward towards under underneath until up upon",
        "via while within i he she it they we you me him them who whom whose which that there here my your his her its",
        "our their this these those either both each every some any all another",
        "is are was were be been being am has have having had do does did could would should",
        "very so too more most less least quite rather just only also even really",
    )
    for word in line.split()
)


def has_content_words(words: Iterable[str], language: str, n: int) -> bool:
    """
    Whether there are `n` words that are no function words, by list, in English or where the language is unknown.

    Elsewhere every word counts: a wrong list would throw whole prompts out, a missing one only keeps a few thin ones.
    """
    listed = ENGLISH_FUNCTION_WORDS if language in {"", "en"} else frozenset[str]()
    left = n
    for word in words:
        left -= word.casefold() not in listed
        if left <= 0:
            return True
    return left <= 0
