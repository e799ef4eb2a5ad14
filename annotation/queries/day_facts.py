"""What days of pay follow from: time that counts, what managers said, contracts and rates."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from annotation.models import ActiveInterval, AttendanceAct, Attendee, Contract, PayRule, Rate
from annotation.queries.pay_rules import in_force
from annotation.rules.activities import Activity
from annotation.rules.day_classes import AttendanceKind, DayClass
from annotation.rules.day_facts import Attendance, DayFacts, Span, Wage

Day = tuple[int, date]
DAY = timedelta(days=1)


@dataclass
class Known:
    """All that is known of days of some people, by person and date."""

    spans: dict[Day, list[Span]] = field(default_factory=lambda: defaultdict(list))
    attendances: dict[Day, list[Attendance]] = field(default_factory=lambda: defaultdict(list))
    contracts: dict[int, list[tuple[date, date | None]]] = field(default_factory=lambda: defaultdict(list))
    rates: dict[int, list[tuple[date, Wage]]] = field(default_factory=lambda: defaultdict(list))

    def of(self, annotator: int, day: date) -> DayFacts:
        return DayFacts(
            local_date=day,
            spans=tuple(self.spans.get((annotator, day), ())),
            attendances=tuple(self.attendances.get((annotator, day), ())),
            has_contract=self.has_contract(annotator, day),
            wage=self.wage(annotator, day),
        )

    def has_contract(self, annotator: int, day: date) -> bool:
        dates = self.contracts.get(annotator, ())
        return any(starts <= day and (ends is None or day <= ends) for starts, ends in dates)

    def wage(self, annotator: int, day: date) -> Wage | None:
        """By the newest row of the latest date that the day has reached."""
        reached = [wage for since, wage in self.rates.get(annotator, ()) if since <= day]
        return reached[-1] if reached else None

    def days(self, annotators: Collection[int], first: date, last: date, rules: Collection[PayRule]) -> Iterator[Day]:
        """Days of which there is something to say: time, an act of attendance, or a holiday under contract."""
        for day in (first + n * DAY for n in range((last - first).days + 1)):
            rule = in_force(rules, day)
            is_holiday = rule is not None and day.isoformat() in rule.holidays
            for annotator in annotators:
                key = (annotator, day)
                if key in self.spans or key in self.attendances or (is_holiday and self.has_contract(*key)):
                    yield key


def known(annotators: Collection[int], first: date, last: date) -> Known:
    """What is known of these people's days from the first date to the last, in four statements."""
    found = Known()
    of_them = Q(annotator__in=annotators)
    intervals = ActiveInterval.objects.filter(of_them, local_date__range=(first, last)).order_by("span")
    for one in intervals:
        span = Span(one.span.lower, one.span.upper, Activity(one.activity), one.zone)
        found.spans[one.annotator_id, one.local_date].append(span)
    for attendee in standing(of_them, first, last):
        for day in days_of(attendee.act, first, last):
            found.attendances[attendee.annotator_id, day].append(as_attendance(attendee.act))
    for contract in Contract.objects.filter(of_them).order_by("starts_date"):
        found.contracts[contract.annotator_id].append((contract.starts_date, contract.ends_date))
    for rate in Rate.objects.filter(of_them, since_date__lte=last).order_by("since_date", "pk"):
        found.rates[rate.annotator_id].append((rate.since_date, Wage(rate.day_amount, rate.currency)))
    return found


def standing(of_them: Q, first: date, last: date) -> QuerySet[Attendee]:
    """Who was named in acts of attendance on these dates that nobody took back."""
    named = Attendee.objects.filter(of_them, act__first_date__lte=last, act__last_date__gte=first)
    return named.filter(act__undone_by__isnull=True).select_related("act").order_by("act")


def days_of(act: AttendanceAct, first: date, last: date) -> Iterator[date]:
    began, ended = max(first, act.first_date), min(last, act.last_date)
    return (began + n * DAY for n in range((ended - began).days + 1))


def as_attendance(act: AttendanceAct) -> Attendance:
    return Attendance(AttendanceKind(act.kind), DayClass(act.day_class), act.reason)
