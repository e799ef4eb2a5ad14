"""
The day rule: what a day comes to by its facts and a version of the rule, and why, in words.

A pure function. It proposes; a person approves. Nothing about quality goes in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from annotation.rules.day_classes import HALVES, AttendanceKind, DayClass, DayFlag, together
from annotation.rules.day_facts import Attendance, DayFacts
from annotation.rules.intervals import local_date
from annotation.rules.moneys import NOTHING, Money, Rounding, rounded

MINUTE = 60
NEARLY = 15 * MINUTE
LONG = 12 * 60 * MINUTE

# A reason is a code with its values, so that it can be said in the reader's language; these are the English sentences.
SENTENCES = {
    "full": "%(worked)s at work: a full day, from %(from)s on.",
    "half": "%(worked)s at work: half a day, from %(from)s on. A full day begins at %(next)s.",
    "none": "%(worked)s at work: half a day begins at %(next)s.",
    "nothing": "No time at work.",
    "outage": "The site was down: %(class)s. %(said)s",
    "sick_leave": "Sick leave: %(class)s. %(said)s",
    "training": "Training: %(class)s. %(said)s",
    "holiday": "Holiday: %(class)s. %(said)s",
    "no_contract": "No contract on this date.",
}
CLASS_WORDS = {DayClass.FULL: "a full day", DayClass.HALF: "half a day", DayClass.NONE: "unpaid"}


@dataclass(frozen=True, slots=True)
class Terms:
    """
    A version of the rule, as plain values. Minutes are of paid time; amounts are what a day of each class is worth.

    `holidays` are dates with their names; each counts as `holiday_class` for whoever has a contract.
    """

    number: int
    full_minutes: int
    half_minutes: int
    full_amount: Decimal
    half_amount: Decimal
    currency: str
    rounding: Rounding = Rounding.HALF_UP
    holidays: Mapping[date, str] = field(default_factory=dict)
    holiday_class: DayClass = DayClass.NONE


@dataclass(frozen=True, slots=True)
class Why:
    """One part of a reason: which sentence, and what goes into it."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return (SENTENCES[self.code] % self.values).strip()


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the rule proposes for a day."""

    day_class: DayClass
    money: Money
    seconds: int
    whys: tuple[Why, ...]
    flags: tuple[DayFlag, ...]

    @property
    def reason(self) -> str:
        return " ".join(str(why) for why in self.whys)


def propose(facts: DayFacts, terms: Terms) -> Proposed:
    """The class of the day: by its time and by what was said of it; halves add up, and never to more than a day."""
    said = attendances(facts, terms)
    time_class = by_time(facts.seconds, terms)
    n_halves = HALVES[time_class] + sum(HALVES[one.day_class] for one in said)
    day_class = together(n_halves) if facts.has_contract else DayClass.NONE
    whys = [time_why(facts.seconds, time_class, terms), *(attendance_why(one) for one in said)]
    if not facts.has_contract:
        whys.append(Why("no_contract"))
    money = worth(day_class, facts, terms)
    return Proposed(day_class, money, facts.seconds, tuple(whys), tuple(flags(facts, terms, day_class)))


def by_time(seconds: int, terms: Terms) -> DayClass:
    if seconds >= terms.full_minutes * MINUTE:
        return DayClass.FULL
    return DayClass.HALF if seconds >= terms.half_minutes * MINUTE else DayClass.NONE


def attendances(facts: DayFacts, terms: Terms) -> list[Attendance]:
    """What was said of the day: of each kind the best once, so that an outage noted twice is one outage."""
    said = list(facts.attendances)
    if facts.local_date in terms.holidays:
        named = terms.holidays[facts.local_date]
        said.append(Attendance(AttendanceKind.HOLIDAY, terms.holiday_class, named))
    best: dict[AttendanceKind, Attendance] = {}
    for one in said:
        if one.kind not in best or HALVES[one.day_class] > HALVES[best[one.kind].day_class]:
            best[one.kind] = one
    return [best[kind] for kind in AttendanceKind if kind in best]


def worth(day_class: DayClass, facts: DayFacts, terms: Terms) -> Money:
    """What a day of this class is worth to them: half a day is the same part of their rate as of the rule's."""
    if facts.wage is None:
        amounts = {DayClass.FULL: terms.full_amount, DayClass.HALF: terms.half_amount}
        return Money(terms.currency, amounts.get(day_class, NOTHING))
    full = facts.wage.day_amount
    half = rounded(full * terms.half_amount / terms.full_amount, terms.rounding)
    return Money(facts.wage.currency, {DayClass.FULL: full, DayClass.HALF: half}.get(day_class, NOTHING))


