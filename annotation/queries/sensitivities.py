"""Pictures that are covered or blocked, by whom and why."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotation.models import Flag
from dataset.choices import Sensitivity, SensitivityCause
from dataset.models import Image, SensitivityChange

# What a page may be narrowed to: the last word on each picture.
WAITING, BLOCKED, SENSITIVE, ALL = "waiting", "blocked", "sensitive", "all"
NARROWED = {
    WAITING: Q(cause=SensitivityCause.FLAG),
    BLOCKED: Q(after=Sensitivity.BLOCKED),
    SENSITIVE: Q(after=Sensitivity.SENSITIVE),
    ALL: Q(),
}


def newest() -> QuerySet[SensitivityChange]:
    """The last word on each picture of which somebody said anything."""
    later = SensitivityChange.objects.filter(image=OuterRef("image"), number__gt=OuterRef("number"))
    return SensitivityChange.objects.filter(~Exists(later))


def changes(*, show: str, before: int | None = None, limit: int = 50) -> list[SensitivityChange]:
    """The last words, the latest first; `waiting` are those of flags alone. One query."""
    found = newest().filter(NARROWED[show]).select_related("image__prompt")
    if before is not None:
        found = found.filter(pk__lt=before)
    return [*found.order_by("-pk")[:limit]]


def n_waiting() -> int:
    """Pictures that flags covered or blocked, on which nobody decided yet."""
    return newest().filter(NARROWED[WAITING]).count()


def record(image: Image) -> list[SensitivityChange]:
    """All that was ever said of one picture's sensitivity, in order."""
    return [*SensitivityChange.objects.filter(image=image).order_by("number")]


def flags(image: Image) -> list[Flag]:
    """Who flagged its pairs, the latest first; at most a hundred."""
    found = Flag.objects.filter(pair__image=image).select_related("annotator__user", "pair__batch")
    return [*found.order_by("-created_at")[:100]]
