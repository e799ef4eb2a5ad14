"""Questions with four options, by templates; the wrong ones are of the same kind as the right one."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from .foldings import folded
from .lexicons import ANYTHING, OF_STYLE, OF_THING, STYLES, THINGS, class_of_style

MOST_STYLE = 5
MOST_CONTENT = 6
LONGEST = 80  # characters of an option
OF_STYLES: Mapping[str, tuple[str, ...]] = {
    "artist": ("Whose manner does the picture follow?", "Which artist is the picture reminiscent of?"),
    "camera": ("How is the view framed?", "Which way of framing is used as well?"),
    "movement": ("Which movement does the picture belong to?", "Which other current shows in it?"),
    "genre": ("Which genre is it?", "Which other genre shows in it?"),
}
ANY_STYLE = (
    "Which technique was it made in?",
    "What is the manner of the picture?",
    "Which medium does it look like?",
    "How is the picture made?",
    "What else describes its look?",
)
OF_THINGS = ("{} is in the picture?", "{} can be seen?", "{} appears as well?")
ANY_THING = (
    "What does the picture show?",
    "What else can be seen in the picture?",
    "Which of these is shown as well?",
    "Which detail appears in the picture?",
    "What is part of the scene?",
    "Which of these belongs to the scene?",
    "What would one find in it?",
    "Which one is there?",
)
LETTERS = "ABCD"


def of(words: Mapping[str, Sequence[str]], prompt: str, chance: random.Random) -> dict[str, list[dict[str, Any]]]:
    """The questions on style and on content of a prompt whose words are sorted."""
    asked: set[str] = set()
    style = [(word, *about_style(word)) for word in words["style"]]
    content = [(word, *about_thing(word)) for word in words["content"]]
    return {
        "style_questions": ask(style, MOST_STYLE, prompt, asked, chance),
        "content_questions": ask(content, MOST_CONTENT, prompt, asked, chance),
    }


def about_style(word: str) -> tuple[Sequence[str], Sequence[str]]:
    """The templates for a style, and others of its kind."""
    name = class_of_style(word) or ("movement" if word.casefold() in OF_STYLE else "artist")
    return [*OF_STYLES.get(name, ()), *ANY_STYLE], STYLES[name].words


def about_thing(word: str) -> tuple[Sequence[str], Sequence[str]]:
    """The templates for a thing, and others of its kind; the last word that is known decides the kind."""
    pieces = word.casefold().split()
    heads = [" ".join(pieces[-2:]), *reversed(pieces)]
    name = next((OF_THING[head] for head in heads if head in OF_THING), None)
    if name is None:
        return ANY_THING, ANYTHING
    special = [template.format(THINGS[name].name) for template in OF_THINGS]
    return [*special, *ANY_THING], THINGS[name].words


def ask(
    rows: Sequence[tuple[str, Sequence[str], Sequence[str]]],
    most: int,
    prompt: str,
    asked: set[str],
    chance: random.Random,
) -> list[dict[str, Any]]:
    """At most so many questions; words for which there is no fair one are passed over."""
    found: list[dict[str, Any]] = []
    for right, templates, others in rows:
        if len(found) == most:
            break
        text = next((one for one in templates if one not in asked and folded(right) not in folded(one)), None)
        options = options_of(right, others, prompt, chance)
        if text is None or options is None:
            continue
        asked.add(text)
        found.append({"question": text, "options": options, "answer": LETTERS[options.index(right)]})
    return found


def options_of(right: str, others: Sequence[str], prompt: str, chance: random.Random) -> list[str] | None:
    """Four different options, the right one anywhere among them; None when too few others are left."""
    said = folded(prompt)
    fair = list(dict.fromkeys(one for one in others if one.casefold() not in said))
    alike = [one for one in fair if one.isascii() == right.isascii()]  # the same script gives nothing away
    wrong = alike if len(alike) >= 3 else fair
    if len(wrong) < 3 or len(right) > LONGEST or not right.strip():
        return None
    options = chance.sample(wrong, 3)
    options.insert(chance.randrange(4), right)
    return options
