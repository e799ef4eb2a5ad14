"""Every table to take along: CSV for a spreadsheet, JSON for a program; streamed, however many rows there are."""

import csv
import json
from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotation.pages.permissions import READERS, roles_required
from annotation.queries.tables import TABLES, Table, read
from dataset.rules.cells import cell


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


class Line:
    """What the csv module writes to: it hands the line back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(table: Table) -> Iterator[str]:
    writer = csv.writer(Line())
    yield writer.writerow(table.columns)
    for row in read(table):
        yield writer.writerow([cell(value) for value in row])


def json_lines(table: Table) -> Iterator[str]:
    before = "[\n"
    for row in read(table):
        told = dict(zip(table.columns, row, strict=True))
        yield before + json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"
