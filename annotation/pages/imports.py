"""Imports: what came in, what did not, and why."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotation.pages.cursors import before, cut, key
from annotation.pages.permissions import READERS, manages, roles_required
from annotation.queries import arrivals
from dataset.models import ImportRow, ImportRun
from dataset.rules.cells import escaped
from dataset.rules.reasons import SENTENCES

PAGE = 50
COLUMNS = ("row", "verdict", "reason", "source_key", "detail")


@roles_required(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All runs, the newest first."""
    found = cut(before(ImportRun.objects.order_by("-pk"), request), PAGE)
    return render(
        request, "annotation/imports.html", {"runs": found.rows, "next": found.next, "manages": manages(request)}
    )


@roles_required(*READERS)
@require_safe
def one(request: HttpRequest, run: int) -> HttpResponse:
    """One run: counts, languages, traits, and the rows that stayed out, by reason."""
    found = get_object_or_404(ImportRun, pk=run)
    reason = request.GET.get("reason", "")
    rows = cut(arrivals.rows_out(found, reason=reason, after=key(request, "after"), limit=PAGE + 1), PAGE)
    context = {
        "run": found,
        "facts": arrivals.facts(found),
        "reasons": [(code, SENTENCES.get(code, code), n) for code, n in arrivals.reasons(found).items()],
        "rows": [(row, SENTENCES.get(row.reason, row.reason)) for row in rows.rows],
        "next": rows.rows[-1].number if rows.next is not None else None,
        "reason": reason,
    }
    return render(request, "annotation/import.html", context)


@roles_required(*READERS)
@require_safe
def rows_out(request: HttpRequest, run: int) -> StreamingHttpResponse:
    """The rows that stayed out, as CSV, streamed: there may be many."""
    found = get_object_or_404(ImportRun, pk=run)
    answer = StreamingHttpResponse(lines(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="import-{found.pk}-rows-out.csv"'
    return answer


class Line:
    """What the csv module writes to: it hands the line back."""

    def write(self, text: str) -> str:
        return text


def lines(run: ImportRun) -> Iterator[str]:
    writer = csv.writer(Line())
    yield writer.writerow(COLUMNS)
    for row in arrivals.rows_out(run).iterator(chunk_size=2000):
        yield writer.writerow([escaped(cell) for cell in cells(row)])


def cells(row: ImportRow) -> tuple[object, ...]:
    return row.number, row.verdict, row.reason, row.source_key, row.detail
