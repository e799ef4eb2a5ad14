"""Clean prompts that are to be read, and who read which."""

from dataclasses import dataclass

from django.db.models import QuerySet

from annotation.choices import PairState
from annotation.models import Batch, BatchPair, ProofReading
from annotation.queries.results import WITH, Result, result
from dataset.models import Verdict

COUNTED_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Due:
    """A page of what is to be read; `next` is the pair after which the next page begins, None on the last."""

    results: list[Result]
    next: int | None


def due(*, batch: Batch | None = None, limit: int, after: int | None = None) -> Due:
    """Changed pairs whose clean prompt nobody has read, the oldest first, from beyond the pair `after`; two queries."""
    pairs = to_read(batch).select_related(*WITH)
    if after is not None:
        pairs = pairs.filter(pk__gt=after)
    chosen = list(pairs.order_by("pk")[: limit + 1])
    shown = chosen[:limit]
    verdicts = Verdict.objects.filter(image__in=[pair.image_id for pair in shown], superseded_at__isnull=True)
    current = {verdict.image_id: verdict for verdict in verdicts.select_related("tidy_prompt")}
    found = [result(pair, current[pair.image_id]) for pair in shown if pair.image_id in current]
    return Due(found, shown[-1].pk if len(chosen) > limit else None)


def n_due(*, batch: Batch | None = None) -> int:
    """How many are to be read; beyond a thousand nobody counts."""
    return to_read(batch)[:COUNTED_AT_MOST].count()


def to_read(batch: Batch | None) -> QuerySet[BatchPair]:
    pairs = BatchPair.objects.filter(proof_due=True, state=PairState.SETTLED)
    return pairs if batch is None else pairs.filter(batch=batch)


def readings(*, reader: str = "") -> QuerySet[ProofReading]:
    """What was read, by everybody or by one, the newest first."""
    found = ProofReading.objects.select_related("reader", "pair__batch", "pair__image", "verdict__tidy_prompt")
    return (found.filter(reader__username=reader) if reader else found).order_by("-created_at", "-verdict")
