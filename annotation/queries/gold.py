"""The project's gold, and what could become gold."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from annotation.choices import PairState, Purpose, SettledHow
from annotation.models import Batch, BatchPair, Gold
from annotation.queries import qualifications
from dataset.choices import Outcome, Sensitivity, WordSource
from dataset.models import Image
from dataset.queries import scores
from dataset.rules.score_limits import Limit


@dataclass(frozen=True, slots=True)
class Standing:
    """How much gold there is: by language, how many of those strike something, and whether it is enough."""

    languages: list[tuple[str, int, int]]
    n_current: int
    enough: bool


def standing() -> Standing:
    """Two queries."""
    struck = Count("pk", filter=~Q(struck=[]))
    rows = Gold.objects.current().values_list("tokenisation__prompt__language").annotate(n=Count("pk"), n_struck=struck)
    languages = [(str(language), int(n), int(n_struck)) for language, n, n_struck in rows.order_by("-n")]
    return Standing(languages, sum(n for _, n, _ in languages), qualifications.has_enough())


def everything(*, before: int | None = None, limit: int = 50) -> list[Gold]:
    """The newest version of each image, the latest made first."""
    found = Gold.objects.newest().select_related("image", "tokenisation__prompt", "guideline")
    if before is not None:
        found = found.filter(pk__lt=before)
    return [*found.order_by("-pk")[:limit]]


def versions(image: Image) -> list[Gold]:
    """All versions of one picture's gold, the newest first; one query."""
    found = Gold.objects.filter(image=image).select_related("image", "tokenisation__prompt", "guideline")
    return [*found.order_by("-number")]


def candidates(*, batch: Batch | None = None, limits: Iterable[Limit] = ()) -> QuerySet[BatchPair]:
    """
    Settled pairs fit to be gold: judged word by word, each word unanimous or decided at the desk, no gold yet.

    A word that only a majority agreed on is not known well enough to measure people by. Gold that a changed ruling
    suspended is none any more once the pair is judged under that version.

    :raises NoSuchScorer: a threshold speaks of a scorer that there is not
    """
    pairs = BatchPair.objects.alias(version=Coalesce("guideline__number", "batch__guideline__number"))
    pairs = pairs.filter(state=PairState.SETTLED, purpose=Purpose.WORK, outcome=Outcome.JUDGED)
    pairs = pairs.exclude(settled_how=SettledHow.PROVISIONAL)
    pairs = pairs.exclude(word_sources__overlap=[WordSource.MAJORITY, WordSource.PROVISIONAL])
    pairs = pairs.exclude(image__sensitivity__in=[Sensitivity.SENSITIVE, Sensitivity.BLOCKED])
    pairs = pairs.filter(~Exists(settled_for(OuterRef("image"), OuterRef("version"))), image__withdrawn_at__isnull=True)
    pairs = scores.limited(pairs, scores.meant(limits), image="image")
    return pairs if batch is None else pairs.filter(batch=batch)


def settled_for(image: OuterRef, under: OuterRef) -> QuerySet[Gold]:
    """The gold of a picture that leaves nothing to be known by a pair judged under that version of the guideline."""
    waiting = Q(suspended_by__isnull=False, suspended_by__number__lte=under)
    return Gold.objects.filter(image=image).newest().exclude(waiting)
