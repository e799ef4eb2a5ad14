"""Somebody's own pay: today as it stands, a period line by line, what is owed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from annotation.models import Annotator, DayProposal, LedgerEntry, PayPeriod, PayRead, PayRule, Rate
from annotation.queries import day_facts, pay_days, pay_rules, times
from annotation.queries import ledger as books
from annotation.queries.pay_days import PayDay
from annotation.rules.day_classes import DayClass
from annotation.rules.day_facts import DayFacts
from annotation.rules.day_rules import Proposed, propose, to_next, worth
from annotation.rules.intervals import local_date
from annotation.rules.moneys import Money, sums

PERIODS_SHOWN = 24
LOOKS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Today:
    """The day that it is for somebody, by the rule, if there is one; `missing` is how far it is to the next class."""

    local_date: date
    zone: str
    rule: PayRule | None
    worked: timedelta
    proposed: Proposed | None
    next_class: DayClass | None
    missing: timedelta | None
    full: Money | None
    half: Money | None


@dataclass(frozen=True, slots=True)
class Line:
    """A day of the period: what was proposed, or what its facts come to as long as nothing is."""

    local_date: date
    said: DayProposal | Proposed
    day: PayDay

    @property
    def is_provisional(self) -> bool:
        return isinstance(self.said, Proposed)

    @property
    def worked(self) -> timedelta:
        return timedelta(seconds=self.said.seconds)

    @property
    def money(self) -> Money:
        return self.said.money if isinstance(self.said, Proposed) else Money(self.said.currency, self.said.amount)


@dataclass(frozen=True, slots=True)
class PeriodOfMine:
    """A period: its days, what else was entered in it, and what it comes to; `brought` is from before."""

    period: PayPeriod
    lines: list[Line]
    others: list[LedgerEntry]
    earned: dict[str, Decimal]
    brought: dict[str, Decimal]
    paid_out: dict[str, Decimal]


def today(annotator: Annotator, now: datetime) -> Today:
    zone = times.zone_of(annotator)
    day = local_date(now, zone)
    facts = day_facts.known([annotator.pk], day, day).of(annotator.pk, day)
    rule = pay_rules.in_force(pay_rules.versions(), day)
    worked = timedelta(seconds=facts.seconds)
    if rule is None:
        return Today(day, zone, None, worked, None, None, None, None, None)
    terms = rule.terms
    following = to_next(facts.seconds, terms)
    return Today(
        local_date=day,
        zone=zone,
        rule=rule,
        worked=worked,
        proposed=propose(facts, terms),
        next_class=None if following is None else following[0],
        missing=None if following is None else timedelta(seconds=following[1]),
        full=worth(DayClass.FULL, facts, terms),
        half=worth(DayClass.HALF, facts, terms),
    )


def periods() -> list[PayPeriod]:
    """The newest first."""
    return [*PayPeriod.objects.order_by("-first_date")[:PERIODS_SHOWN]]


def rates(annotator: Annotator) -> list[Rate]:
    """What a full day of theirs was worth since when, the newest first."""
    return [*Rate.objects.filter(annotator=annotator).order_by("-since_date", "-pk")]


def looks(annotator: Annotator) -> list[PayRead]:
    """Who looked at their pay, the newest first; the whole of it stands among what is stored about them."""
    found = PayRead.objects.filter(annotator=annotator).select_related("reader")
    return [*found.order_by("-created_at", "-pk")[:LOOKS_SHOWN]]


def of_period(annotator: Annotator, period: PayPeriod) -> PeriodOfMine:
    """The period in ten statements, however many days it has."""
    known = day_facts.known([annotator.pk], period.first_date, period.last_date)
    rules = pay_rules.versions()
    kept = pay_days.days([annotator.pk], period.first_date, period.last_date)
    keys = {*known.days([annotator.pk], period.first_date, period.last_date, rules), *kept}
    lines = [
        line
        for _, day in sorted(keys)
        if (line := line_of(day, kept.get((annotator.pk, day)), known.of(annotator.pk, day), rules))
    ]
    entries = period.entries.filter(annotator=annotator).select_related("reverses", "period", "approval__proposal")
    entered = [*entries.order_by("pk")]
    of_days = {entry.pk for line in lines for entry in line.day.entries}
    earned = sums(Money(one.currency, one.amount) for one in entered if one.kind != "payout")
    brought = {currency: total for (_, currency), total in books.brought_forward(period, [annotator.pk]).items()}
    paid = {currency: total for (whose, currency), total in books.paid_out(period).items() if whose == annotator.pk}
    others = [one for one in entered if one.pk not in of_days]
    return PeriodOfMine(period, lines, others, earned, brought, paid)


def line_of(day: date, kept: PayDay | None, facts: DayFacts, rules: list[PayRule]) -> Line | None:
    if kept is not None and kept.proposal is not None:
        return Line(day, kept.proposal, kept)
    rule = pay_rules.in_force(rules, day)
    return None if rule is None else Line(day, propose(facts, rule.terms), kept or PayDay())
