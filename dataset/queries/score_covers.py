"""Pictures that a threshold on NSFW scores would make sensitive: nobody flagged them, or decided on them."""

from django.db.models import Exists, OuterRef, QuerySet

from dataset.choices import Sensitivity
from dataset.models import Image, SensitivityChange
from dataset.queries import scores
from dataset.rules.score_limits import Limit

UNDECIDED = (Sensitivity.UNKNOWN, Sensitivity.SAFE)


def due(limit: Limit) -> QuerySet[Image]:
    """Those that nobody spoke of yet, whose score is within the limit."""
    said = SensitivityChange.objects.filter(image=OuterRef("pk"))
    images = Image.objects.filter(~Exists(said), sensitivity__in=UNDECIDED, withdrawn_at__isnull=True)
    return scores.limited(images, [limit])


def nearest(limit: Limit, n: int) -> list[Image]:
    """Those that it would just reach, with their `score`: what a threshold is judged by."""
    found = due(limit).annotate(score=scores.value(limit.kind, limit.scorer)).select_related("prompt")
    return [*found.order_by("score", "pk")[:n]]
