"""
How far people agree who sort the same units into the same categories, each by themselves: closed forms over sums.

A unit is a word, a category what may be said of it: kept or struck. Opinions may be missing, each unit may have another
number of them, and who gave which does not matter. All is exact; what has no value says why, and is never 0 or 1.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TypeVar

Unit = tuple[int, ...]  # of one unit: how many chose each category
Histogram = Mapping[Unit, int]  # how many units are alike in that
KEPT, STRUCK = 0, 1
Number = TypeVar("Number", int, Fraction)


class Undefined(Enum):
    """Why a figure has no value."""

    NOTHING_JUDGED = "nothing was judged"
    NOTHING_PAIRED = "nothing was judged by two"
    ALL_ALIKE = "all judgments say the same, so chance would differ in nothing"
    NEVER_CHOSEN = "nobody says so where two judged"


Figure = Fraction | Undefined


@dataclass(frozen=True, slots=True)
class Sums:
    """
    All that the figures need of some units; of more units, add.

    Of a unit with m opinions, s of them for a category: `shares` sums s/m over the `judged` units (m ≥ 1), by category.
    The rest is over the `paired` units (m ≥ 2): `chosen` sums s, `agreed` s(s−1) and `possible` s(m−1), by category;
    `differing` sums the part of its pairs of opinions that differ, `disagreement` the same times m/2.
    """

    judged: int
    shares: tuple[Fraction, ...]
    paired: int
    chosen: tuple[int, ...]
    agreed: tuple[int, ...]
    possible: tuple[int, ...]
    differing: Fraction
    disagreement: Fraction

    def plus(self, other: "Sums", times: int = 1) -> "Sums":
        """These units and `other` ones, so many times over; −1 takes them out."""
        return Sums(
            self.judged + other.judged * times,
            _plus(self.shares, other.shares, times),
            self.paired + other.paired * times,
            _plus(self.chosen, other.chosen, times),
            _plus(self.agreed, other.agreed, times),
            _plus(self.possible, other.possible, times),
            self.differing + other.differing * times,
            self.disagreement + other.disagreement * times,
        )


def histogram(m: Sequence[int], s: Sequence[int], locked: Collection[int] = ()) -> Counter[Unit]:
    """Words by how many kept and how many struck each; `locked` words could not be struck and tell nothing."""
    rows = enumerate(zip(m, s, strict=True))
    return Counter((judged - struck, struck) for word, (judged, struck) in rows if word not in locked)


def sums(units: Histogram, n_categories: int = 2) -> Sums:
    """The sums of these units."""
    return total([(_of_unit(unit), n) for unit, n in units.items()], n_categories)


def total(parts: Iterable[tuple[Sums, int]], n_categories: int = 2) -> Sums:
    """All units of these parts together, each part so many times over."""
    none = (0,) * n_categories
    found = Sums(0, (Fraction(),) * n_categories, 0, none, none, none, Fraction(), Fraction())
    for part, times in parts:
        found = found.plus(part, times)
    return found


def _plus(these: tuple[Number, ...], others: tuple[Number, ...], times: int) -> tuple[Number, ...]:
    return tuple(this + other * times for this, other in zip(these, others, strict=True))


def _of_unit(unit: Unit) -> Sums:
    m, none = sum(unit), (0,) * len(unit)
    shares = tuple(Fraction(s, m or 1) for s in unit)
    if m < 2:
        return Sums(m, shares, 0, none, none, none, Fraction(), Fraction())
    differing = Fraction(sum(s * (m - s) for s in unit), m * (m - 1))
    return Sums(
        judged=1,
        shares=shares,
        paired=1,
        chosen=unit,
        agreed=tuple(s * (s - 1) for s in unit),
        possible=tuple(s * (m - 1) for s in unit),
        differing=differing,
        disagreement=differing * m / 2,
    )


def rate(of: Sums, category: int = STRUCK) -> Figure:
    """The mean over the judged units of the part of opinions that chose the category."""
    return of.shares[category] / of.judged if of.judged else Undefined.NOTHING_JUDGED


def raw_agreement(of: Sums) -> Figure:
    """
    The mean over units of the part of its pairs of opinions that agree; uncorrected for chance.

    Source: Fleiss 1971, "Measuring nominal scale agreement among many raters", P̄; with missing opinions Gwet 2014.
    """
    return 1 - of.differing / of.paired if of.paired else Undefined.NOTHING_PAIRED


def specific_agreement(of: Sums, category: int) -> Figure:
    """
    Of the opinions for this category, met with another opinion on the same unit, the part that finds the same there.

    Source: Cicchetti and Feinstein 1990, "High agreement but low kappa: II", p_pos and p_neg of two people,
    2a/(2a+b+c); of more, Σ s(s−1) / Σ s(m−1).
    """
    if not of.paired:
        return Undefined.NOTHING_PAIRED
    possible = of.possible[category]
    return Fraction(of.agreed[category], possible) if possible else Undefined.NEVER_CHOSEN


def krippendorff_alpha(of: Sums) -> Figure:
    """
    Krippendorff's alpha for nominal data: 1 for full agreement, 0 for what chance gives.

    With n opinions, n₁ of them strikes, and d the disagreement, for two categories: 1 − (n−1)d / (n₁(n−n₁)).

    Source: Krippendorff 2011, "Computing Krippendorff's alpha-reliability", section D.
    """
    n = sum(of.chosen)
    if not n:
        return Undefined.NOTHING_PAIRED
    expected = sum(chosen * (n - chosen) for chosen in of.chosen)
    return 1 - 2 * (n - 1) * of.disagreement / expected if expected else Undefined.ALL_ALIKE


def gwet_ac1(of: Sums) -> Figure:
    """
    Gwet's AC1: agreement beyond the chance of categories that are hard to tell apart. Near 1 where one is rare.

    Source: Gwet 2008, "Computing inter-rater reliability and its variance in the presence of high agreement"; units
    with one opinion take part in the rates of the categories.
    """
    agreement = raw_agreement(of)
    if isinstance(agreement, Undefined):
        return agreement
    rates = [share / of.judged for share in of.shares]
    by_chance = sum((part * (1 - part) for part in rates), Fraction()) / (len(rates) - 1)
    return (agreement - by_chance) / (1 - by_chance)
