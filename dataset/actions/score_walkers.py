"""
Scores that are made here: a walk over the pictures that a scorer has not spoken of, in the order of their numbers.

One process at a time walks for a scorer (`scores.alone`), since its model takes all of a machine; each batch is kept
with the cursor after it. Whoever dies, or is killed, is missed by nobody: the next one goes on at the cursor.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from dataset.actions import scores
from dataset.actions.score_walks import scorer_of
from dataset.actions.scores import Problem
from dataset.choices import MediaState, RunState
from dataset.errors import DatasetError
from dataset.gateways import kept_pictures, score_rows, scorers
from dataset.gateways.scorers import ImageScorer, PictureUnreadable
from dataset.models import Image, Score, ScoreRun
from dataset.rules.score_limits import Kind, fits_kind
from dataset.rules.score_rows import ScoreReason

AT_ONCE = 32


class OutOfRange(DatasetError):
    """A scorer gave a value that its kind does not have: it is not set as its model wants it."""

    code = "score_out_of_range"


def left(run: ScoreRun) -> QuerySet[Image]:
    """The pictures that this walk has before it."""
    said = Score.objects.filter(image=OuterRef("pk"), scorer=run.scorer_id)
    found = Image.objects.filter(media_state=MediaState.READY, withdrawn_at__isnull=True, pk__gt=run.cursor)
    if run.options["source"]:
        found = found.filter(source=run.options["source"])
    return found.filter(~Exists(said))


def walk(*, run: ScoreRun, scorer: ImageScorer, go_on: Callable[[], bool] = lambda: True) -> Iterator[list[Problem]]:
    """
    Score batch by batch to the end, or until `go_on` says no; yields after each what stayed without a score.

    :raises OutOfRange: the scorer gives values that its kind does not have
    """
    while go_on():
        most = run.options["most"]
        limit = AT_ONCE if not most else min(AT_ONCE, most - run.n_rows)
        pictures = [*left(run).select_related("prompt").order_by("pk")[: max(limit, 0)]]
        if not pictures:
            return
        yield keep(run, pictures, said_of(scorer, pictures))


Said = dict[int, float | Problem]


def said_of(scorer: ImageScorer, pictures: list[Image]) -> Said:
    """What the scorer says of each picture by its number, or why it says nothing."""
    said: Said = {}
    whole: list[tuple[Image, bytes]] = []
    for image in pictures:
        try:
            whole.append((image, kept_pictures.original(image)))
        except (kept_pictures.PictureMissing, kept_pictures.PictureDamaged) as error:
            said[image.pk] = Problem(image.pk, error.code, str(error)[:200])
    if not whole:
        return said
    given = scorer.scores([data for _, data in whole], [image.prompt.text for image, _ in whole])
    for (image, _), score in zip(whole, given, strict=True):
        if isinstance(score, PictureUnreadable):
            said[image.pk] = Problem(image.pk, ScoreReason.UNREADABLE, str(score)[:200])
        else:
            said[image.pk] = score
    return said


@transaction.atomic
def keep(run: ScoreRun, pictures: list[Image], said: Said) -> list[Problem]:
    """Keep a batch, with the cursor after it."""
    values = [(pk, score) for pk, score in said.items() if not isinstance(score, Problem)]
    kind = Kind(run.scorer.kind)
    if beyond := next((score for _, score in values if not fits_kind(kind, score)), None):
        raise OutOfRange(f"The scorer {run.scorer.key} gave {beyond!r}, which is no {kind} score.")
    n = score_rows.put(values=values, scorer=run.scorer_id, run=run.pk)
    problems = [problem for problem in said.values() if isinstance(problem, Problem)]
    scores.advance(run, last=pictures[-1].pk, n_rows=len(pictures), n_added=n, problems=problems)
    return problems


def go_on(*, run: ScoreRun, clock: Callable[[], datetime], while_: Callable[[], bool]) -> bool:
    """
    Walk a bit of a run of the workers'; end it at its end, or with the reason why it cannot be gone on with.

    :raises ScorerBusy: another process walks for this scorer
    """
    with scores.alone(run.scorer):
        try:
            asked = scorers.named(run.scorer.name)
            scorer_of(asked, actor=run.actor, now=clock())
            for _ in walk(run=run, scorer=scorers.loaded(asked), go_on=lambda: while_() and is_going(run)):
                pass
        except DatasetError as error:
            scores.finish(run=run, state=RunState.FAILED, now=clock(), detail=str(error))
            return False
        run.refresh_from_db()
        if run.state == RunState.RUNNING and is_over(run):
            scores.finish(run=run, state=RunState.DONE, now=clock())
        return run.state == RunState.RUNNING


def is_going(run: ScoreRun) -> bool:
    return ScoreRun.objects.filter(pk=run.pk, state=RunState.RUNNING).exists()


def is_over(run: ScoreRun) -> bool:
    most = run.options["most"]
    return bool(most and run.n_rows >= most) or not left(run).exists()
