"""What a kind of stored rows is, as the person reads it of whom they speak."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from annotation.queries.table_rows import Table, read


@dataclass(frozen=True)
class Kind:
    """Rows of one kind; they are counted where an index leads to them."""

    table: Table
    says: Promise
    is_counted: bool = True

    @property
    def n(self) -> int | None:
        return self.table.all.count() if self.is_counted else None

    def rows(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.table.columns, row, strict=True)) for row in read(self.table))


def kind(rows: Any, says: Promise, columns: dict[str, str], *, is_counted: bool = True) -> Kind:
    return Kind(Table(rows, "", columns), says, is_counted)
