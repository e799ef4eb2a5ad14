"""Scores from elsewhere: a scorer named, a file read from its beginning, or from where it was left."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F

from dataset.choices import RunState, ScorerPlace
from dataset.errors import DatasetError
from dataset.gateways import rests, score_rows
from dataset.models import Scorer, ScoreRun
from dataset.rules.reasons import SENTENCES as FORMS
from dataset.rules.reasons import Refused
from dataset.rules.score_limits import Kind, is_plain
from dataset.rules.score_rows import SENTENCES, RowRefused, ScoreRow, score_row
from dataset.rules.table_lines import Row

CHUNK = 20_000
MOST_PROBLEMS = 100
SAID: dict[str, str] = FORMS | SENTENCES

Report = Callable[[ScoreRun, Sequence["Problem"]], None]


class Problem(NamedTuple):
    """A row that stayed out: its number, the reason's code, and what was met."""

    row: int
    reason: str
    detail: str

    @property
    def sentence(self) -> str:
        return SAID[self.reason]


class ScorerUnnamed(DatasetError):
    """A name or version that no filter could write."""

    code = "scorer_unnamed"


class ScorerTaken(DatasetError):
    """There is a scorer of that name and version, and it is another one."""

    code = "scorer_taken"


class ScorerBusy(DatasetError):
    """Another process brings scores of the same scorer."""

    code = "scorer_busy"


@contextmanager
def alone(scorer: Scorer) -> Iterator[None]:
    """
    Hold the scorer: scores of it come from one process at a time, as long as its connection lives.

    :raises ScorerBusy: another is at it
    """
    key = f"scorer/{scorer.pk}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
        if not cursor.fetchone()[0]:
            raise ScorerBusy(f"Scores of {scorer.key} are being brought in by another process: wait for its end.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])


@transaction.atomic
def name_scorer(
    *,
    kind: Kind,
    name: str,
    version: str,
    model: str = "",
    place: ScorerPlace = ScorerPlace.FILE,
    sha256: str = "",
    actor: str,
    now: datetime,
) -> Scorer:
    """
    The scorer of that name and version, made when it is new.

    :raises ScorerUnnamed: the name or the version is no plain one
    :raises ScorerTaken: it is there, and is of another kind, place, model or has other files
    """
    if not is_plain(name, version):
        raise ScorerUnnamed("A scorer is named by letters, digits, - and _; its version may hold points as well.")
    facts = {"kind": kind.value, "place": place, "sha256": sha256}
    scorer, is_new = Scorer.objects.get_or_create(
        name=name, version=version, defaults={**facts, "model": model, "actor": actor, "created_at": now}
    )
    other = [fact for fact, value in facts.items() if getattr(scorer, fact) != value]
    if not is_new and model and scorer.model != model:
        other.append("model")
    if other:
        told = ", ".join(f"{fact} {getattr(scorer, fact)!r}" for fact in other)
        raise ScorerTaken(f"There is a scorer {scorer.key} already, with {told}. What differs has another version.")
    return scorer


@transaction.atomic
def begin(
    *, scorer: Scorer, path: str = "", fingerprint: str = "", options: dict[str, Any], actor: str, now: datetime
) -> ScoreRun:
    """The unfinished run of the same with the same options, taken up again, else a new one. Needs `alone`."""
    mine = ScoreRun.objects.filter(scorer=scorer)
    mine.filter(state=RunState.RUNNING).update(state=RunState.STOPPED, finished_at=now)
    stopped = mine.filter(state=RunState.STOPPED, fingerprint=fingerprint, options=options).order_by("-pk").first()
    if stopped is None:
        return ScoreRun.objects.create(
            scorer=scorer, path=path, fingerprint=fingerprint, options=options, actor=actor, started_at=now
        )
    stopped.state, stopped.finished_at = RunState.RUNNING, None
    stopped.save(update_fields=["state", "finished_at"])
    return stopped


def bring_in(*, run: ScoreRun, rows: Iterator[Row], report: Report) -> None:
    """
    Take the rows in, chunk by chunk, each whole with the cursor after it; those up to the cursor are passed over.

    `report` hears after each chunk how far the run is, and which rows stayed out.
    """
    left = (row for row in rows if row[0] > run.cursor)
    while found := list(islice(left, CHUNK)):
        report(run, keep(run=run, rows=found))


@rests.turn()
def keep(*, run: ScoreRun, rows: Sequence[Row]) -> list[Problem]:
    """Take a chunk in; the rows that stay out, in order."""
    sound, problems = sorted_out(rows, Kind(run.scorer.kind), run.options.get("column", ""))
    added = score_rows.add(rows=sound, source=run.options.get("source", ""), scorer=run.scorer_id, run=run.pk)
    said = dict(sound)
    problems += [Problem(number, reason, told(said[number])) for number, reason in added.refused]
    problems.sort()
    advance(run, last=rows[-1][0], n_rows=len(rows), n_added=added.n, problems=problems)
    return problems


def sorted_out(rows: Sequence[Row], kind: Kind, column: str) -> tuple[list[tuple[int, ScoreRow]], list[Problem]]:
    """The rows that say something, and those that do not."""
    sound: list[tuple[int, ScoreRow]] = []
    problems: list[Problem] = []
    for number, row in rows:
        if isinstance(row, Refused):
            problems.append(Problem(number, row.reason, row.detail))
            continue
        try:
            sound.append((number, score_row(row, kind, column)))
        except RowRefused as refusal:
            problems.append(Problem(number, refusal.reason, refusal.detail))
    return sound, problems


def told(row: ScoreRow) -> str:
    return f"{row.picture or row.source_key}, {row.value:g}"


def advance(run: ScoreRun, *, last: int, n_rows: int, n_added: int, problems: Sequence[Problem]) -> None:
    refused = Counter(run.refused) + Counter(problem.reason for problem in problems)
    shown = [*run.problems, *([*problem] for problem in problems)][:MOST_PROBLEMS]
    moved = ScoreRun.objects.filter(pk=run.pk, cursor=run.cursor, state=RunState.RUNNING).update(
        cursor=last,
        n_rows=F("n_rows") + n_rows,
        n_added=F("n_added") + n_added,
        n_known=F("n_known") + n_rows - n_added - len(problems),
        n_refused=F("n_refused") + len(problems),
        refused=dict(refused),
        problems=shown,
    )
    if not moved:
        raise ScorerBusy(f"Run {run.pk} was taken further by another process.")
    run.refresh_from_db(fields=["cursor", "n_rows", "n_added", "n_known", "n_refused", "refused", "problems"])


def finish(*, run: ScoreRun, state: RunState, now: datetime, detail: str = "") -> None:
    """Say that the run has ended: done, stopped to be gone on with, or failed."""
    run.state, run.finished_at, run.detail = state, now, detail
    run.save(update_fields=["state", "finished_at", "detail"])
