"""What a changed guideline touches, as it is read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from annotation.choices import ReachStage, Touch
from annotation.models import BatchPair, GuidelineVersion, Reach, Touched
from annotation.queries import batch_previews, guidelines, pay_rules
from annotation.rules.batch_forecasts import expected
from annotation.rules.paces import DayPrice
from annotation.rules.reaches import digest, sizes_by_policy
from annotation.rules.views import TokenView, token_views
from dataset.rules.tokens import unpack


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a new round of all settled pairs that may have one. `assumes`: too few answers to rest on."""

    n_pairs: int
    n_opinions: int
    person_days: Decimal
    cost: Decimal
    price: DayPrice
    assumes: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A reach as it stands. `names`: a changed ruling names words; `fits`: nothing else was changed since."""

    reach: Reach | None
    names: bool
    fits: bool
    counts: list[tuple[Touch, int]]
    cost: Cost | None

    @property
    def is_counting(self) -> bool:
        return self.reach is not None and self.fits and self.reach.counted_at is None

    @property
    def is_counted(self) -> bool:
        return self.reach is not None and self.fits and self.reach.counted_at is not None

    @property
    def is_under_way(self) -> bool:
        """Whether a worker has something to do for it."""
        ordered = self.reach is not None and self.reach.ordered_at is not None and self.reach.finished_at is None
        return self.is_counting or ordered


def standing(version: GuidelineVersion, on: date) -> Standing:
    """Four queries, two more once it is counted. `on` says whose rule of pay it costs by."""
    changes = guidelines.altered(version)
    reach = Reach.objects.filter(guideline=version).first()
    if reach is None:
        return Standing(None, any(one.names for one in changes), fits=True, counts=[], cost=None)
    counted = {
        Touch.FRESH: reach.n_fresh,
        Touch.LEASED: reach.n_leased,
        Touch.BEGUN: reach.n_begun,
        Touch.SETTLED: reach.n_settled,
        Touch.KEPT: reach.n_kept,
    }
    return Standing(
        reach=reach,
        names=any(one.names for one in changes),
        fits=reach.digest == digest(changes),
        counts=[*counted.items()],
        cost=cost(reach, on) if reach.stage >= ReachStage.COUNTED else None,
    )


def cost(reach: Reach, on: date) -> Cost:
    """Two queries."""
    rates, found, price = batch_previews.rates(), sizes_by_policy(reach.sizes), pay_rules.day_price(on)
    parts = [
        expected(sizes, rates, price, wanted=wanted, at_most=at_most) for (wanted, at_most), sizes in found.items()
    ]
    return Cost(
        n_pairs=sum(reach.sizes.values()),
        n_opinions=sum(part.n_opinions for part in parts),
        person_days=sum((part.person_days for part in parts), Decimal(0)),
        cost=sum((part.cost for part in parts), Decimal(0)),
        price=price,
        assumes=any(part.assumes for part in parts),
    )


@dataclass(frozen=True, slots=True)
class TouchedPair:
    """A pair with its prompt word by word, and the words that are meant."""

    row: Touched
    pair: BatchPair
    tokens: list[TokenView]
    tail: str


def touched(version: GuidelineVersion, kind: Touch, *, after: int | None, limit: int) -> list[TouchedPair]:
    """The pairs of one kind in the order in which they were found; one query."""
    rows = Touched.objects.filter(reach__guideline=version, kind=kind, pk__gt=after or 0)
    found = rows.select_related("pair__batch", "pair__image", "pair__tokenisation__prompt").order_by("pk")[:limit]
    return [TouchedPair(row, row.pair, *words_of(row.pair)) for row in found]


def words_of(pair: BatchPair) -> tuple[list[TokenView], str]:
    if pair.tokenisation is None:
        raise ValueError("a pair that was looked at has its tokens")
    return token_views(pair.tokenisation.prompt.text, unpack(pair.tokenisation.tokens), pair.locked)
