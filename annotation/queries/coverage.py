"""What of a batch its members can be asked, and what they cannot."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from annotation.choices import Exposure, MemberState, PairState
from annotation.gateways import spreads
from annotation.models import Annotator, Batch, BatchSpread, Sieve
from annotation.rules.coverage import Gap, Kind, Reader, gaps

# So many pairs are counted when a page asks; of more, what was counted last is shown, with its age.
COUNTED_AT_ONCE = 10_000
STILL_ASKED = (PairState.PREPARING, PairState.OPEN)
COLUMNS = ("language", "sensitive", "state", "n_pairs")
Spread = list[tuple[str, bool, int, int]]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Pairs with too few readers, pairs parked, sieves under way, and when the pairs were counted: None is now."""

    gaps: list[Gap]
    parked: list[tuple[Kind, int]]
    sieves: list[Sieve]
    counted_at: datetime | None

    @property
    def n_waiting(self) -> int:
        """Pairs that nobody may be asked about: with these the batch cannot end."""
        return sum(gap.kind.n_pairs for gap in self.gaps if gap.waits)

    @property
    def n_thin(self) -> int:
        """Pairs that get some opinions, but fewer than wanted, before they go to the desk."""
        return sum(gap.kind.n_pairs for gap in self.gaps if not gap.waits)


def of_batch(batch: Batch) -> Coverage:
    """Three queries."""
    spread = spread_of(batch)
    readers = [reader(annotator) for annotator in members(batch)]
    parked = kinds(spread, [PairState.SET_ASIDE])
    return Coverage(
        gaps=gaps(kinds(spread, STILL_ASKED), readers, batch.wanted),
        parked=[(kind, sum(reader.may_be_asked(kind) for reader in readers)) for kind in parked],
        sieves=[*Sieve.objects.filter(batch=batch, done_at__isnull=True).order_by("pk")],
        counted_at=None if is_counted_at_once(batch) else batch.spread_at,
    )


def is_counted_at_once(batch: Batch) -> bool:
    return batch.n_pairs <= COUNTED_AT_ONCE or batch.spread_at is None


def spread_of(batch: Batch) -> Spread:
    """Language, sensitive, state and number of the batch's pairs; one query."""
    if is_counted_at_once(batch):
        return [
            (row["language"], row["sensitive"], row["state"], row["n_pairs"])
            for row in spreads.kinds(batch_id=batch.pk)
        ]
    return [*BatchSpread.objects.filter(batch=batch).values_list(*COLUMNS)]


def kinds(spread: Spread, states: Iterable[int]) -> list[Kind]:
    counts = Counter[tuple[str, bool]]()
    for language, sensitive, state, n_pairs in spread:
        if state in states:
            counts[language, sensitive] += n_pairs
    return [Kind(language, sensitive, n) for (language, sensitive), n in sorted(counts.items())]


def members(batch: Batch) -> list[Annotator]:
    """Who works in the batch, or will once they have qualified."""
    states = [MemberState.ACTIVE, MemberState.WAITING]
    return [*Annotator.objects.working().filter(memberships__batch=batch, memberships__state__in=states)]


def reader(annotator: Annotator) -> Reader:
    return Reader(frozenset(annotator.languages), annotator.exposure == Exposure.NEVER)


def may_be_asked(batch: Batch, language: str, *, sensitive: bool) -> bool:
    """Whether any member may be asked about pairs of this kind."""
    kind = Kind(language, sensitive, 1)
    return any(reader(annotator).may_be_asked(kind) for annotator in members(batch))
