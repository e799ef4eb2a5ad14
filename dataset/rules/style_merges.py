"""Categories on their way from patches to a tree: joined eight lists at a time, until one is left."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dataset.rules.style_words import Word, fold, singular

TOGETHER = 8  # lists in one question
MOST = 400  # categories in one question
TOP = 5  # styles told of each
BETWEEN = " > "


@dataclass(frozen=True, slots=True)
class Category:
    """Where it stands, what belongs there, its styles by index; the node's number where a lock keeps it."""

    path: tuple[str, ...]
    definition: str
    members: tuple[int, ...]
    locked: int | None = None

    @property
    def name(self) -> str:
        return self.path[-1]

    @property
    def told(self) -> str:
        return BETWEEN.join(self.path)


Level = list[list[Category]]


def of_patch(answer: Mapping[str, Any], patch: Sequence[int]) -> list[Category]:
    """The categories that an answer on a patch names; its members are places in the patch."""
    return united(
        Category(tuple(one["path"]), one["definition"], tuple(sorted(patch[place] for place in one["members"])))
        for one in answer["categories"]
    )


def missing(answer: Mapping[str, Any], patch: Sequence[int]) -> list[int]:
    """The styles of a patch that its answer puts nowhere."""
    put = {place for one in answer["categories"] for place in one["members"]}
    return [style for place, style in enumerate(patch) if place not in put]


def chunks(level: Level) -> list[Level]:
    """What is joined in one question each: at most eight lists, at most 400 categories; a list alone stays as it is."""
    found: list[Level] = []
    n = 0
    for categories in level:
        if found and len(found[-1]) < TOGETHER and n + len(categories) <= MOST:
            found[-1].append(categories)
            n += len(categories)
        else:
            found.append([categories])
            n = len(categories)
    return found


def question(lists: Level, words: Sequence[Word]) -> dict[str, Any]:
    """What a model is told of lists that are to become one: ids are places among all their categories."""
    return {
        "categories": [
            {
                "id": place,
                "name": one.told,
                "definition": one.definition,
                "members": [words[style].text for style in top(one.members, words)],
            }
            for place, one in enumerate(flat(lists))
        ]
    }


def top(members: Iterable[int], words: Sequence[Word], n: int = TOP) -> list[int]:
    """The most frequent styles."""
    return sorted(members, key=lambda style: (-words[style].n_prompts, style))[:n]


def flat(lists: Level) -> list[Category]:
    return [one for categories in lists for one in categories]


def joined(lists: Level, answer: Mapping[str, Any] | None) -> list[Category]:
    """The lists as one, by an answer; without one, only what has the same name is joined."""
    before = flat(lists)
    groups = answer["groups"] if answer is not None else []
    named = {place for group in groups for place in group["ids"]}
    after = [of_group(group, [before[place] for place in group["ids"]]) for group in groups]
    return united([*after, *(one for place, one in enumerate(before) if place not in named)])


def of_group(group: Mapping[str, Any], its: Sequence[Category]) -> Category:
    """A category of several: its levels above the parent are those of the first that stands under such a parent."""
    name, parent = group["name"].split(BETWEEN)[-1].strip(), group["parent"].split(BETWEEN)[-1].strip()
    definition = group["definition"] or next((one.definition for one in its if one.definition), "")
    members = tuple(sorted(style for one in its for style in one.members))
    if not parent or key((parent,)) == key((name,)):
        return Category((name,), definition, members)
    for one in its:
        if len(one.path) > 1 and key(one.path[-2:-1]) == key((parent,)):
            return Category((*one.path[:-1], name), definition, members)
    return Category((parent, name), definition, members)


def united(categories: Iterable[Category]) -> list[Category]:
    """Those of one path as one, in the place and in the spelling of the first."""
    found: dict[tuple[str, ...], Category] = {}
    for one in categories:
        if (same := found.setdefault(key(one.path), one)) is not one:
            found[key(one.path)] = both(same, one)
    return [*found.values()]


def both(left: Category, right: Category) -> Category:
    """The first, with the styles of both."""
    members = tuple(sorted({*left.members, *right.members}))
    return replace(left, definition=left.definition or right.definition, members=members)


def key(path: Iterable[str]) -> tuple[str, ...]:
    """A path without case, punctuation and number."""
    return tuple(singular(fold(name).text) or name.casefold() for name in path)
