"""The report of an import as lines of CSV; there may be many."""

import csv
from collections.abc import Iterator
from dataclasses import asdict, fields

from annotation.queries.table_lines import Line
from dataset.models import ImportRun
from dataset.queries import imports
from dataset.queries.imports import ReportRow
from dataset.rules.cells import escaped
from dataset.rules.reasons import SENTENCES

COLUMNS = [*(field.name for field in fields(ReportRow)), "sentence"]


def lines(run: ImportRun) -> Iterator[str]:
    """The rows that something is to be said of, with the reason as a sentence."""
    writer = csv.writer(Line())
    yield writer.writerow(COLUMNS)
    for row in imports.rows(run):
        sentence = SENTENCES.get(row.reason or row.picture_reason, "")
        yield writer.writerow([*(escaped(value) for value in asdict(row).values()), sentence])
