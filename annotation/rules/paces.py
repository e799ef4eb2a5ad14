"""When the work will be done, and what it will cost, if it goes on as in the last week."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

WORKDAY = 8  # hours with work that a day of the project has
# Of settled pairs fewer than this many say nothing of how often a further opinion is asked.
ENOUGH_SETTLED = 20
SHARE_ASSUMED = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class DayPrice:
    """What a person-day is: minutes of paid time, and what they cost; by that version of the rule, None if assumed."""

    minutes: int
    amount: Decimal
    currency: str
    rule: int | None

    @property
    def seconds(self) -> int:
        return 60 * self.minutes

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.minutes)


ASSUMED_PRICE = DayPrice(minutes=8 * 60, amount=Decimal(50), currency="USD", rule=None)


@dataclass(frozen=True, slots=True)
class Left:
    """
    What is still to be judged: pairs in work, those of them on which opinions differ, and opinions that all lack to the
    number wanted; beside them settled pairs, and how many of these took more opinions than wanted. Where as many are
    wanted as may be asked, no further one is (`asks_further`).
    """

    n_open: int
    n_contested: int
    n_missing: int
    n_settled: int
    n_more: int
    asks_further: bool = True


@dataclass(frozen=True, slots=True)
class Week:
    """Pairs judged in the last seven days, the hours of the clock in which any was, and the seconds of work."""

    n_judged: int
    n_hours: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """The end and its cost, with what they rest on. `person_days` and `cost` are None without measured time."""

    n_opinions: int
    ends_on: date
    hours: Fraction
    an_hour: int
    further_share: int  # percent
    share_is_assumed: bool
    person_days: int | None
    cost: Decimal | None
    price: DayPrice


def opinions_left(left: Left) -> tuple[int, Fraction, bool]:
    """
    Opinions still to be given, the share of pairs that will ask a further one, and whether that share is a guess.

        n = missing + contested + share · (open - contested)
    """
    assumed = left.asks_further and left.n_settled < ENOUGH_SETTLED
    share = SHARE_ASSUMED if assumed else Fraction(left.n_more, left.n_settled or 1)
    share = share if left.asks_further else Fraction(0)
    further = share * (left.n_open - left.n_contested)
    return left.n_missing + left.n_contested + round(further), share, assumed


def forecast(left: Left, week: Week, price: DayPrice, now: datetime) -> Forecast | None:
    """
    The end, by the pace of the hours with work in the last week, eight such hours a day; None without any. It costs as
    many whole days of pay as the opinions take, each as much paid time as one of the last week.
    """
    n_opinions, share, assumed = opinions_left(left)
    if not week.n_judged or not week.n_hours:
        return None
    hours = Fraction(n_opinions * week.n_hours, week.n_judged)
    person_days = None
    if week.seconds:
        exact = Decimal(n_opinions) * week.seconds / week.n_judged / price.seconds
        person_days = int(exact.to_integral_value(ROUND_CEILING))
    return Forecast(
        n_opinions=n_opinions,
        ends_on=(now + timedelta(days=int(hours // WORKDAY))).date(),
        hours=hours,
        an_hour=round(week.n_judged / week.n_hours),
        further_share=round(100 * share),
        share_is_assumed=assumed,
        person_days=person_days,
        cost=None if person_days is None else person_days * price.amount,
        price=price,
    )
