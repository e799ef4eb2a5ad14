"""Style trees: patches, merges, relations and assignments, by the classes of the lexicon and by shared words."""

import random
import re
from collections.abc import Iterable, Mapping
from typing import Any

from .lexicons import STYLES, class_of_style

OTHER = "Other styles"
SMALL = frozenset({"a", "an", "and", "art", "by", "in", "of", "style", "styles", "the"})


def patch(question: Mapping[str, Any], _chance: random.Random) -> dict[str, Any]:
    """Categories of two levels for a list of styles; every index lands in exactly one."""
    styles = [str(style) for style in question.get("styles") or ()]
    heads = [head(style) for style in styles]
    groups: dict[tuple[str, str], list[int]] = {}
    for index, style in enumerate(styles):
        groups.setdefault(path_of(style, heads.count(heads[index])), []).append(index)
    return {
        "categories": [
            {"path": list(path), "definition": definition(path), "members": members}
            for path, members in sorted(groups.items())
        ]
    }


def path_of(style: str, alike: int) -> tuple[str, str]:
    """The two levels of a style: by the lexicon, or else by the last word that it shares with others."""
    if name := class_of_style(style):
        return STYLES[name].parent, STYLES[name].name
    return OTHER, head(style).title() if alike > 1 and head(style) else "Various"


def definition(path: tuple[str, str]) -> str:
    """One sentence on a category."""
    return f"Styles of the kind {path[1].lower()}, among {path[0].lower()}."


def merge(question: Mapping[str, Any], _chance: random.Random) -> dict[str, Any]:
    """Groups of categories that have the same name but for number, order and small words; every id lands in one."""
    groups: dict[tuple[str, ...], dict[str, Any]] = {}
    seen = set()
    for category in dictionaries(question.get("categories")):
        number, path = category.get("id"), levels(str(category.get("name") or ""))
        if number in seen or not isinstance(number, int):
            continue
        seen.add(number)
        key = tuple(sorted(stems(path[-1]))) or (path[-1].casefold(),)
        group = groups.setdefault(key, {"name": path[-1], "parent": parent_of(path), "definition": "", "ids": []})
        group["ids"].append(number)
        group["definition"] = group["definition"] or str(category.get("definition") or "")
    return {"groups": list(groups.values())}


def levels(name: str) -> list[str]:
    """The levels in a name such as "Media > Painting"; at least one."""
    found = [part.strip() for part in re.split(r"\s*(?:>|/|›|→)\s*", name) if part.strip()]
    return found or [name.strip() or "Unnamed"]


def parent_of(path: list[str]) -> str:
    """The level above a category, by its own name or by the lexicon."""
    if len(path) > 1:
        return path[-2]
    for group in STYLES.values():
        if stems(group.name) == stems(path[-1]):
            return group.parent
    name = class_of_style(path[-1])
    return STYLES[name].parent if name else OTHER


def relate(question: Mapping[str, Any], _chance: random.Random) -> dict[str, Any]:
    """What the first of each pair is to the second: the same, its parent, its child, or neither."""
    pairs = dictionaries(question.get("pairs"))
    return {"answers": [relation(str(pair.get("a") or ""), str(pair.get("b") or "")) for pair in pairs]}


def relation(a: str, b: str) -> str:
    """By the words that both have: fewer words say the wider thing."""
    left, right = stems(a), stems(b)
    if left == right:
        return "same" if left or a.strip().casefold() == b.strip().casefold() else "different"
    if left and left < right:
        return "parent"
    return "child" if right and right < left else "different"


def assign(question: Mapping[str, Any], _chance: random.Random) -> dict[str, Any]:
    """The candidate that fits each style best, by its index; -1 where none does."""
    return {
        "choices": [
            choice(str(row.get("style") or ""), [str(name) for name in row.get("candidates") or ()])
            for row in dictionaries(question.get("styles"))
        ]
    }


def choice(style: str, candidates: list[str]) -> int:
    """Most words in common decide, the lexicon's class after them; the first of equals."""
    name = class_of_style(style)
    near = stems(f"{STYLES[name].name} {STYLES[name].parent}") if name else frozenset()
    points = [10 * likeness(stems(style), stems(one)) + likeness(near, stems(one)) for one in candidates]
    best = max(points, default=0)
    return points.index(best) if best > 0 else -1


def likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Words in common, as a share of all."""
    return len(left & right) / len(left | right) if left and right else 0.0


def stems(text: str) -> frozenset[str]:
    """The words of a text without small ones, in the singular."""
    return frozenset(stem(word) for word in re.findall(r"[^\W_]+", text.casefold()) if word not in SMALL)


def stem(word: str) -> str:
    """A word without its plural, roughly."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def head(style: str) -> str:
    """The last word of a style, in the singular."""
    found = [word for word in re.findall(r"[^\W_]+", style.casefold()) if word not in SMALL]
    return stem(found[-1]) if found else ""


def dictionaries(rows: Any) -> Iterable[Mapping[str, Any]]:
    """The objects of a list; what is none counts as an empty one."""
    return [row if isinstance(row, Mapping) else {} for row in rows or ()]
