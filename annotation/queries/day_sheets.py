"""All that is known of one day of somebody's pay: when they worked and paused, what they judged, what came of it."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.db.models import Q

from annotation.choices import ThreadKind
from annotation.models import (
    Annotator,
    AttendanceAct,
    DayApproval,
    DayProposal,
    Heartbeat,
    Judgment,
    LedgerEntry,
    Message,
    PayPeriod,
    PayRule,
    ShiftEnd,
    Thread,
    WorkSession,
)
from annotation.queries import day_facts, pay_rules, times
from annotation.rules.day_facts import DayFacts, Span, digest
from annotation.rules.day_pauses import Beat, Pause, Sitting, cause_of, sittings
from annotation.rules.day_rules import Proposed, propose, to_next
from annotation.rules.intervals import next_midnight

BESIDE = ("author", "second", "period", "reversed_by", "approval__proposal")


@dataclass(frozen=True, slots=True)
class Written:
    """A thread on the day, with what was said in order."""

    thread: Thread
    messages: list[Message]


@dataclass
class DaySheet:
    """
    One local date of somebody. `proposed` follows from what is known now; `proposals`, `approvals` and `entries` are
    what was kept, the newest first. `rule` is None before there is any.
    """

    annotator: Annotator
    local_date: date
    zone: str
    began: datetime
    ended: datetime
    facts: DayFacts
    rule: PayRule | None
    proposed: Proposed | None
    period: PayPeriod | None
    proposals: list[DayProposal]
    approvals: list[DayApproval]
    entries: list[LedgerEntry]
    acts: list[AttendanceAct]
    judged_at: list[datetime]
    sittings: list[Sitting]
    pauses: list[Pause]
    written: Written | None

    @property
    def is_newer(self) -> bool:
        """Whether facts came, or changed, after the newest proposal."""
        return bool(self.proposals) and self.proposals[0].facts_digest != digest(self.facts)

    @property
    def missing(self) -> timedelta | None:
        """How much time is wanting to the next class."""
        if self.rule is None or (found := to_next(self.facts.seconds, self.rule.terms)) is None:
            return None
        return timedelta(seconds=found[1])

    @property
    def worked(self) -> timedelta:
        return timedelta(seconds=self.facts.seconds)

    def judged_between(self, began: datetime, ended: datetime) -> int:
        return bisect_left(self.judged_at, ended) - bisect_left(self.judged_at, began)


def sheet(annotator: Annotator, day: date) -> DaySheet:
    """The whole day; as many statements however much was done on it."""
    facts = day_facts.known([annotator.pk], day, day).of(annotator.pk, day)
    rule = pay_rules.in_force(pay_rules.versions(), day)
    zone = facts.spans[0].zone if facts.spans else times.zone_of(annotator)
    began, ended = bounds(day, zone, facts.spans)
    sat = sittings(facts.spans)
    of_day = {"annotator": annotator, "local_date": day}
    return DaySheet(
        annotator=annotator,
        local_date=day,
        zone=zone,
        began=began,
        ended=ended,
        facts=facts,
        rule=rule,
        proposed=None if rule is None else propose(facts, rule.terms),
        period=PayPeriod.objects.filter(first_date__lte=day, last_date__gte=day).first(),
        proposals=[*DayProposal.objects.filter(**of_day).select_related("rule").order_by("-number")],
        approvals=[*DayApproval.objects.filter(**of_day).select_related("author").order_by("-number")],
        entries=[*entries(annotator, day)],
        acts=[*acts(annotator, day)],
        judged_at=judged_at(annotator, began, ended),
        sittings=sat,
        pauses=pauses(annotator, sat, began, ended),
        written=written(annotator, day),
    )


def bounds(day: date, zone: str, spans: tuple[Span, ...]) -> tuple[datetime, datetime]:
    """From midnight to midnight there; further where somebody travelled and the date was longer for them."""
    began = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
    ended = next_midnight(began, zone)
    return min([began, *(one.began for one in spans)]), max([ended, *(one.ended for one in spans)])


def entries(annotator: Annotator, day: date) -> list[LedgerEntry]:
    found = LedgerEntry.objects.filter(annotator=annotator, local_date=day)
    return [*found.select_related(*BESIDE).order_by("-pk")]


def acts(annotator: Annotator, day: date) -> list[AttendanceAct]:
    """What was said of the day, also what was taken back since."""
    named = AttendanceAct.objects.filter(
        attendees__annotator=annotator, first_date__lte=day, last_date__gte=day, undoes__isnull=True
    )
    return [*named.select_related("author", "undone_by__author").order_by("pk")]


def judged_at(annotator: Annotator, began: datetime, ended: datetime) -> list[datetime]:
    """When each first answer of the day came."""
    found = Judgment.objects.filter(annotator=annotator, created_at__gte=began, created_at__lt=ended, revision=1)
    return [*found.order_by("created_at").values_list("created_at", flat=True)]


def pauses(annotator: Annotator, sat: list[Sitting], began: datetime, ended: datetime) -> list[Pause]:
    """What lies between the sittings, and what is known of why."""
    within = Q(opened_at__lt=ended, seen_at__gte=began)
    pages = [*WorkSession.objects.filter(within, annotator=annotator).values_list("pk", "closed_at")]
    beats = [
        Beat(*row)
        for row in Heartbeat.objects.filter(
            session__in=[pk for pk, _ in pages], written_at__gte=began, written_at__lt=ended
        )
        .order_by("written_at")
        .values_list("written_at", "visible", "inputs")
    ]
    ends = ShiftEnd.objects.filter(annotator=annotator, ended_at__gte=began, ended_at__lt=ended)
    shift_ends = [*ends.values_list("ended_at", flat=True)]
    closed = [at for _, at in pages if at is not None]
    return [
        Pause(one.ended, other.began, cause_of(one.ended, other.began, beats, shift_ends, closed))
        for one, other in pairwise(sat)
    ]


def written(annotator: Annotator, day: date) -> Written | None:
    thread = Thread.objects.filter(kind=ThreadKind.PAY, asked_by=annotator.user_id, local_date=day).first()
    if thread is None:
        return None
    return Written(thread, [*thread.messages.select_related("author").order_by("created_at", "uuid")])
