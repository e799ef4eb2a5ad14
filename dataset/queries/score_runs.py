"""Who scores here and elsewhere, and what brought their scores."""

from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from dataset.errors import DatasetError
from dataset.gateways.scorers import everything
from dataset.models import Scorer, ScoreRun


@dataclass(frozen=True, slots=True)
class ScorerCounts:
    """A scorer, and of how many pictures it spoke."""

    scorer: Scorer
    n: int


def scorers() -> list[ScorerCounts]:
    """Every scorer, the newest first; one query, over what its runs say that they added."""
    found = Scorer.objects.annotate(n=Coalesce(Sum("runs__n_added"), 0)).order_by("-pk")
    return [ScorerCounts(scorer, scorer.n) for scorer in found]


def runs() -> QuerySet[ScoreRun]:
    """What brought scores, the newest first."""
    return ScoreRun.objects.select_related("scorer").order_by("-pk")


def runnable() -> tuple[list[tuple[str, str]], str]:
    """The scorers that the settings name, each with what to call it; or what is wrong with the settings."""
    try:
        return [(one.name, f"{one.name}@{one.version}, {one.kind}") for one in everything().values()], ""
    except DatasetError as error:
        return [], str(error)
