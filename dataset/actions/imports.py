"""Bringing pairs in: a run reads one table from its beginning, or from where an earlier one was stopped."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from dataset.actions import staging
from dataset.choices import ArchiveState, MediaState, RowVerdict, RunState
from dataset.errors import DatasetError
from dataset.gateways import copies, rests
from dataset.gateways.packets import Packet
from dataset.models import Archive, Image, ImportRun
from dataset.rules.public_ids import N_RANDOM_BYTES, drawn


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


@rests.turn()
def keep(*, run: ImportRun, packet: Packet, prompt_ids: Sequence[str], now: datetime) -> None:
    """
    Take a chunk in: its pairs, its texts, a verdict for each of its rows, and the cursor after it; all or nothing.

    :param prompt_ids: of each sound row, as `prompts.bring_in` gave them; empty where its image may be known
    :raises ImportBusy: another process took this run further
    """
    staging.at_leisure()
    archives = _archive_ids(packet.archives)
    cells = [copies.NULL, *map(str, archives)]
    known = _known(run, packet, [place for place, prompt in enumerate(prompt_ids) if not prompt], cells)
    n_new = len(packet.images) - len(known)
    if n_new:
        _add(run, packet, prompt_ids, cells, now)
        staging.add_texts(run, [texts for texts in packet.texts if texts[0] not in known])
    staging.say(run, packet, known)
    _reopen(archives)
    n_known = sum(verdict == RowVerdict.KNOWN for verdict in known.values())
    _advance(run, packet, n_new, n_known, len(packet.refused) + len(known) - n_known)


def _known(run: ImportRun, packet: Packet, doubted: Sequence[int], archives: Sequence[str]) -> dict[int, str]:
    """The verdicts, by number, of the rows at these places, whose images have all come in before."""
    if not doubted:
        return {}
    staging.stage(packet, doubted, archives)
    known = staging.sort_out_known(run)
    if len(known) != len(doubted):
        raise ImportBusy(f"Images of {run.source!r} were removed in the midst of run {run.pk}: begin it again.")
    return known


def _add(run: ImportRun, packet: Packet, prompt_ids: Sequence[str], archives: Sequence[str], now: datetime) -> None:
    public_ids = drawn(len(prompt_ids), secrets.token_bytes(len(prompt_ids) * N_RANDOM_BYTES))
    rows = zip(packet.images, packet.archive_of, prompt_ids, public_ids, strict=True)
    staging.add(
        run,
        [
            f"{image}\t{archives[archive]}\t{prompt}\t{public_id}"
            for image, archive, prompt, public_id in rows
            if prompt
        ],
        now,
    )
    staging.say_arguments(run, packet.first(), [prompt for prompt in prompt_ids if prompt])


def _advance(run: ImportRun, packet: Packet, n_added: int, n_known: int, n_refused: int) -> None:
    moved = ImportRun.objects.filter(pk=run.pk, cursor=run.cursor, state=RunState.RUNNING).update(
        cursor=packet.last,
        n_rows=F("n_rows") + n_added + n_known + n_refused,
        n_added=F("n_added") + n_added,
        n_known=F("n_known") + n_known,
        n_refused=F("n_refused") + n_refused,
    )
    if not moved:
        raise ImportBusy(f"Run {run.pk} was taken further by another process.")
    run.refresh_from_db()


def _archive_ids(paths: Sequence[str]) -> list[int]:
    """The ids of the archives with these paths, in their order; new ones are written down."""
    if not paths:
        return []
    Archive.objects.bulk_create([Archive(path=path) for path in paths], ignore_conflicts=True)
    found = dict(Archive.objects.filter(path__in=paths).values_list("path", "pk"))
    return [found[path] for path in paths]


def _reopen(archives: Sequence[int]) -> None:
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
