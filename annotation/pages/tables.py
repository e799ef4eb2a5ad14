"""Every table to take along: CSV for a spreadsheet, JSON for a program; streamed, however many rows there are."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotation.pages.permissions import READERS, roles_required
from annotation.queries.table_lines import csv_lines, json_lines
from annotation.queries.table_rows import Table
from annotation.queries.tables import TABLES


@roles_required(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """What there is to take along."""
    return render(request, "annotation/tables.html", {"tables": TABLES})


@roles_required(*READERS)
@require_safe
def as_csv(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """A table with its headings, one row a line."""
    return streamed(name, "csv", "text/csv; charset=utf-8", csv_lines(asked(name)))


@roles_required(*READERS)
@require_safe
def as_json(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """A table as a list of objects."""
    return streamed(name, "json", "application/json", json_lines(asked(name)))


def asked(name: str) -> Table:
    if name not in TABLES:
        raise Http404
    return TABLES[name]


def streamed(name: str, form: str, kind: str, lines: Iterator[str]) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(lines, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer
