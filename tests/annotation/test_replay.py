"""
A whole project from its facts, twice into empty tables: payslips, file and statements are the same to the byte.

The facts are what browsers reported, what managers said, contracts, rates, rules and sums given by hand. They arrive
in another order, some of them twice; days are proposed and approved in other portions.
"""

import contextlib
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import transaction

from annotation.actions import attendances, entry_requests, heartbeats, pay_days
from annotation.actions.attendances import Attended
from annotation.actions.entry_requests import Asked
from annotation.actions.heartbeats import Report
from annotation.gateways.papers import drawn
from annotation.models import ActiveInterval, Annotator, DayProposal, LedgerEntry, PayPeriod, User
from annotation.pages import pay_papers
from annotation.queries import ledger, pay_statements
from annotation.rules import payslips
from annotation.rules.day_classes import AttendanceKind, DayClass
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import Money
from annotation.rules.pay_exports import written
from tests.annotation.employer import LATER, closed, day, hired, period, proposed
from tests.factories import ManagerFactory, PayrollFactory, PayRuleFactory, RateFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

ZONES = {"K-1": "Asia/Seoul", "K-2": "Pacific/Kiritimati", "K-3": "Etc/GMT+12", "K-4": "America/New_York"}
EVERY = timedelta(minutes=30)
N_DAYS = 6


class Undone(Exception):
    pass


@dataclass(frozen=True)
class Sent:
    """A report on its way: whose, and when it came."""

    number: str
    at: datetime
    report: Report


@dataclass(frozen=True)
class Result:
    """All that is paid by, as bytes."""

    digests: list[str]
    files: list[str]
    papers: list[bytes]
    n_intervals: int


def facts() -> list[Sent]:
    """What four browsers reported in six days, with two pages at once now and then; the same each time."""
    rng = random.Random(7)  # noqa: S311  the same facts each time
    return [sent for number in ZONES for on in range(N_DAYS) for sent in page_of(number, on, rng)]


def page_of(number: str, on: int, rng: random.Random) -> Iterator[Sent]:
    """Reports of the pages of one day, half an hour each; one page begins an hour after the other."""
    midnight = datetime.combine(day(on), time(), ZoneInfo(ZONES[number])).astimezone(UTC)
    began = midnight + timedelta(hours=rng.randint(6, 14), seconds=rng.randint(0, 3599))
    n_halves = rng.choice([0, 5, 7, 13, 15, 17])
    for tab in range(rng.choice([1, 2])):
        page = uuid.UUID(int=rng.getrandbits(128))
        opened = began + tab * timedelta(hours=1)
        for seq in range(n_halves + 1):
            at = opened + seq * EVERY
            length = int(EVERY.total_seconds() * 1000) if seq else 1000
            span = {"from_ms_ago": length, "to_ms_ago": 0, "activity": "judging", "quiet_ms": 0, "pair": None}
            report = Report(session=page, seq=seq + 1, zone=ZONES[number], sent_at=at, spans=[span], inputs=1)
            yield Sent(number, at, report)


def by_clock(sent: list[Sent]) -> list[Sent]:
    return sorted(sent, key=lambda one: (one.at, one.number))


def page_after_page_with_echoes(sent: list[Sent]) -> list[Sent]:
    """The last person first, a whole page at a time, each report of it twice."""
    pages: dict[uuid.UUID, list[Sent]] = {}
    for one in sent:
        pages.setdefault(one.report.session, []).append(one)
    return [again for page in reversed(pages.values()) for one in page for again in (one, one)]


def at_once(of: PayPeriod, author: User) -> None:
    pay_days.propose_days(period=of, now=LATER)
    ids = [one.pk for one in proposed(of)]
    pay_days.approve_days(proposals=ids, author=author, now=LATER)


def one_by_one_backwards(of: PayPeriod, author: User) -> None:
    """Proposed each evening, person by person; the newest approved first, each in its own transaction."""
    for n in range(1, 30):
        pay_days.propose_days(period=of, now=datetime.combine(of.first_date, time(12), UTC) + timedelta(days=n))
    for one in sorted(proposed(of), key=lambda one: one.pk, reverse=True):
        pay_days.approve_days(proposals=[one.pk], author=author, now=LATER)


def project(sent: list[Sent], settle: Callable[[PayPeriod, User], None]) -> Result:
    """The whole project in empty tables, from its facts to what is paid."""
    payroll, manager = PayrollFactory(username="pia"), ManagerFactory(username="ruth")
    people = {number: hired(payroll_number=number, annotator__user__username=number.lower()) for number in ZONES}
    RateFactory(annotator=people["K-2"], since_date=day(2), day_amount=Decimal("61.01"))
    PayRuleFactory(number=1)
    PayRuleFactory(number=2, since_date=day(4), full_minutes=420, holidays={str(day(5)): "설날"}, holiday_class="half")
    for one in sent:
        heartbeats.beat(annotator=people[one.number], report=one.report, now=one.at)
    said_of(people["K-3"], manager)
    first, second = period(last_date=day(2)), period(name="second", first_date=day(3), last_date=day(12))
    for of in (first, second):
        settle(of, payroll)
    given(people["K-1"], "-7.25", payroll)
    for of in (first, second):
        closed(of, payroll, to="exported" if of == second else "paid")
    call_command("verify_ledger")
    call_command("rebuild_payslips")
    return result(people)


def said_of(annotator: Annotator, manager: User) -> None:
    said: dict[str, Any] = {"reason": "sick", "evidence": "a letter", "first_date": day(1), "last_date": day(2)}
    attended = Attended(uuid=uuid.UUID(int=1), kind=AttendanceKind.SICK_LEAVE, day_class=DayClass.HALF, **said)
    attendances.record(attended=attended, annotators=[annotator], author=manager, now=LATER)


def given(annotator: Annotator, amount: str, author: User) -> None:
    money = Money("USD", Decimal(amount))
    asked = Asked(key="k", kind=EntryKind.ADJUSTMENT, annotator=annotator, money=money, reason="Paid twice in May.")
    entry_requests.ask(asked=asked, author=author, now=LATER)


def result(people: dict[str, Annotator]) -> Result:
    periods = [*PayPeriod.objects.order_by("first_date")]
    slips = [ledger.payslips(of) for of in periods]
    statements = [pay_statements.statement(one, of) for of in periods for one in people.values()]
    return Result(
        digests=[payslips.digest(own) for own in slips],
        files=[written(of.name, own).text for of, own in zip(periods, slips, strict=True)],
        papers=[drawn(pay_papers.statement(one, LATER)) for one in statements],
        n_intervals=ActiveInterval.objects.count(),
    )


def replayed(sent: list[Sent], settle: Callable[[PayPeriod, User], None]) -> Result:
    """The project, and everything of it undone."""
    found: list[Result] = []
    with contextlib.suppress(Undone), transaction.atomic():
        assert [one.objects.count() for one in (ActiveInterval, DayProposal, LedgerEntry)] == [0, 0, 0]
        found.append(project(sent, settle))
        raise Undone
    [one] = found
    return one


def test_a_project_replayed_from_its_facts_gives_identical_payslips_to_the_byte(monkeypatch: pytest.MonkeyPatch):
    told = facts()
    once = replayed(by_clock(told), at_once)
    monkeypatch.setattr(pay_days, "AT_ONCE", 1)

    again = replayed(page_after_page_with_echoes(told), one_by_one_backwards)

    assert (len(once.digests), len(once.papers)) == (2, 8)
    assert len({line.split(",")[7] for file in once.files for line in file.splitlines()[1:]} - {""}) == N_DAYS
    assert again == once


def test_other_facts_give_other_payslips() -> None:
    told = facts()
    once = replayed(by_clock(told), at_once)
    last = max(told, key=lambda one: one.at)
    less = [one for one in told if one.report.session != last.report.session]

    assert replayed(by_clock(less), at_once).digests != once.digests
