"""What managers do with scores: bring some in, have models walk, cover pictures by a threshold."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from annotation.actions import audit, withdrawals
from annotation.errors import AnnotationError
from annotation.gateways import leases
from annotation.models import BatchPair
from dataset.actions import score_walks, scores
from dataset.actions.score_walks import Wishes
from dataset.choices import RunState
from dataset.gateways import score_covers as statements
from dataset.gateways import scorers
from dataset.models import ScoreRun
from dataset.queries import score_covers
from dataset.queries import scores as queries
from dataset.rules.score_limits import Kind, Limit
from dataset.rules.table_lines import Row

COVERED_AT_ONCE = 5_000


class NoThreshold(AnnotationError):
    """Covering needs a score from which on."""

    code = "no_threshold"
    status = 422


@dataclass(frozen=True, slots=True)
class Brought:
    """Whose scores are brought, and how the rows name pictures."""

    kind: Kind
    scorer: str
    version: str = "1"
    model: str = ""
    source: str = ""


def bring_in(*, what: Brought, rows: Iterator[Row], content: bytes, actor: str, now: datetime) -> ScoreRun:
    """
    Take scores in that somebody sent; the run says what became of each row.

    :param content: what was sent, to be known again
    :raises ScorerUnnamed: the name or the version is no plain one
    :raises ScorerTaken: there is another scorer of that name and version
    :raises ScorerBusy: another process brings scores of it
    :raises HeaderMissing: what was sent is no table
    """
    scorer = scores.name_scorer(
        kind=what.kind, name=what.scorer, version=what.version, model=what.model, actor=actor, now=now
    )
    with scores.alone(scorer):
        run = scores.begin(
            scorer=scorer,
            path="sent",
            fingerprint=hashlib.sha256(content).hexdigest(),
            options={"source": what.source, "column": ""},
            actor=actor,
            now=now,
        )
        scores.bring_in(run=run, rows=rows, report=lambda *_: None)
        scores.finish(run=run, state=RunState.DONE, now=now)
    detail = {"run": run.pk, "added": run.n_added, "known": run.n_known, "refused": run.n_refused}
    audit.record(actor=actor, act="bring_scores", subject=f"scorer {scorer.key}", detail=detail, now=now)
    return run


def begin_walk(*, name: str, source: str, most: int, actor: str, now: datetime) -> ScoreRun:
    """
    Have the workers of the queue `scores` walk over the pictures.

    :raises ScorerMisset: the settings name no such scorer
    :raises ScorerTaken: the same name and version scored with other files
    :raises ScorerBusy: a walk of it is under way
    """
    asked = scorers.named(name)
    with scores.alone(score_walks.scorer_of(asked, actor=actor, now=now)):
        run = score_walks.begin(asked=asked, wishes=Wishes(source, most, in_background=True), actor=actor, now=now)
    detail = {"run": run.pk, "source": source, "most": most}
    audit.record(actor=actor, act="score_pictures", subject=f"scorer {run.scorer.key}", detail=detail, now=now)
    return run


@transaction.atomic
def stop_walk(*, run: ScoreRun, actor: str, now: datetime) -> None:
    """
    Have the workers walk no further.

    :raises WalkOver: it has ended, or is none
    """
    score_walks.stop(run=run, now=now)
    audit.record(actor=actor, act="stop_scoring", subject=f"scorer {run.scorer.key}", detail={"run": run.pk}, now=now)


@transaction.atomic
def cover(*, limit: Limit, reason: str, actor: str, now: datetime) -> int:
    """
    Make pictures sensitive by their score, those that nobody flagged or decided on; at most so many at once, how many.

    Who never wants to see such pictures and holds one, holds it no more.

    :raises NoThreshold: it is not said from which score on
    :raises NoSuchScorer: the threshold speaks of a scorer that there is not
    """
    [limit] = from_whom(limit)
    found = [*score_covers.due(limit).order_by("pk").values_list("pk", flat=True)[:COVERED_AT_ONCE]]
    withdrawals.lock(BatchPair.objects.filter(image__in=found))
    said = f"{reason.strip()} (NSFW score of {limit.least:g} or more, {limit.scorer})"
    covered = statements.cover(images=found, reason=said, actor=actor, now=now)
    leases.return_unwanted_of(covered)
    detail = {"least": limit.least, "pictures": len(covered), "reason": reason}
    audit.record(actor=actor, act="cover_by_score", subject=f"scorer {limit.scorer}", detail=detail, now=now)
    return len(covered)


def from_whom(limit: Limit) -> Sequence[Limit]:
    """The limit with its scorer."""
    if limit.kind is not Kind.NSFW or limit.least is None:
        raise NoThreshold("Say from which NSFW score on pictures become sensitive.")
    return queries.meant([Limit(Kind.NSFW, limit.scorer, least=limit.least)])