def to_next(seconds: int, terms: Terms) -> tuple[DayClass, int] | None:
    """The class after this one and how many seconds are wanting; None when the day is full."""
    if seconds >= terms.full_minutes * MINUTE:
        return None
    if seconds >= terms.half_minutes * MINUTE:
        return DayClass.FULL, terms.full_minutes * MINUTE - seconds
    return DayClass.HALF, terms.half_minutes * MINUTE - seconds


def flags(facts: DayFacts, terms: Terms, day_class: DayClass) -> list[DayFlag]:
    wanting = to_next(facts.seconds, terms)
    zones = {one.zone for one in facts.spans}
    found = {
        DayFlag.OVER_MIDNIGHT: touches_midnight(facts),
        DayFlag.ZONE_CHANGED: len(zones) > 1,
        DayFlag.NEARLY: day_class != DayClass.FULL and wanting is not None and wanting[1] <= NEARLY,
        DayFlag.LONG: facts.seconds > LONG,
        DayFlag.NO_CONTRACT: not facts.has_contract,
    }
    return [flag for flag, is_so in found.items() if is_so]


def touches_midnight(facts: DayFacts) -> bool:
    """Whether work began with the day or went on to its very end: the shift has a part on another date."""
    if not facts.spans:
        return False
    first, last = facts.spans[0], facts.spans[-1]
    before = local_date(first.began - timedelta(seconds=1), first.zone)
    return before < facts.local_date or local_date(last.ended, last.zone) > facts.local_date


def time_why(seconds: int, time_class: DayClass, terms: Terms) -> Why:
    limits = {"full": clock(terms.full_minutes), "half": clock(terms.half_minutes)}
    worked = {"worked": clock(seconds // MINUTE)}
    if time_class == DayClass.FULL:
        return Why("full", worked | {"from": limits["full"]})
    if time_class == DayClass.HALF:
        return Why("half", worked | {"from": limits["half"], "next": limits["full"]})
    return Why("none", worked | {"next": limits["half"]}) if seconds else Why("nothing")


def attendance_why(one: Attendance) -> Why:
    return Why(one.kind.value, {"class": CLASS_WORDS[one.day_class], "said": one.reason})


def clock(minutes: int) -> str:
    """Minutes as hours and minutes: 6 h 30 min."""
    return f"{minutes // 60} h {minutes % 60:02} min"


def in_words(terms: Terms) -> str:
    """The rule as somebody reads it who is paid by it."""
    lines = [
        f"A full day is {clock(terms.full_minutes)} at work or more: {Money(terms.currency, terms.full_amount)}.",
        f"Half a day is {clock(terms.half_minutes)} or more: {Money(terms.currency, terms.half_amount)}.",
        "Judging, questions, training, reading the guideline, waiting for work and outages are all time at work.",
        "A day ends at midnight where you are. How good the work is never lowers a day.",
    ]
    if terms.holidays:
        named = ", ".join(f"{name} ({day.isoformat()})" for day, name in sorted(terms.holidays.items()))
        lines.append(f"Holidays count as {CLASS_WORDS[terms.holiday_class]}: {named}.")
    return " ".join(lines)


def in_order(facts: DayFacts) -> bool:
    """Whether no span lies over the next: each moment counts once."""
    return all(one.ended <= other.began for one, other in pairwise(facts.spans))


def why_entered(proposed: str, raised: str, late_for: str) -> str:
    """
    The reason of a day's entry: that of the proposal, and what somebody said who approved more.

    :param late_for: the name of a period that was closed before these facts came
    """
    parts = [f"Came after {late_for} was closed." if late_for else "", proposed, raised]
    return " ".join(part for part in parts if part)
