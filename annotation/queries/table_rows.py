"""What a table to take along is: rows with headings, read by their keys in bounded memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

AT_ONCE = 2_000


@dataclass(frozen=True)
class Table:
    """A table by what it holds; `columns` are its headings with the field that each shows."""

    all: QuerySet[Any]
    holds: str
    columns: dict[str, str]

    def rows(self) -> QuerySet[Any, tuple[Any, ...]]:
        return self.all.order_by("pk").values_list("pk", *self.columns.values())


def read(table: Table) -> Iterator[tuple[Any, ...]]:
    """The rows in the order of their keys, some thousand at a time: as many as there are, in bounded memory."""
    after: Any = None
    while found := [*(table.rows() if after is None else table.rows().filter(pk__gt=after))[:AT_ONCE]]:
        for _, *row in found:
            yield tuple(row)
        after = found[-1][0]


def same(names: str) -> dict[str, str]:
    return {name: name for name in names.split()}


PAIR = {"pair": "pair", "picture": "pair__image__public_id"}
WHO = {"annotator": "annotator__user__username"}
