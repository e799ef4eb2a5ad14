"""Articles: `a` or `an`, by the sound that the next word begins with."""

import re

# Written with a vowel, said with a consonant; and the reverse.
_CONSONANT_SOUND = re.compile(r"(?:uni(?!n|m)|u[bcfhjkqrstn][aeiou]|eu|ewe|one(?!ir)|once|ufo|u-)")
_VOWEL_SOUND = re.compile(r"(?:hour|honest|honou?r|heir|8|11(?!\d)|18(?!\d)|[fhlmnrsx](?:[^a-z]|\Z))")
_SPELLED_OUT = re.compile(r"[FHLMNRSX][A-Z0-9]{1,3}\Z")
_LOOKED_UP = re.compile(r"[^\W_]")


def article_before(word: str, article: str) -> str:
    """The article (`a`, `an`, in its own capitals) as it must be before this word."""
    first = _LOOKED_UP.search(word)
    if first is None:
        return article
    wanted = "an" if _begins_with_vowel(word[first.start() :]) else "a"
    if wanted == article.lower():
        return article
    return wanted.capitalize() if article[0] == "A" else wanted


def _begins_with_vowel(word: str) -> bool:
    lower = word.lower()
    if _VOWEL_SOUND.match(lower) or _SPELLED_OUT.match(word):
        return True
    return lower[0] in "aeiouáéíóúàèìòùäëïöüœæ" and not _CONSONANT_SOUND.match(lower)
