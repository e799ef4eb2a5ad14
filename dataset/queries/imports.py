"""What became of imports and of their rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.db.models import Count

from dataset.choices import MediaState, RowVerdict
from dataset.models import Image, ImportRow, ImportRun

FETCHED = 2000


class ReasonCount(NamedTuple):
    """So many rows (or pictures) with this verdict (or state) for this reason."""

    verdict: str
    reason: str
    n_rows: int


class RunSummary(NamedTuple):
    """A run, and how many of the pairs that it added still wait for their picture, or had it refused."""

    run: ImportRun
    n_pictures_waiting: int
    n_pictures_refused: int


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A row of an import with what became of it, and of its picture if the row was added by this import."""

    number: int
    verdict: str
    reason: str
    source_key: str
    detail: str
    picture_state: str
    picture_reason: str
    picture_detail: str


def recent(limit: int = 20) -> list[RunSummary]:
    """The latest runs, latest first. Two queries."""
    runs = list(ImportRun.objects.order_by("-pk")[:limit])
    counted = Image.objects.filter(run__in=runs).exclude(media_state=MediaState.READY)
    states = {(run, state): n for run, state, n in counted.values_list("run", "media_state").annotate(n=Count("pk"))}
    return [
        RunSummary(run, states.get((run.pk, MediaState.WAITING), 0), states.get((run.pk, MediaState.REFUSED), 0))
        for run in runs
    ]


def by_reason(run: ImportRun) -> list[ReasonCount]:
    """The run's rows by verdict and reason, most frequent first. One query."""
    counted = ImportRow.objects.filter(run=run).values_list("verdict", "reason").annotate(n=Count("pk"))
    found = [ReasonCount(*row) for row in counted]
    n_silent = run.n_added - sum(row.n_rows for row in found if row.verdict == RowVerdict.ADDED)
    silent = [ReasonCount(RowVerdict.ADDED.value, "", n_silent)] if n_silent else []
    return sorted(found + silent, key=lambda row: (-row.n_rows, row.verdict, row.reason))


def pictures_by_reason(run: ImportRun) -> list[ReasonCount]:
    """The pictures of the pairs that the run added, by state and reason, most frequent first. One query."""
    counted = Image.objects.filter(run=run).values_list("media_state", "media_reason").annotate(n=Count("pk"))
    return [ReasonCount(*row) for row in counted.order_by("-n", "media_state", "media_reason")]


# A row that became an image, and no more is to be said of it, is told by its image alone.
ROWS = """
SELECT * FROM (
  SELECT r.number, r.verdict, r.reason, r.source_key, r.detail,
    COALESCE(i.media_state, ''), COALESCE(i.media_reason, '') AS media_reason, COALESCE(i.media_detail, '')
  FROM dataset_importrow r
  JOIN dataset_importrun u ON u.id = r.run_id
  LEFT JOIN dataset_image i ON r.verdict <> 'refused' AND i.source = u.source AND i.source_key = r.source_key
  WHERE r.run_id = %(run)s
  UNION ALL
  SELECT i.row, 'added', '', i.source_key, '', i.media_state, i.media_reason, i.media_detail
  FROM dataset_image i
  WHERE i.run_id = %(run)s AND i.row IS NOT NULL AND (%(all)s OR i.media_state = 'refused')
    AND NOT EXISTS (SELECT FROM dataset_importrow r WHERE r.run_id = i.run_id AND r.number = i.row)) told
WHERE %(reason)s IN ('', reason, media_reason)
ORDER BY number
"""


def rows(run: ImportRun, *, reason: str = "", everything: bool = False) -> Iterator[ReportRow]:
    """The rows of a run in their order, streamed: those that something is to be said of, or of one reason, or all."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(ROWS, {"run": run.pk, "reason": reason, "all": everything})
        while found := cursor.fetchmany(FETCHED):
            yield from (ReportRow(*row) for row in found)
