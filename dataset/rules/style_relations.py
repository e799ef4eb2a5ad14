"""Which of the categories that are left mean the same, or one a kind of the other."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from dataset.rules.content_words import ENGLISH_FUNCTION_WORDS
from dataset.rules.style_answers import Relation
from dataset.rules.style_merges import Category, both, key, united
from dataset.rules.style_words import Word
from dataset.rules.trigrams import Index

PAIRS = 50  # in one question
ALIKE_NAMES = 0.5  # trigrams of the last level
ALIKE_STYLES = 0.3  # words of their styles
NEAREST = 5  # pairs of one category at most
COMMON = 40  # a word in the styles of more categories than that tells nothing

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Related:
    """A pair of categories by their places, and what the first is to the second."""

    pair: Pair
    relation: Relation


def candidates(categories: Sequence[Category], words: Sequence[Word]) -> list[Pair]:
    """Pairs that are worth a question: of like names, or with the same words in their styles; the likest first."""
    scores = alike_by_name(categories)
    for pair, score in alike_by_styles(categories, words).items():
        scores[pair] = max(score, scores.get(pair, 0.0))
    for pair in [*scores]:
        if categories[pair[0]].locked is not None and categories[pair[1]].locked is not None:
            del scores[pair]
    asked, found = Counter[int](), []
    for pair, _ in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if max(asked[pair[0]], asked[pair[1]]) < NEAREST:
            asked.update(pair)
            found.append(pair)
    return found


def alike_by_name(categories: Sequence[Category]) -> dict[Pair, float]:
    """Pairs whose names share half of their trigrams or more."""
    index = Index((place, one.name) for place, one in enumerate(categories))
    found = {}
    for place, one in enumerate(categories):
        for other, score in index.nearest(one.name, 2 * NEAREST + 1):
            if place != other and score >= ALIKE_NAMES:
                found[min(place, other), max(place, other)] = score
    return found


def alike_by_styles(categories: Sequence[Category], words: Sequence[Word]) -> dict[Pair, float]:
    """Pairs whose styles are made of the same words: those of both, as a share of those of either."""
    said = [
        {word for style in one.members for word in words[style].text.split()} - ENGLISH_FUNCTION_WORDS
        for one in categories
    ]
    places: dict[str, list[int]] = {}
    for place, its in enumerate(said):
        for word in its:
            places.setdefault(word, []).append(place)
    shared = Counter(pair for its in places.values() if len(its) <= COMMON for pair in combinations(its, 2))
    scores = {(a, b): n / (len(said[a]) + len(said[b]) - n) for (a, b), n in shared.items()}
    return {pair: score for pair, score in scores.items() if score >= ALIKE_STYLES}


def question(pairs: Iterable[Pair], categories: Sequence[Category]) -> dict[str, Any]:
    """What a model is told of pairs of categories."""
    told = [(categories[a], categories[b]) for a, b in pairs]
    return {"pairs": [{"a": a.name, "b": b.name, "a_is": what(a), "b_is": what(b)} for a, b in told]}


def what(category: Category) -> str:
    return f"{category.told}: {category.definition}" if category.definition else category.told


def related(pairs: Sequence[Pair], answer: Mapping[str, Any] | None) -> list[Related]:
    """The answers on pairs; without one, they stay apart."""
    if answer is None:
        return []
    return [Related(pair, Relation(one)) for pair, one in zip(pairs, answer["answers"], strict=True)]


class Groups:
    """Union-find over categories, in which some may never come together."""

    def __init__(self, n: int, apart: Collection[Pair]) -> None:
        self.parent = list(range(n))
        self.apart: dict[int, set[int]] = {}
        for a, b in apart:
            self.apart.setdefault(a, set()).add(b)
            self.apart.setdefault(b, set()).add(a)

    def find(self, place: int) -> int:
        while self.parent[place] != place:
            self.parent[place] = self.parent[self.parent[place]]
            place = self.parent[place]
        return place

    def unite(self, a: int, b: int) -> bool:
        """Put two together with all that is with them; False, and nothing done, where some of these must stay apart."""
        a, b = sorted((self.find(a), self.find(b)))
        if a == b:
            return True
        if b in {self.find(other) for other in self.apart.get(a, ())}:
            return False
        self.parent[b] = a
        for other in self.apart.pop(b, set()):
            self.apart.setdefault(a, set()).add(other)
            self.apart.setdefault(self.find(other), set()).add(a)
        return True


def apart_of(categories: Sequence[Category]) -> set[Pair]:
    """Categories that must not become one: two that people locked."""
    locked = [place for place, one in enumerate(categories) if one.locked is not None]
    return {*combinations(locked, 2)}


def consolidated(categories: Sequence[Category], relations: Sequence[Related]) -> list[Category]:
    """The categories with those that are the same made one, and with kinds put under what they are kinds of."""
    groups = Groups(len(categories), apart_of(categories))
    for one in relations:
        if one.relation is Relation.SAME:
            groups.unite(*one.pair)
    its: dict[int, list[Category]] = {}
    for place, category in enumerate(categories):
        its.setdefault(groups.find(place), []).append(category)
    now = {root: of_same(found) for root, found in its.items()}
    return united(moved(now, above(groups, relations)))


def of_same(found: Sequence[Category]) -> Category:
    """Categories that mean the same, as the one that a lock keeps, or else the largest of them."""
    first = max(found, key=lambda one: (one.locked is not None, len(one.members)))
    whole = first
    for one in found:
        whole = both(whole, one) if one is not first else whole
    return whole


def above(groups: Groups, relations: Iterable[Related]) -> dict[int, int]:
    """What each group of categories comes under, by the first relation that says so and goes in no circle."""
    found: dict[int, int] = {}
    for one in relations:
        if one.relation not in {Relation.PARENT, Relation.CHILD}:
            continue
        wide, narrow = (groups.find(place) for place in one.pair)
        if one.relation is Relation.CHILD:
            wide, narrow = narrow, wide
        at: int | None = wide
        while at is not None and at != narrow:
            at = found.get(at)
        if at is None and narrow not in found:
            found[narrow] = wide
    return found


def moved(now: Mapping[int, Category], under: Mapping[int, int]) -> list[Category]:
    """Categories at their new places; what stood under one of them comes along, and what is locked stays."""

    def path(place: int) -> tuple[str, ...]:
        one = now[place]
        if place not in under or one.locked is not None:
            return one.path
        return (*path(under[place]), one.name)

    news = {key(one.path): path(place) for place, one in now.items() if place in under}
    found = []
    for one in now.values():
        if one.locked is None:
            steps = [n for n in range(len(one.path), 0, -1) if key(one.path[:n]) in news]
            one = replace(one, path=(*news[key(one.path[: steps[0]])], *one.path[steps[0] :])) if steps else one  # noqa: PLW2901
        found.append(one)
    return found
