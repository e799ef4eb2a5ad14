"""Walks over the pictures, by which models score them here: begun and stopped. Who walks: `score_walkers`."""

from datetime import datetime
from typing import NamedTuple

from dataset.actions import scores
from dataset.choices import RunState, ScorerPlace
from dataset.errors import DatasetError
from dataset.gateways.scorers import ScorerSettings
from dataset.models import Scorer, ScoreRun


class WalkOver(DatasetError):
    """The walk has ended: there is nothing to stop."""

    code = "walk_over"


class Wishes(NamedTuple):
    """Which pictures: of a source, so many at most (0: all); whether workers walk."""

    source: str = ""
    most: int = 0
    in_background: bool = False


def begin(*, asked: ScorerSettings, wishes: Wishes, actor: str, now: datetime) -> ScoreRun:
    """
    A walk, or the one of the same wishes that was stopped. Needs `scores.alone` of `scorer_of`.

    :raises ScorerTaken: the same name and version scored with other files
    """
    scorer = scorer_of(asked, actor=actor, now=now)
    return scores.begin(scorer=scorer, options=wishes._asdict(), actor=actor, now=now)


def scorer_of(asked: ScorerSettings, *, actor: str, now: datetime) -> Scorer:
    return scores.name_scorer(
        kind=asked.kind,
        name=asked.name,
        version=asked.version,
        model=asked.model,
        place=ScorerPlace.HERE,
        sha256=asked.sha256,
        actor=actor,
        now=now,
    )


def going() -> list[ScoreRun]:
    """The walks that workers are to walk; the oldest first."""
    found = ScoreRun.objects.filter(state=RunState.RUNNING, options__in_background=True)
    return [*found.select_related("scorer").order_by("pk")]


def stop(*, run: ScoreRun, now: datetime) -> None:
    """
    Have workers walk no further; begun again with the same wishes, it goes on.

    :raises WalkOver: it has ended
    """
    walking = ScoreRun.objects.filter(pk=run.pk, state=RunState.RUNNING, scorer__place=ScorerPlace.HERE)
    if not walking.update(state=RunState.STOPPED, finished_at=now):
        raise WalkOver("This walk has ended.")
