"""Rows of an import that stayed out, page by page."""

from django.db.models import QuerySet

from dataset.choices import RowVerdict
from dataset.models import ImportRow, ImportRun


def rows_out(run: ImportRun, *, reason: str = "", after: int | None = None, limit: int = 50) -> QuerySet[ImportRow]:
    """In their order; of one reason, from beyond row number `after`. One query, however many rows went in."""
    rows = ImportRow.objects.filter(run=run).exclude(verdict=RowVerdict.ADDED).order_by("number")
    if reason:
        rows = rows.filter(reason=reason)
    if after is not None:
        rows = rows.filter(number__gt=after)
    return rows[:limit]
