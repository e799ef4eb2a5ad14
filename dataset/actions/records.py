"""The records of verdicts: what an export pastes of their words."""

from collections.abc import Callable, Iterable

from django.db import models

from dataset.gateways import rests
from dataset.models import Verdict, VerdictRecord
from dataset.rules.exported_ids import exported_id
from dataset.rules.records import record
from dataset.rules.tokens import unpack

CHUNK = 1_000


def of(verdict: Verdict, *, n_judgments: int) -> VerdictRecord:
    """The record of a verdict, not saved."""
    tokenisation, image, clean = verdict.tokenisation, verdict.image, verdict.tidy_prompt
    made = record(
        verdict.prompt.text,
        None if clean is None else clean.text,
        unpack(tokenisation.tokens),
        tokenisation.version,
        verdict,
        n_judgments=n_judgments,
    )
    x_id = exported_id(image.source, image.source_key)
    return VerdictRecord(verdict=verdict, exported_id=x_id, **made._asdict())


def keep(made: Iterable[VerdictRecord]) -> None:
    """Save them; one that is there already is as good: both follow from the same verdict."""
    VerdictRecord.objects.bulk_create(made, ignore_conflicts=True)


@rests.turn()
def keep_chunk(missing: models.QuerySet[Verdict]) -> list[Verdict]:
    """Make the records of the first of these; return them."""
    facts = missing.select_related("tokenisation", "prompt", "tidy_prompt", "image")
    chunk = list(facts.annotate(n_judgments=models.Count("evidence"))[:CHUNK])
    keep(of(verdict, n_judgments=verdict.n_judgments) for verdict in chunk)
    return [*chunk]


def keep_missing(report: Callable[[int, int], None]) -> int:
    """
    Make the records of all verdicts that have none: published before there were any, or taken away. Return how many.

    Each chunk stands by itself: stopped, it goes on where it was.
    """
    missing = Verdict.objects.filter(record=None).order_by("pk")
    total, done, last = missing.count(), 0, 0
    while chunk := keep_chunk(missing.filter(pk__gt=last)):
        done, last = done + len(chunk), chunk[-1].pk
        report(done, total)
    return done
