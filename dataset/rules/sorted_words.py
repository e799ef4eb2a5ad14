"""The words of a prompt with the list that each stands in: how two sortings of one prompt are compared."""

from collections.abc import Iterable, Mapping

from dataset.rules.answers import GROUPS
from dataset.rules.content_words import ENGLISH_FUNCTION_WORDS
from dataset.rules.phrases import spans, words_of

Lists = Mapping[str, Iterable[str]]  # pieces of a prompt by kind


def counted(text: str) -> list[int]:
    """The places of the words that are compared: those that say something that can be seen."""
    return [place for place, word in enumerate(words_of(text)) if word not in ENGLISH_FUNCTION_WORDS]


def placed(text: str, lists: Lists) -> dict[int, str]:
    """
    The kind of each word of a prompt that stands in a list.

    A piece stands for each of its places, the longest first: "red hat" takes its "red" before "red" alone takes the
    others. So "red hat" and "red", "hat" are the same.
    """
    prompt, found = words_of(text), dict[int, str]()
    pieces = [(piece, kind) for kind in GROUPS for piece in lists.get(kind, ())]
    for piece, kind in sorted(pieces, key=lambda one: -len(words_of(one[0]))):
        for place in spans(piece, prompt):
            if not any(index in found for index in place.within()):
                found |= dict.fromkeys(place.within(), kind)
    return found


def faults(text: str, lists: Lists) -> list[str]:
    """What is wrong with the lists of a prompt, a sentence each: no piece of it, a word twice or nowhere."""
    prompt, taken, found = words_of(text), dict[str, str](), list[str]()
    for kind in GROUPS:
        for piece in lists.get(kind, ()):
            same = " ".join(words_of(piece))
            if not spans(piece, prompt):
                found.append(f"“{piece}” does not stand in the prompt.")
            elif taken.setdefault(same, kind) != kind:
                found.append(f"“{piece}” stands in two lists: {taken[same]} and {kind}.")
    has = placed(text, lists)
    if left := [prompt[place] for place in counted(text) if place not in has]:
        found.append(f"Every word is sorted, be it under other; in no list: {', '.join(dict.fromkeys(left))}.")
    return found
