"""Bringing pairs in: a run reads one table from its beginning, or from where an earlier one was stopped."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from dataset.actions import staging
from dataset.choices import ArchiveState, MediaState, RowVerdict, RunState
from dataset.errors import DatasetError
from dataset.gateways.chunks import Chunk
from dataset.models import Archive, Image, ImportRun


class ImportBusy(DatasetError):
    code = "import_busy"


@contextmanager
def alone(source: str) -> Iterator[None]:
    """
    Hold the source: one import of it at a time, as long as this connection lives.

    :raises ImportBusy: another import of this source runs
    """
    key = f"import/{source}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
        if not cursor.fetchone()[0]:
            raise ImportBusy(f"Another import of {source!r} is running: wait for it, or name another --source.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])


@transaction.atomic
def begin(*, source: str, path: str, fingerprint: str, options: dict[str, Any], actor: str, now: datetime) -> ImportRun:
    """The unfinished run of the same table with the same options, taken up again, else a new one. Needs `alone`."""
    unfinished = ImportRun.objects.filter(source=source, state__in=[RunState.RUNNING, RunState.STOPPED])
    run = unfinished.filter(fingerprint=fingerprint, options=options).order_by("-pk").first()
    ImportRun.objects.filter(source=source, state=RunState.RUNNING).update(state=RunState.STOPPED, finished_at=now)
    if run is None:
        return ImportRun.objects.create(
            source=source, path=path, fingerprint=fingerprint, options=options, actor=actor, started_at=now
        )
    run.state, run.finished_at = RunState.RUNNING, None
    run.save(update_fields=["state", "finished_at"])
    return run


@transaction.atomic
def keep(*, run: ImportRun, chunk: Chunk, now: datetime) -> None:
    """
    Take a chunk in: its pairs, its texts, a verdict for each of its rows, and the cursor after it; all or nothing.

    :raises ImportBusy: another process took this run further
    """
    archives = _archive_ids(chunk.archives())
    staging.stage(chunk.lines())
    known = staging.sort_out_known(run, archives)
    kept = {name: run.options[name] for name in ("generator", "licence")}
    facts = {**kept, "archives": archives, "now": now}
    new = [row for row in chunk.taken if row.number not in known]
    staging.add(run, new, facts)
    staging.refuse(run, chunk.refused)
    _reopen(archives)
    n_known = sum(verdict == RowVerdict.KNOWN for verdict in known.values())
    _advance(run, chunk, len(new), n_known, len(chunk) - len(new) - n_known)


def _advance(run: ImportRun, chunk: Chunk, n_added: int, n_known: int, n_refused: int) -> None:
    moved = ImportRun.objects.filter(pk=run.pk, cursor=run.cursor, state=RunState.RUNNING).update(
        cursor=chunk.last,
        n_rows=F("n_rows") + n_added + n_known + n_refused,
        n_added=F("n_added") + n_added,
        n_known=F("n_known") + n_known,
        n_refused=F("n_refused") + n_refused,
    )
    if not moved:
        raise ImportBusy(f"Run {run.pk} was taken further by another process.")
    run.refresh_from_db()


def _archive_ids(paths: list[str]) -> list[int]:
    """The ids of the archives with these paths, in their order; new ones are written down."""
    if not paths:
        return []
    Archive.objects.bulk_create([Archive(path=path) for path in paths], ignore_conflicts=True)
    found = dict(Archive.objects.filter(path__in=paths).values_list("path", "pk"))
    return [found[path] for path in paths]


def _reopen(archives: list[int]) -> None:
    """Archives that were read before, and now have images that wait, are to be read again."""
    if archives:
        waiting = Image.objects.filter(archive__in=archives, media_state=MediaState.WAITING)
        Archive.objects.filter(pk__in=waiting.values("archive")).exclude(state=ArchiveState.WAITING).update(
            state=ArchiveState.WAITING, detail=""
        )


def finish(*, run: ImportRun, state: RunState, now: datetime) -> None:
    """Say that the run has ended: done, stopped to be gone on with, or failed."""
    run.state, run.finished_at = state, now
    run.save(update_fields=["state", "finished_at"])
