"""manage import_report: what became of the rows of an import."""

import csv
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dataset.management.outcomes import counts, reasons
from dataset.management.sheets import sheet, shortened
from dataset.models import ImportRun
from dataset.queries import imports
from dataset.queries.imports import ReportRow
from dataset.rules.cells import escaped
from dataset.rules.reasons import SENTENCES

COLUMNS = [field.name for field in fields(ReportRow)]


class Command(BaseCommand):
    help = "List the rows of an import that something is to be said of: not added, or added with a picture refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, nargs="?", help="the import's number; none lists the latest imports")
        parser.add_argument("--reason", default="", choices=sorted(SENTENCES), metavar="CODE", help="only this reason")
        parser.add_argument("--all", action="store_true", help="the rows that went in without a word as well")
        parser.add_argument("--csv", type=Path, metavar="FILE", help="write the rows to a table")

    def handle(self, **options: Any) -> None:
        if options["run"] is None:
            self.stdout.write(_recent(), ending="")
            return
        try:
            run = ImportRun.objects.get(pk=options["run"])
        except ImportRun.DoesNotExist as error:
            raise CommandError(f"There is no import {options['run']}.") from error
        found = imports.rows(run, reason=options["reason"], everything=options["all"])
        if options["csv"]:
            n_rows = _write(options["csv"], found)
            self.stdout.write(f"{n_rows:,} rows in {options['csv']}")
        else:
            self.stdout.write(_head(run), ending="")
            for row in found:
                self.stdout.write(_line(row))


def _recent() -> str:
    head = ("run", "source", "state", "rows", "added", "known", "refused", "pictures waiting", "pictures refused")
    rows = (
        (str(run.pk), run.source, run.state, run.n_rows, run.n_added, run.n_known, run.n_refused, n_waiting, n_refused)
        for run, n_waiting, n_refused in imports.recent()
    )
    return sheet([head, *rows])


def _head(run: ImportRun) -> str:
    return counts(run) + reasons(imports.by_reason(run)) + reasons(imports.pictures_by_reason(run))


def _line(row: ReportRow) -> str:
    parts = [f"row {row.number}", row.verdict, row.reason, row.source_key, row.detail]
    parts += [row.picture_reason and f"picture {row.picture_state}: {row.picture_reason}", row.picture_detail]
    return shortened("  ".join(part for part in parts if part), 200)


def _write(path: Path, rows: Iterable[ReportRow]) -> int:
    """The rows as CSV, no cell of which a spreadsheet runs."""
    n_rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow([*COLUMNS, "sentence"])
        for row in rows:
            n_rows += 1
            sentence = SENTENCES.get(row.reason or row.picture_reason, "")
            table.writerow([*(escaped(value) for value in asdict(row).values()), sentence])
    return n_rows
