"""What people say of styles, read from rows of text: two belong together or not; one belongs into a category."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dataset.rules.style_merges import BETWEEN
from dataset.rules.style_trees import Tree
from dataset.rules.style_words import Word, fold

YES, NO = frozenset({"yes", "y", "1", "true"}), frozenset({"no", "n", "0", "false"})


class NotRead(Exception):
    """A row cannot be read; the message says which, and why."""


@dataclass(frozen=True)
class Judgments:
    """Pairs of styles by index, whether they belong together; the category of single ones, by its number."""

    pairs: dict[tuple[int, int], bool] = field(default_factory=dict)
    singles: dict[int, int] = field(default_factory=dict)


def read(rows: Iterable[Mapping[str, str | None]], tree: Tree, words: Sequence[Word]) -> Judgments:
    """
    Rows with `style` and either `other` and `same`, or `category`, a name or a path such as "Media > Painting"; those
    where nothing is filled in are left out.

    :raises NotRead: a row is not one of these
    """
    places = {word.text: place for place, word in enumerate(words)}
    named = names_of(tree)
    found = Judgments()
    for line, row in enumerate(rows, 2):
        style, other, same, category = (
            (row.get(name) or "").strip() for name in ("style", "other", "same", "category")
        )
        if unknown := next((text for text in (style, other) if text and text not in places), None):
            raise NotRead(f"line {line}: the tree knows no style {unknown}")
        if same and other:
            found.pairs[places[style], places[other]] = answer(same, line)
        elif category:
            found.singles[places[style]] = number(category, named, line)
    return found


def answer(text: str, line: int) -> bool:
    if (said := text.casefold()) not in YES | NO:
        raise NotRead(f"line {line}: {text} is neither yes nor no")
    return said in YES


def names_of(tree: Tree) -> dict[str, list[int]]:
    """The categories of each path, and of each name alone."""
    found: dict[str, list[int]] = {}
    for number in tree.nodes:
        path = tree.path(number)
        for text in {spelled(BETWEEN.join(path)), spelled(path[-1])}:
            found.setdefault(text, []).append(number)
    return found


def spelled(path: str) -> str:
    return BETWEEN.join(fold(part).text for part in path.split(BETWEEN.strip()))


def number(category: str, named: Mapping[str, Sequence[int]], line: int) -> int:
    numbers = named.get(spelled(category), ())
    if len(numbers) != 1:
        raise NotRead(f"line {line}: there {'are several categories' if numbers else 'is no category'} {category}")
    return numbers[0]
