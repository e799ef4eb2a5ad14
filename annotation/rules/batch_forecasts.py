"""What a batch will take before it is opened: opinions, person-days, their cost, from real rates or assumed ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from annotation.rules.paces import SHARE_ASSUMED, DayPrice

# A prompt of up to 99 characters, of 100 to 199 …
LENGTHS = (0, 100, 200, 400, 800)
# Seconds a pair by length, until this project has its own: half a minute to a minute and a half.
SECONDS_ASSUMED = (20, 30, 45, 60, 90)
# Fewer pairs of a length than this say nothing.
ENOUGH = 20
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Rate:
    """Of one length: pairs timed and their median in seconds; settled pairs, and how many took a further opinion."""

    n_timed: int = 0
    seconds: float = 0.0
    n_settled: int = 0
    n_further: int = 0


@dataclass(frozen=True, slots=True)
class OfLength:
    """Pairs with prompts of `least` to `most` characters; `share` (percent) of them ask a further opinion."""

    least: int
    most: int | None
    n_pairs: int
    seconds: int
    seconds_assumed: bool
    share: int
    share_assumed: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """What the whole batch takes, in answers alone; `price` says what a person-day is."""

    n_opinions: int
    person_days: Decimal
    cost: Decimal
    price: DayPrice
    lengths: list[OfLength]

    @property
    def assumes(self) -> bool:
        return any(row.seconds_assumed or row.share_assumed for row in self.lengths)


def expected(
    sizes: Mapping[int, int], rates: Mapping[int, Rate], price: DayPrice, *, wanted: int, at_most: int
) -> Expected:
    """
    Sum over the lengths, where `sizes` are pairs by place in `LENGTHS`.

        opinions = n · (wanted + share), seconds = opinions · median; no share where no further opinion may be asked
    """
    lengths, opinions, seconds = [], Fraction(0), Fraction(0)
    for place, n_pairs in sorted(sizes.items()):
        rate = rates.get(place, Rate())
        timed, settled = rate.n_timed >= ENOUGH, rate.n_settled >= ENOUGH
        each = Fraction(rate.seconds).limit_denominator(1000) if timed else Fraction(SECONDS_ASSUMED[place])
        share = Fraction(rate.n_further, rate.n_settled) if settled else SHARE_ASSUMED
        share = share if at_most > wanted else Fraction(0)
        opinions += n_pairs * (wanted + share)
        seconds += n_pairs * (wanted + share) * each
        most = LENGTHS[place + 1] - 1 if place + 1 < len(LENGTHS) else None
        assumed = not settled and at_most > wanted
        lengths.append(OfLength(LENGTHS[place], most, n_pairs, round(each), not timed, round(100 * share), assumed))
    days = tenths(seconds / price.seconds)
    return Expected(round(opinions), days, days * price.amount, price, lengths)


def tenths(exact: Fraction) -> Decimal:
    """Rounded up, so that the smallest batch costs something."""
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(TENTH, ROUND_CEILING)
