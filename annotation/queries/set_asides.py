"""Which judgments an act would set aside, and what that would bring: for whoever is about to do it."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import NamedTuple

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from annotation.choices import BatchState, PairState, SettledHow, SlotState
from annotation.models import Annotator, Batch, BatchPair, Judgment, SetAside
from annotation.rules.consensus import AskMore, Policy, Settled, decide
from annotation.rules.opinions import opinion

COUNTING = (SlotState.FILLED, SlotState.SURPLUS)
# Pairs that are decided anew for a preview; of more, so many by chance.
SAMPLE = 1000


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class Meant(NamedTuple):
    """Whose judgments, of which batch (none: all), given from `since` (none: ever) until before `until`."""

    annotator: Annotator
    batch: Batch | None = None
    since: datetime | None = None
    until: datetime = datetime.max.replace(tzinfo=UTC)

    @classmethod
    def of(cls, act: SetAside) -> "Meant":
        return cls(act.annotator, act.batch, act.since, act.until)

    @classmethod
    def of_days(
        cls, annotator: Annotator, batch: Batch | None, first: date | None, last: date | None, now: datetime
    ) -> "Meant":
        """From the first moment of the first day until after the last one, or now; by the project's clock."""
        end = min(now, midnight(last + timedelta(days=1))) if last else now
        return cls(annotator, batch, midnight(first) if first else None, end)


@dataclass(frozen=True, slots=True)
class Preview:
    """
    What setting judgments aside would bring.

    `n_settled` pairs rest on them; of these `n_reopened` would be settled no more, `n_at_desk` of them at the desk, and
    `n_asked` opinions would be asked, which take `work` at the pace of those who judged the same pairs (None: nobody
    did). Beyond a thousand pairs the last four are estimated from a thousand (`is_estimate`).
    """

    n_judgments: int
    n_settled: int
    n_reopened: int
    n_at_desk: int
    n_asked: int
    work: timedelta | None
    is_estimate: bool


def meant(what: Meant) -> QuerySet[Judgment]:
    """The judgments that are meant, as far as they count or are surplus."""
    found = Judgment.objects.filter(annotator=what.annotator, created_at__lt=what.until)
    if what.since is not None:
        found = found.filter(created_at__gte=what.since)
    if what.batch is not None:
        found = found.filter(pair__batch=what.batch)
    return found.filter(slot__judgment=F("pk"), slot__state__in=COUNTING)


def of(annotator: Annotator) -> list[SetAside]:
    """What was set aside of somebody's, and what was undone; the newest first."""
    found = SetAside.objects.filter(annotator=annotator, undoes=None)
    return [*found.select_related("batch", "undone_by").order_by("-pk")]


def preview(what: Meant) -> Preview:
    """Four queries, however many judgments are meant."""
    by_opinions = Q(pair__settled_how__in=[SettledHow.CONSENSUS, SettledHow.PROVISIONAL])
    rests = Q(slot__state=SlotState.FILLED, pair__state=PairState.SETTLED) & by_opinions
    n_judgments = meant(what).count()
    pairs = sorted(meant(what).filter(rests).values_list("pair", flat=True))
    looked_at = random.Random(0).sample(pairs, min(len(pairs), SAMPLE))  # noqa: S311  a sample, no secret
    decisions, seconds = without(what.annotator, looked_at)
    share = len(pairs) / len(looked_at) if looked_at else 0.0
    n_asked = round(share * sum(one.asked for one in decisions))
    return Preview(
        n_judgments=n_judgments,
        n_settled=len(pairs),
        n_reopened=round(share * sum(not one.stands for one in decisions)),
        n_at_desk=round(share * sum(not one.stands and not one.asked for one in decisions)),
        n_asked=n_asked,
        work=timedelta(seconds=n_asked * seconds) if seconds is not None else None,
        is_estimate=len(looked_at) < len(pairs),
    )


class After(NamedTuple):
    """What would become of one settled pair: whether it stands, and the opinions that would be asked."""

    stands: bool
    asked: int


def without(annotator: Annotator, pairs: Sequence[int]) -> tuple[list[After], float | None]:
    """What becomes of settled pairs without this person; and the median seconds that the others took for one."""
    rows = Judgment.objects.filter(pair__in=pairs, slot__judgment=F("pk"), slot__state__in=COUNTING)
    others: defaultdict[int, list[Judgment]] = defaultdict(list)
    for judgment in rows.exclude(annotator=annotator).select_related("slot").order_by("slot__state", "slot"):
        others[judgment.pair_id].append(judgment)
    shapes = BatchPair.objects.filter(pk__in=pairs).select_related("batch")
    times = [judgment.active_ms / 1000 for found in others.values() for judgment in found]
    return [after(pair, others[pair.pk]) for pair in shapes], median(times) if times else None


def after(pair: BatchPair, others: Sequence[Judgment]) -> After:
    """As the settlement would decide: surplus counts before more is asked; of a closed batch nobody is asked."""
    batch = pair.batch
    policy = Policy(pair.wanted, pair.at_most, batch.split_to_desk)
    locked = frozenset(int(word) for word in pair.locked)
    opinions = [opinion(vars(judgment)) for judgment in others]
    n = sum(judgment.slot.state == SlotState.FILLED for judgment in others)
    while isinstance(found := decide(opinions[:n], pair.n_words, policy, locked), AskMore) and n < len(opinions):
        n += 1
    asked = found.n if isinstance(found, AskMore) and batch.state != BatchState.CLOSED else 0
    return After(isinstance(found, Settled), asked)
