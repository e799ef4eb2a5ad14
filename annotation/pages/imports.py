"""Imports: what came in, what did not, and why."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotation.pages.cursors import before, cut, key
from annotation.pages.permissions import READERS, manages, roles_required
from annotation.queries import arrivals, import_lines
from dataset.choices import MediaState
from dataset.models import Image, ImportRun
from dataset.queries import corpus, imports
from dataset.queries.imports import ReasonCount
from dataset.rules.reasons import SENTENCES

PAGE = 50


class Reason(NamedTuple):
    """Why so many rows or pictures are out."""

    code: str
    sentence: str
    n: int


@roles_required(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All runs, the newest first."""
    found = cut(before(ImportRun.objects.order_by("-pk"), request), PAGE)
    context = {"runs": found.rows, "next": found.next, "manages": manages(request)}
    return render(request, "annotation/imports.html", context)


@roles_required(*READERS)
@require_safe
def one(request: HttpRequest, run: int) -> HttpResponse:
    """One run: counts, languages, traits, and the rows that stayed out, by reason."""
    found = get_object_or_404(ImportRun.objects.select_related("tally"), pk=run)
    reason = request.GET.get("reason", "")
    rows = [*arrivals.rows_out(found, reason=reason, after=key(request, "after"), limit=PAGE + 1)]
    pictures = imports.pictures_by_reason(found)
    context = {
        "run": found,
        "languages": corpus.by_language(Image.objects.filter(run=found)),
        "pictures": {state: sum(row.n_rows for row in pictures if row.verdict == state) for state in MediaState},
        "reasons": reasons(imports.by_reason(found)),
        "picture_reasons": reasons(pictures),
        "rows": [(row, SENTENCES.get(row.reason, row.reason)) for row in rows[:PAGE]],
        "next": rows[PAGE - 1].number if len(rows) > PAGE else None,
        "reason": reason,
    }
    return render(request, "annotation/import.html", context)


def reasons(counted: list[ReasonCount]) -> list[Reason]:
    return [Reason(row.reason, SENTENCES.get(row.reason, row.reason), row.n_rows) for row in counted if row.reason]


@roles_required(*READERS)
@require_safe
def report(request: HttpRequest, run: int) -> StreamingHttpResponse:
    """The rows that something is to be said of, as CSV, streamed: there may be many."""
    found = get_object_or_404(ImportRun, pk=run)
    answer = StreamingHttpResponse(import_lines.lines(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="import-{found.pk}.csv"'
    return answer
