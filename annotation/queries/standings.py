"""Where the whole project stands, from the tallies; and the pairs behind each number, page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from annotation.choices import PairState, Purpose
from annotation.gateways.countings import DIFFERING
from annotation.models import Batch, BatchPair, BatchTally, Pace
from annotation.rules.paces import Left, Week
from dataset.queries import score_sql
from dataset.rules.score_limits import Limit

NAMES = ("preparing", "open", "contested", "desk", "settled", "set_aside", "withdrawn", "missing", "more")


@dataclass(frozen=True, slots=True)
class Standing:
    """Pairs of all batches by what became of them. `n_uncounted` batches are not in it yet."""

    n_preparing: int
    n_open: int
    n_contested: int
    n_desk: int
    n_settled: int
    n_set_aside: int
    n_withdrawn: int
    n_missing: int
    n_more: int
    n_uncounted: int

    @property
    def n_pairs(self) -> int:
        return self.n_preparing + self.n_open + self.n_desk + self.n_done + self.n_set_aside

    @property
    def n_done(self) -> int:
        """Nobody need do anything for these any more."""
        return self.n_settled + self.n_withdrawn

    @property
    def n_unresolved(self) -> int:
        return self.n_pairs - self.n_done

    @property
    def n_in_work(self) -> int:
        """Those on which no opinions differ so far."""
        return self.n_open - self.n_contested

    @property
    def n_disputed(self) -> int:
        """Opinions differ: a further one is asked, or the desk is."""
        return self.n_contested + self.n_desk

    @property
    def left(self) -> Left:
        return Left(self.n_open + self.n_preparing, self.n_contested, self.n_missing, self.n_settled, self.n_more)


def of_project() -> Standing:
    """Two queries over one row a batch."""
    sums = {f"n_{name}": Coalesce(Sum(f"n_{name}"), 0) for name in NAMES}
    found = BatchTally.objects.aggregate(**sums)
    uncounted = Batch.objects.aggregate(n=Count("pk", filter=Q(tally__isnull=True)))
    return Standing(**{name: int(n) for name, n in found.items()}, n_uncounted=uncounted["n"])


def left_of(batch: Batch) -> Left | None:
    """What is still to be judged of one batch; None before it is counted. One query."""
    return left_of_batches([batch]).get(batch.pk)


def left_of_batches(batches: Iterable[Batch]) -> dict[int, Left]:
    """What is still to be judged of each that is counted; one query."""
    by_key = {batch.pk: batch for batch in batches}
    rows = BatchTally.objects.filter(batch__in=by_key)
    return {row.batch_id: as_left(row, by_key[row.batch_id]) for row in rows}


def as_left(row: BatchTally, batch: Batch) -> Left:
    n_open, further = row.n_open + row.n_preparing, batch.at_most > batch.wanted
    return Left(n_open, row.n_contested, row.n_missing, row.n_settled, row.n_more, further)


def pace() -> tuple[int, Week]:
    """Pairs judged in the last hour, and the week that forecasts rest on. One query."""
    found = Pace.objects.filter(pk=1).first()
    return (found.n_hour, Week(found.n_week, found.n_week_hours, found.week_seconds)) if found else (0, Week(0, 0, 0))


# Batch by batch and state by state, since that is the order of the index: as fast at a million's end as at its head.
IN_STATES = f"""
SELECT p.id FROM annotation_batch b CROSS JOIN unnest(%(states)s::smallint[]) AS s (state) CROSS JOIN LATERAL (
  SELECT p.id FROM annotation_batchpair p
   WHERE p.batch_id = b.id AND p.state = s.state AND p.purpose = {Purpose.WORK.value}
     AND (%(before)s::bigint IS NULL OR p.id < %(before)s) AND {{narrowed}}
   ORDER BY p.id DESC LIMIT %(limit)s) p
 WHERE %(batch)s::bigint IS NULL OR b.id = %(batch)s
 ORDER BY p.id DESC LIMIT %(limit)s"""  # noqa: S608  constants
ALL = IN_STATES.format(narrowed="true")
AGREED = IN_STATES.format(narrowed=f"p.id NOT IN ({DIFFERING})")
DISPUTED = IN_STATES.format(narrowed=f"(p.state = {PairState.DESK.value} OR p.id IN ({DIFFERING}))")
SHOWN = {
    "done": (ALL, [PairState.SETTLED, PairState.WITHDRAWN]),
    "work": (AGREED, [PairState.OPEN]),
    "contested": (DISPUTED, [PairState.OPEN, PairState.DESK]),
    "settled": (ALL, [PairState.SETTLED]),
    "preparing": (ALL, [PairState.PREPARING]),
    "aside": (ALL, [PairState.SET_ASIDE]),
}


# Of one picture after the other: as far as the page needs, not all of them.
WITHIN = "(SELECT {refused} FROM dataset_image i WHERE i.id = p.image_id) = ''"


def pairs(
    *,
    show: str,
    batch: Batch | None = None,
    limits: Sequence[Limit] = (),
    before: int | None = None,
    limit: int = 50,
) -> list[BatchPair]:
    """
    The pairs behind a number, the newest first, from before the pair `before`; two queries.

    :param limits: thresholds on their scores, each with its scorer
    """
    statement, states = SHOWN[show]
    if limits:
        within = WITHIN.format(refused=score_sql.refusal_sql(limits))
        statement = statement.replace("p.purpose =", f"{within} AND p.purpose =")
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            {
                "states": [state.value for state in states],
                "batch": None if batch is None else batch.pk,
                "before": before,
                "limit": limit,
                **score_sql.refusal_parameters(limits),
            },
        )
        ids = [key for (key,) in cursor.fetchall()]
    return [*BatchPair.objects.filter(pk__in=ids).select_related("batch", "image__prompt").order_by("-pk")]
