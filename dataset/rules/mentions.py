"""Whether a text speaks of words that were struck."""

from collections.abc import Collection, Iterable
from functools import cache, lru_cache

import snowballstemmer

from dataset.rules.content_words import ENGLISH_FUNCTION_WORDS
from dataset.rules.phrases import words_of

# By the stems of its language a word is found in its other forms; elsewhere only as it stands.
STEMMERS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ru": "russian",
    "tr": "turkish",
}


def stems(words: Iterable[str], language: str) -> set[str]:
    """The stems of folded words that say something that can be seen: function words of English are left out."""
    left_out = ENGLISH_FUNCTION_WORDS if language in {"", "en"} else frozenset[str]()
    return {stem(word, language) for word in words if word not in left_out}


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    name = STEMMERS.get(language or "en")
    return word if name is None else str(_stemmer(name).stemWord(word))


@cache
def _stemmer(name: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(name)


def gone(prompt: str, struck: Collection[int], language: str) -> set[str]:
    """
    The stems that a prompt lost by its strikes: of struck words, but for those that it still says elsewhere.

    :param struck: word indices
    """
    words = words_of(prompt)
    lost = stems((word for index, word in enumerate(words) if index in struck), language)
    return lost - stems((word for index, word in enumerate(words) if index not in struck), language)


def mentions(text: str, lost: Collection[str], language: str) -> bool:
    """Whether a text says one of these stems."""
    return not stems(words_of(text), language).isdisjoint(lost)
