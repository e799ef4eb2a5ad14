"""What asking another number of opinions would bring, and what of that is under way."""

from dataclasses import dataclass
from datetime import datetime

from annotation.models import Batch, OverlapChange
from annotation.queries import pay_rules, standings
from annotation.rules.overlaps import left_after
from annotation.rules.paces import Forecast, Week, forecast, opinions_left


@dataclass(frozen=True, slots=True)
class Preview:
    """
    Pairs that may change, and opinions to be given before and after, as the batch was last counted.

    A forecast is None when nobody judged anything lately. With fewer wanted than before, `after` is the least: places
    that are filled or held by then stay.
    """

    n_changing: int
    n_before: int
    n_after: int
    before: Forecast | None
    after: Forecast | None
    week: Week
    is_least: bool

    @property
    def n_more(self) -> int:
        return self.n_after - self.n_before


def preview(batch: Batch, wanted: int, at_most: int, now: datetime) -> Preview | None:
    """None before the batch is counted. Three queries, however many pairs there are."""
    left = standings.left_of(batch)
    if left is None:
        return None
    _, week = standings.pace()
    price = pay_rules.day_price(now.date())
    then = left_after(left, (batch.wanted, batch.at_most), (wanted, at_most))
    return Preview(
        n_changing=left.n_open - left.n_contested,
        n_before=opinions_left(left)[0],
        n_after=opinions_left(then)[0],
        before=forecast(left, week, price, now),
        after=forecast(then, week, price, now),
        week=week,
        is_least=wanted < batch.wanted,
    )


def of(batch: Batch, limit: int = 5) -> list[OverlapChange]:
    """The newest changes of a batch; one query."""
    return [*OverlapChange.objects.filter(batch=batch).order_by("-pk")[:limit]]
