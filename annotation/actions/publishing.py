"""From settled pairs to verdicts in the corpus."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from annotation.actions import desk_samples, proofs
from annotation.choices import PairState, SettledHow, SlotState
from annotation.models import BatchPair, Judgment, Slot
from annotation.rules.canonical import CANONICAL_VERSION
from annotation.rules.consensus import CONSENSUS_VERSION, EvidenceRow, evidence_hash
from dataset.actions import verdicts
from dataset.models import Verdict


def publish_settled(*, now: datetime, limit: int = 500) -> int:
    """Publish settled pairs that are not yet: at most `limit`; return how many. Safe to run twice, or side by side."""
    for n_published in range(limit):
        if not publish_next(now=now):
            return n_published
    return limit


def publish_all(*, now: datetime) -> int:
    """Publish whatever is settled."""
    n_published = 0
    while n := publish_settled(now=now):
        n_published += n
    return n_published


@transaction.atomic
def publish_next(*, now: datetime) -> bool:
    """
    Publish one pair; False when none is due.

    Each in a transaction of its own: two publishers, or one and an import, would wait for each other's new prompts.
    """
    due = BatchPair.objects.filter(state=PairState.SETTLED, published_at__isnull=True).select_related(
        "batch__guideline", "guideline"
    )
    pair = due.select_for_update(of=("self",), no_key=True, skip_locked=True).order_by("pk").first()
    if pair is None:
        return False
    verdict = publish(pair=pair, now=now)
    desk_samples.draw_third(pair=pair, now=now)
    BatchPair.objects.filter(pk=pair.pk).update(published_at=now, proof_due=proofs.needs_reading(pair, verdict))
    return True


def publish(*, pair: BatchPair, now: datetime) -> Verdict:
    """Tell the corpus what was agreed on this pair."""
    return verdicts.publish(agreed=agreed(pair), actor=f"batch {pair.batch.name}", now=now)


def agreed(pair: BatchPair) -> verdicts.Agreed:
    """The pair's settlement with its evidence, in the corpus' own terms."""
    evidence = list(evidence_rows(counted(pair)))
    return verdicts.Agreed(
        image_id=pair.image_id,
        tokenisation_id=required(pair.tokenisation_id),
        outcome=pair.outcome,
        struck=pair.struck,
        judged=pair.m,
        strikes=pair.s,
        word_sources=pair.word_sources or [0] * pair.n_words,
        provisional=pair.settled_how == SettledHow.PROVISIONAL,
        method=f"{pair.settled_how}/{CONSENSUS_VERSION}",
        parameters=parameters(pair),
        evidence=evidence,
        evidence_hash=hash_of(evidence),
        source=pair.batch.name,
        source_key=f"{pair.batch.name}/{pair.pk}/{pair.round}",
        precedence=pair.batch_id * 1000 + pair.round,
        of_words=not pair.batch.as_a_whole,
    )


def required(value: int | None) -> int:
    if value is None:
        raise ValueError("a settled pair has its tokens")
    return value


def parameters(pair: BatchPair) -> dict[str, Any]:
    return {
        "wanted": pair.wanted,
        "at_most": pair.at_most,
        "split_to_desk": pair.batch.split_to_desk,
        "guideline": pair.under.number,
        "canonical": CANONICAL_VERSION,
    }


def counted(pair: BatchPair) -> list[Judgment]:
    """The judgments that count for a pair, in the order of their slots."""
    slots = Slot.objects.filter(pair=pair, state=SlotState.FILLED).select_related("judgment__annotator")
    return [slot.judgment for slot in slots.order_by("ordinal") if slot.judgment is not None]


def evidence_rows(judgments: Iterable[Judgment]) -> Iterable[dict[str, Any]]:
    for judgment in judgments:
        yield {
            "rater_key": judgment.annotator.rater_key,
            "outcome": judgment.outcome,
            "struck": judgment.canonical,
            "unsure": judgment.unsure,
            "asked": judgment.asked,
        }


def hash_of(evidence: Iterable[dict[str, Any]]) -> str:
    return evidence_hash(
        EvidenceRow(str(row["rater_key"]), row["outcome"], row["struck"], row["unsure"], row["asked"])
        for row in evidence
    )
