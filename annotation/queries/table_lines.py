"""A table as text: lines of CSV for a spreadsheet, of JSON for a program; as many rows as there are."""

import csv
import json
from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder

from annotation.queries.table_rows import Table, read
from dataset.rules.cells import cell


class Line:
    """What the csv module writes to: it hands the line back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(table: Table) -> Iterator[str]:
    """With its headings; what a spreadsheet would run has an apostrophe before it."""
    writer = csv.writer(Line())
    yield writer.writerow(table.columns)
    for row in read(table):
        yield writer.writerow([cell(value) for value in row])


def json_lines(table: Table) -> Iterator[str]:
    """One list of objects, an object a line."""
    before = "[\n"
    for row in read(table):
        told = dict(zip(table.columns, row, strict=True))
        yield before + json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"
