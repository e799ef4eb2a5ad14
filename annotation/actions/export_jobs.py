"""Writing an export that was asked for on a page, or by the command: one implementation, two ways to ask."""

import threading
import uuid
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, connection

from annotation.actions import export_runs, exports
from annotation.actions.export_runs import TakenFromHere
from annotation.choices import ExportState, WayOut
from annotation.errors import AnnotationError
from annotation.models import ExportRun
from dataset.actions.exports import Written
from dataset.errors import DatasetError
from dataset.gateways import verifications
from dataset.gateways.targets import TargetBusy
from dataset.rules.cleaning import Level
from dataset.rules.exports import Answers, Counts, ExportOptions
from dataset.rules.score_limits import from_json

log = structlog.get_logger(__name__)
EVERY = 1.0
RECORDS, PAIRS = "records", "pairs"


class Watch:
    """
    Tells the run how far it is, once a second, over a connection of its own: the export's sees one moment only.

    What it hears, that the run was stopped or is in other hands, it passes on at the next chunk.
    """

    def __init__(self, run: ExportRun, clock: Callable[[], datetime]) -> None:
        self._run, self._clock = run, clock
        self._facts: dict[str, Any] = {"step": "", "step_began_at": clock(), "n_done": 0, "n_total": 0}
        self._taken: TakenFromHere | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def of(self, step: str) -> Callable[[int, int], None]:
        """What a step of the export reports to."""

        def report(done: int, total: int) -> None:
            if self._taken is not None:
                raise self._taken
            began = self._facts["step_began_at"] if self._facts["step"] == step else self._clock()
            self._facts = {"step": step, "step_began_at": began, "n_done": done, "n_total": max(done, total)}

        return report

    def _follow(self) -> None:
        while not self._over.wait(EVERY):
            try:
                export_runs.tell(run=self._run, **self._facts, now=self._clock())
            except TakenFromHere as taken:
                self._taken = taken
                break
            except DatabaseError as error:
                log.warning("export_unheard", export=self._run.pk, error=type(error).__name__)
                connection.close()
        connection.close()


def perform(*, run: ExportRun, clock: Callable[[], datetime]) -> ExportState | None:
    """
    Write a run that was claimed, and say how it ended; None when it went into other hands.

    Safe to be killed at any moment: the next one writes anew beside its place, and what was settled stays settled.
    """
    try:
        with Watch(run, clock) as watch:
            written = written_by(run, watch, clock())
    except TakenFromHere:
        return ended(run, ExportState.STOPPED, clock)
    except TargetBusy:
        export_runs.let_go(run=run, now=clock())
        return None
    except exports.PairsUnresolved as refusal:
        return ended(run, ExportState.REFUSED, clock, detail=said(refusal))
    except (AnnotationError, DatasetError) as error:
        return ended(run, ExportState.FAILED, clock, detail=str(error))
    return ended(run, ExportState.DONE, clock, **facts(folder(run), written))


def written_by(run: ExportRun, watch: Watch, now: datetime) -> Written:
    return exports.export_test_set(
        target=folder(run),
        options=options_of(run),
        provisional=run.way == WayOut.MAJORITY,
        replace=True,  # of an attempt that was killed before it could say that it was done: nobody has read it
        actor=run.actor,
        now=now,
        preparing=watch.of(RECORDS),
        report=watch.of(PAIRS),
    )


def ended(run: ExportRun, state: ExportState, clock: Callable[[], datetime], **facts: Any) -> ExportState | None:
    return state if export_runs.finish(run=run, state=state, now=clock(), **facts) else None


def said(refusal: AnnotationError) -> str:
    """Why, without the ways out as the command has them: the page offers its own."""
    return str(refusal).partition("\n\nThere are three ways out")[0]


def folder(run: ExportRun) -> Path:
    return Path(settings.EXPORT_ROOT) / f"{run.pk:06}-{run.key}"


def options_of(run: ExportRun) -> ExportOptions:
    """What was asked; an export that does not wait lists what it left out."""
    said = run.options
    return ExportOptions(
        level=Level(said["level"]),
        sources=tuple(said["sources"]),
        partial=run.way != WayOut.WAIT,
        answers=Answers(said["answers"]),
        other_key=said["other_key"],
        rows_only=said["rows_only"],
        scores=from_json(said.get("scores", [])),
    )


def facts(place: Path, written: Written) -> dict[str, Any]:
    counts = written.counts
    return {
        "place": str(place),
        "sums": verifications.sum_of_sums(place),
        "counts": counted(counts),
        "n_done": counts.pairs,
        "n_total": counts.pairs,
    }


def counted(counts: Counts) -> dict[str, Any]:
    return asdict(counts) | {"excluded": dict(counts.excluded), "unresolved": dict(counts.unresolved)}


def keep(
    *, target: Path, options: ExportOptions, provisional: bool, written: Written, actor: str, now: datetime
) -> None:
    """Keep that the command wrote one, so that the pairs in it know; the same once more is kept once."""
    target = target.resolve()
    found = facts(target, written)
    if ExportRun.objects.filter(place=found["place"], sums=found["sums"]).exists():
        return
    way = WayOut.MAJORITY if provisional else WayOut.LEAVE_OUT if options.partial else WayOut.WAIT
    run = ExportRun.objects.create(
        key=uuid.uuid4(),
        way=way,
        options=export_runs.asked_json(options),
        state=ExportState.DONE,
        actor=actor,
        asked_at=now,
        finished_at=now,
        **found,
    )
    export_runs.note("export", run, actor, now, place=found["place"], sums=found["sums"])
