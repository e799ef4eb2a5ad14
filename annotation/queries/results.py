"""What came out: settled pairs with their current verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from annotation.models import Batch, BatchPair
from annotation.rules.views import TokenView, token_views
from dataset.models import Verdict
from dataset.queries import scores
from dataset.rules.score_limits import Limit
from dataset.rules.tokens import unpack

WITH = ("batch", "image", "tokenisation__prompt")


@dataclass(frozen=True, slots=True)
class Result:
    """A settled pair as it was published."""

    pair: BatchPair
    verdict: Verdict
    tokens: list[TokenView]
    tail: str

    @property
    def clean_text(self) -> str:
        return self.verdict.tidy_prompt.text if self.verdict.tidy_prompt else ""


def settled(
    *, batch: Batch | None = None, limits: Sequence[Limit] = (), limit: int = 50, after: int | None = None
) -> list[Result]:
    """
    Published pairs, the newest pair first, from before the pair `after`; two queries, one more for each scorer.

    :param limits: thresholds on their scores, each with its scorer
    """
    pairs = scores.limited(published(), limits, image="image")
    if batch is not None:
        pairs = pairs.filter(batch=batch)
    if after is not None:
        pairs = pairs.filter(pk__lt=after)
    chosen = list(pairs.order_by("-pk")[:limit])
    verdicts = Verdict.objects.filter(image__in=[pair.image_id for pair in chosen], superseded_at__isnull=True)
    current = {verdict.image_id: verdict for verdict in verdicts.select_related("tidy_prompt")}
    return [result(pair, current[pair.image_id]) for pair in chosen if pair.image_id in current]


def published() -> QuerySet[BatchPair]:
    return BatchPair.objects.filter(published_at__isnull=False).select_related(*WITH)


def result(pair: BatchPair, verdict: Verdict) -> Result:
    if pair.tokenisation is None:
        raise ValueError("a settled pair has its tokens")
    tokens = unpack(pair.tokenisation.tokens)
    views, tail = token_views(pair.tokenisation.prompt.text, tokens, pair.locked)
    return Result(pair, verdict, views, tail)
