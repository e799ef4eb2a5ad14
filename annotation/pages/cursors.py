"""Paging by key: the next page begins where the last row was, however deep it lies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

Row = TypeVar("Row")
Rows = TypeVar("Rows", bound=QuerySet[Any])

LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Cut(Generic[Row]):
    """One page of rows, and the key after which the next begins; None when this is the last."""

    rows: list[Row]
    next: int | None


def key(request: HttpRequest, name: str) -> int | None:
    """The key in the address, None when there is none or it is not one."""
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and int(said) <= LARGEST_KEY else None


def before(rows: Rows, request: HttpRequest) -> Rows:
    """Those under the key `before` of the address."""
    found = key(request, "before")
    return rows if found is None else rows.filter(pk__lt=found)


def cut(rows: QuerySet[Any] | Sequence[Any], page: int) -> Cut[Any]:
    """The first `page` rows; one more is read to know whether there is a next page."""
    found: Iterable[Model] = rows[: page + 1]
    read = [*found]
    return Cut(read[:page], read[page - 1].pk if len(read) > page else None)
