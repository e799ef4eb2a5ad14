"""Exporting the test set: what is settled goes out, what is not is refused, left out or settled provisionally."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from annotation.actions import desk, publishing
from annotation.errors import AnnotationError
from annotation.models import Batch, BatchPair
from annotation.queries import unresolved
from annotation.rules.waiting import refusal
from dataset.actions import reannotations, records
from dataset.actions.exports import Report, Written, silent, write_test_set
from dataset.queries import scores
from dataset.queries.exports import snapshot
from dataset.rules.exports import ExportOptions

N_NAMED = 20


class NoSuchBatch(AnnotationError):
    code = "no_such_batch"


class PairsUnresolved(AnnotationError):
    """Pairs still wait for something, and the export was to hold all of them."""

    code = "pairs_unresolved"


def export_test_set(
    *,
    target: Path,
    options: ExportOptions,
    provisional: bool,
    replace: bool,
    actor: str,
    now: datetime,
    preparing: Report = silent,
    report: Report = silent,
) -> Written:
    """
    Publish what is settled, then write the test set as it stands at one moment.

    `provisional` settles, for good and marked so, what at least one judgment speaks of.

    :raises NoSuchBatch: a source is no batch
    :raises NoSuchScorer: a threshold speaks of a scorer that there is not
    :raises PairsUnresolved: pairs wait for something, and the export is not to be partial
    """
    require_batches(options.sources)
    options = dataclasses.replace(options, scores=scores.meant(options.scores))
    publishing.publish_all(now=now)
    records.keep_missing(preparing)
    if provisional:
        settle_present_majorities(options=options, actor=actor, now=now)
    reannotations.look_at_all(now=now)
    with snapshot():
        if not options.partial:
            require_resolved(options)
        pending = unresolved.pending(options.sources, options.scores)
        return write_test_set(target=target, options=options, pending=pending, replace=replace, report=report)


def settle_present_majorities(*, options: ExportOptions, actor: str, now: datetime) -> None:
    """
    Settle every pair with a judgment; nothing at all when the export would be refused all the same.

    :raises PairsUnresolved: pairs without a judgment wait as well, and the export is not to be partial
    """
    pairs = unresolved.with_an_opinion(options.sources, options.scores)
    if not options.partial and sum(unresolved.causes(options.sources, options.scores).values()) > len(pairs):
        require_resolved(options)
    for pair in BatchPair.objects.filter(pk__in=pairs).order_by("pk").iterator():
        desk.settle_provisionally(pair=pair, actor=actor, now=now)
    publishing.publish_all(now=now)


def require_batches(names: Sequence[str]) -> None:
    known = set(Batch.objects.filter(name__in=names).values_list("name", flat=True))
    if missing := [name for name in names if name not in known]:
        raise NoSuchBatch(f"There is no batch named {', '.join(missing)}.")


def require_resolved(options: ExportOptions) -> None:
    if causes := unresolved.causes(options.sources, options.scores):
        named = unresolved.first(options.sources, N_NAMED, options.scores)
        raise PairsUnresolved(refusal(causes, [(p.source, p.waits_for, p.line) for p in named]))
