"""The tasks that the stand-in knows, by name."""

import random
from collections.abc import Callable, Mapping
from typing import Any

from . import captions, questions, trees, words

Rule = Callable[[Mapping[str, Any], random.Random], dict[str, Any]]


def annotate(question: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """The words of a prompt by category, its caption, its questions."""
    prompt = str(question.get("prompt") or "")
    sorted_ = words.sort(prompt)
    asked = questions.of(sorted_.words, prompt, chance)
    return {"words": sorted_.words, "caption": captions.of_phrases(sorted_.phrases), **asked}


def describe(question: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """The caption and the questions of a prompt whose words are sorted already."""
    prompt = str(question.get("prompt") or "")
    given = given_words(question.get("words"))
    found = words.sort(prompt)
    same = found.words["content"] == given["content"]
    caption = captions.of_phrases(found.phrases if same else given["content"])
    return {"caption": caption, **questions.of(given, prompt, chance)}


def given_words(given: Any) -> dict[str, list[str]]:
    """The four lists, whatever was given."""
    lists = given if isinstance(given, Mapping) else {}
    return {
        name: [str(word) for word in lists.get(name) or () if str(word).strip()]
        for name in ("style", "content", "atmosphere", "other")
    }


RULES: Mapping[str, Rule] = {
    "annotate": annotate,
    "describe": describe,
    "style_patch": trees.patch,
    "style_merge": trees.merge,
    "style_relate": trees.relate,
    "style_assign": trees.assign,
}
NOBODY = f"This is a stand-in and no model. It answers the tasks {', '.join(RULES)}, each asked by a JSON object."


def answer(task: str, question: Mapping[str, Any], seed: str) -> dict[str, Any] | None:
    """The answer to a task; None when the task is unknown."""
    rule = RULES.get(task)
    return rule(question, random.Random(seed)) if rule else None  # noqa: S311 (repeatable, not secret)
