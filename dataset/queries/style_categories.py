"""The categories of a version and their styles, as somebody reads through them: a few queries, however many styles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet, Sum

from dataset.models import StyleAssignment, StyleNode, StyleVersion


@dataclass(slots=True)
class Branch:
    """A category with how many styles it has itself, and what stands under it."""

    node: StyleNode
    n_own: int
    n_prompts_own: int
    beneath: list["Branch"] = field(default_factory=list)

    @property
    def number(self) -> int:
        return int(self.node.number)

    @property
    def n_styles(self) -> int:
        """Its styles with those of all that stands under it."""
        return self.n_own + sum(one.n_styles for one in self.beneath)

    @property
    def n_prompts(self) -> int:
        """How often prompts say one of them."""
        return self.n_prompts_own + sum(one.n_prompts for one in self.beneath)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A version to browse: what stands at the top, every category in the order of reading, and styles without one."""

    top: Sequence[Branch]
    every: Sequence[Branch]
    lines: Mapping[int, Sequence[Branch]]
    n_without: int
    n_tied: int

    @property
    def leaves(self) -> list[Branch]:
        return [one for one in self.every if not one.beneath]

    def line(self, number: int) -> list[Branch]:
        """A category with all above it, the topmost first; empty when it is not there."""
        return [*self.lines.get(number, ())]


def shelf(version: StyleVersion) -> Shelf:
    """Two queries."""
    counted = StyleAssignment.objects.filter(version=version).order_by().values("node__number")
    rows = counted.annotate(n=Count("pk"), n_prompts=Sum("style__n_prompts"), n_tied=Count("pk", filter=Q(tied=True)))
    counts: dict[int | None, tuple[int, int]] = {row["node__number"]: (row["n"], row["n_prompts"]) for row in rows}
    top: list[Branch] = []
    every: list[Branch] = []
    line: list[Branch] = []
    lines: dict[int, list[Branch]] = {}
    for node in StyleNode.objects.filter(version=version, number__gt=0).order_by("path"):
        branch = Branch(node, *counts.get(node.number, (0, 0)))
        del line[node.depth - 2 :]
        (line[-1].beneath if line else top).append(branch)
        line.append(branch)
        lines[branch.number] = [*line]
        every.append(branch)
    return Shelf(top, every, lines, counts.get(None, (0, 0))[0], sum(row["n_tied"] for row in rows))


def is_there(version: StyleVersion, number: int) -> bool:
    return StyleNode.objects.filter(version=version, number=number, number__gt=0).exists()


def styles_in(version: StyleVersion, number: int) -> QuerySet[StyleAssignment]:
    """The styles of a category, frequent ones first; of none when the number is 0, ties first."""
    rows = StyleAssignment.objects.filter(version=version).select_related("style")
    if number:
        return rows.filter(node__number=number).order_by("-style__n_prompts", "style__number")
    return rows.filter(node__isnull=True).order_by("-tied", "-style__n_prompts", "style__number")


def found(version: StyleVersion, words: str) -> QuerySet[StyleAssignment]:
    """Styles that have these words in them, frequent ones first."""
    rows = StyleAssignment.objects.filter(version=version, style__text__icontains=" ".join(words.split()))
    return rows.select_related("style", "node").order_by("-style__n_prompts", "style__number")
