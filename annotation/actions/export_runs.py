"""Exports as rows: asked for, taken by a worker, stopped, gone on with. The files are written by `export_jobs`."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from annotation.actions import audit
from annotation.choices import ExportState, WayOut
from annotation.errors import AnnotationError
from annotation.models import ExportRun
from dataset.queries import scores
from dataset.rules.exports import ExportOptions
from dataset.rules.score_limits import as_json

LEASE = timedelta(seconds=15)
MOST_ATTEMPTS = 5
AGAIN = (ExportState.STOPPED, ExportState.REFUSED, ExportState.FAILED)


class NotUnderWay(AnnotationError):
    """The export is over: there is nothing to stop."""

    code = "export_not_under_way"


class NotStopped(AnnotationError):
    """Only an export that was stopped, refused or failed can be gone on with."""

    code = "export_not_stopped"


class TakenFromHere(AnnotationError):
    """Somebody stopped the export, or another worker took it over."""

    code = "export_taken"


@transaction.atomic
def ask(*, key: UUID, way: WayOut, options: ExportOptions, actor: str, now: datetime) -> ExportRun:
    """
    An export to be written by the next worker that is free; the same one when it was asked for with this key.

    :raises NoSuchScorer: a threshold speaks of a scorer that there is not
    """
    options = replace(options, scores=scores.meant(options.scores))
    run, is_new = ExportRun.objects.get_or_create(
        key=key, defaults={"way": way, "options": asked_json(options), "actor": actor, "asked_at": now}
    )
    if is_new:
        note("ask_export", run, actor, now, way=way.value, **run.options)
    return run


def asked_json(options: ExportOptions) -> dict[str, Any]:
    """What is asked, as it is kept; what is left out unresolved follows from the way."""
    return {
        "level": str(options.level),
        "sources": list(options.sources),
        "answers": str(options.answers),
        "other_key": options.other_key,
        "rows_only": options.rows_only,
        "scores": as_json(options.scores),
    }


@transaction.atomic
def stop(*, run: ExportRun, actor: str, now: datetime) -> None:
    """
    Stop it: at once while it waits, else at its next chunk. Nothing of it is kept.

    :raises NotUnderWay: it is over
    """
    found = locked(run)
    if found.state == ExportState.WAITING:
        end(found, ExportState.STOPPED, now)
    elif found.state == ExportState.RUNNING:
        ExportRun.objects.filter(pk=found.pk).update(stop_asked_at=now)
    else:
        raise NotUnderWay("This export is over.")
    note("stop_export", found, actor, now)


@transaction.atomic
def resume(*, run: ExportRun, actor: str, now: datetime) -> None:
    """
    Have it written after all, from the rows as they are then.

    :raises NotStopped: it waits, is being written or is done
    """
    found = locked(run)
    if found.state not in AGAIN:
        raise NotStopped("This export is under way, or done.")
    ExportRun.objects.filter(pk=found.pk).update(
        state=ExportState.WAITING,
        attempt=0,
        stop_asked_at=None,
        finished_at=None,
        detail="",
        step="",
        n_done=0,
        n_total=0,
    )
    note("resume_export", found, actor, now)


def due(now: datetime) -> QuerySet[ExportRun]:
    """Those that wait for a worker, and those whose worker fell silent; the oldest first."""
    found = Q(state=ExportState.WAITING) | Q(state=ExportState.RUNNING, lease_ends_at__lte=now)
    return ExportRun.objects.filter(found).order_by("pk")


@transaction.atomic
def claim(*, now: datetime) -> ExportRun | None:
    """Take the oldest that is due; one that failed its workers again and again is given up."""
    run = due(now).select_for_update(skip_locked=True).first()
    if run is None:
        return None
    if run.stop_asked_at is not None:
        end(run, ExportState.STOPPED, now)
        return None
    if run.attempt >= MOST_ATTEMPTS:
        end(run, ExportState.FAILED, now, detail=f"{MOST_ATTEMPTS} workers in a row did not come to its end.")
        return None
    run.state, run.attempt, run.lease_ends_at = ExportState.RUNNING, run.attempt + 1, now + LEASE
    run.step, run.step_began_at, run.n_done, run.n_total = "", now, 0, 0
    run.save(update_fields=["state", "attempt", "lease_ends_at", "step", "step_began_at", "n_done", "n_total"])
    return run


def tell(*, run: ExportRun, step: str, step_began_at: datetime, n_done: int, n_total: int, now: datetime) -> None:
    """
    Say how far it is, and keep it in hand.

    :raises TakenFromHere: it is to be stopped, or is in other hands
    """
    told = in_hand(run).filter(stop_asked_at__isnull=True)
    if not told.update(
        step=step, step_began_at=step_began_at, n_done=n_done, n_total=n_total, lease_ends_at=now + LEASE
    ):
        raise TakenFromHere("The export was stopped, or is in other hands.")


def finish(*, run: ExportRun, state: ExportState, now: datetime, **facts: Any) -> bool:
    """Say how it ended; False, and nothing said, when it is in other hands by now."""
    return bool(in_hand(run).update(state=state, lease_ends_at=None, finished_at=now, **facts))


def let_go(*, run: ExportRun, now: datetime) -> None:
    """Leave it to whoever takes it next."""
    in_hand(run).update(lease_ends_at=now)


def in_hand(run: ExportRun) -> QuerySet[ExportRun]:
    return ExportRun.objects.filter(pk=run.pk, attempt=run.attempt, state=ExportState.RUNNING)


def locked(run: ExportRun) -> ExportRun:
    return ExportRun.objects.select_for_update().get(pk=run.pk)


def end(run: ExportRun, state: ExportState, now: datetime, detail: str = "") -> None:
    run.state, run.lease_ends_at, run.finished_at, run.detail = state, None, now, detail
    run.save(update_fields=["state", "lease_ends_at", "finished_at", "detail"])


def note(act: str, run: ExportRun, actor: str, now: datetime, **detail: Any) -> None:
    audit.record(actor=actor, act=act, subject=f"export {run.pk}", detail=detail, now=now)
