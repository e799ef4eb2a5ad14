"""An annotator's own pay, and the thread on a day of it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.test.client import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotation.actions import ledger, pay_threads
from annotation.actions.pay_roles import NotPayroll, OwnPay
from annotation.errors import ReceiptTaken
from annotation.models import Annotator, AuditEntry, LedgerEntry, Message, Notice, Thread
from annotation.pages import pay_words
from annotation.pages.day_strips import strip
from annotation.queries import day_sheets
from annotation.queries.digests import due
from annotation.rules import day_rules
from annotation.rules.day_classes import AttendanceKind, DayFlag
from annotation.rules.day_pauses import Beat, Cause, cause_of
from annotation.rules.ledger import EntryKind
from annotation.rules.pay_exports import read
from annotation.rules.pay_periods import PeriodState
from tests.annotation.employer import LATER, MONDAY, approved, day, hired, period, works
from tests.conftest import SignIn
from tests.factories import (
    ActiveIntervalFactory,
    ManagerFactory,
    PayReadFactory,
    PayrollFactory,
    RateFactory,
    ShiftEndFactory,
    WorkSessionFactory,
)

pytestmark = pytest.mark.django_db

UUIDS = [UUID(int=n) for n in range(1, 5)]


@pytest.fixture
def annotator() -> Annotator:
    return hired()


@pytest.fixture
def browser(annotator: Annotator, signed_in: SignIn) -> Client:
    return signed_in(annotator.user)


def dispute(annotator, **said):
    told = {"local_date": MONDAY, "uuid": UUIDS[0], "text": "I worked longer.", "within": timedelta(hours=48)}
    return pay_threads.dispute(**{"annotator": annotator, "now": LATER, **told, **said})


def text_of(client: Client, address: str, **data: str) -> str:
    return " ".join(client.get(address, data).content.decode().split())


def test_a_period_tells_each_day_why_it_comes_to_what_it_does_and_what_is_owed(annotator, browser):
    of = period()
    works(annotator, MONDAY, 4)
    approved(of, PayrollFactory())
    works(annotator, day(1), 7)

    page = browser.get("/me/pay/", {"period": of.name})
    shown = " ".join(page.content.decode().split())

    assert [(line.local_date, line.is_provisional) for line in page.context["shown"].lines] == [
        (MONDAY, False),
        (day(1), True),
    ]
    assert "4 h 00 min at work: half a day, from 3 h 00 min on. A full day begins at 6 h 30 min." in shown
    assert "A full day is 6 h 30 min at work or more: 50.00 USD." in shown
    assert 'You are owed <strong class="num">25.00 USD</strong>.' in shown


def test_every_reason_of_the_rule_has_its_sentence_for_translators():
    assert {code: str(said) for code, said in pay_words.SENTENCES.items()} == day_rules.SENTENCES
    assert {one: str(said) for one, said in pay_words.CLASSES.items()} == day_rules.CLASS_WORDS
    assert (set(pay_words.FLAGS), set(pay_words.CAUSES)) == (set(DayFlag), set(Cause))
    assert (set(pay_words.KINDS), set(pay_words.STATES)) == (set(EntryKind), set(PeriodState))
    assert set(pay_words.ATTENDANCES) == set(AttendanceKind)


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_takes_as_many_queries_for_many_days_as_for_one(
    annotator: Annotator, browser: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    of = period()
    for number in range(n):
        works(annotator, day(number), 7)
    approved(of, PayrollFactory())

    with django_assert_num_queries(23):
        page = browser.get("/me/pay/", {"period": of.name})

    assert len(page.context["shown"].lines) == n


def test_a_statement_is_the_payrolls_own_format_and_of_nobody_else(annotator, browser):
    of, other = period(), hired()
    for whose in (annotator, other):
        works(whose, MONDAY, 7)
    approved(of, PayrollFactory())

    file = browser.get("/me/pay.csv", {"period": of.name})

    rows = read(file.content.decode())
    assert [(row.record, row.payroll_number, row.money.amount) for row in rows] == [
        (record, annotator.payee.payroll_number, 50) for record in ("line", "pay")
    ]


@pytest.mark.parametrize("n", [1, 3])
def test_a_day_takes_as_many_queries_however_much_was_done_on_it(
    annotator: Annotator, browser: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    of = period()
    for number in range(n):
        works(annotator, MONDAY, 1, at=8 + 2 * number)
    approved(of, PayrollFactory())

    with django_assert_num_queries(16):
        page = browser.get(f"/me/pay/{MONDAY}/")

    assert len(page.context["sheet"].sittings) == n


def test_a_day_shows_sittings_and_pauses_with_their_cause(annotator):
    period()
    works(annotator, MONDAY, 1, at=8)
    works(annotator, MONDAY, 1, at=10)
    works(annotator, MONDAY, 1, at=13)
    nine = datetime(2026, 11, 2, 9, tzinfo=UTC)
    ShiftEndFactory(annotator=annotator, began_at=nine - timedelta(hours=1), ended_at=nine)

    sheet = day_sheets.sheet(annotator, MONDAY)

    assert [(one.began.hour, one.ended.hour, one.cause) for one in sheet.pauses] == [
        (9, 10, Cause.SHIFT_ENDED),
        (11, 13, Cause.AWAY),
    ]
    assert [(box.x, box.width) for box in strip(sheet).worked] == [("320", "40"), ("400", "40"), ("520", "40")]


def test_a_day_of_25_hours_is_drawn_whole(annotator):
    began = datetime(2026, 10, 25, 8, tzinfo=UTC)
    ActiveIntervalFactory(
        annotator=annotator, span=(began, began + timedelta(hours=1)), local_date="2026-10-25", zone="Europe/Berlin"
    )

    sheet = day_sheets.sheet(annotator, began.date())

    assert sheet.ended - sheet.began == timedelta(hours=25)
    assert [tick.text for tick in strip(sheet).ticks][:3] == ["00:00", "03:00", "06:00"]


def test_what_pages_reported_in_a_pause_tells_its_cause():
    began = LATER
    ended = began + timedelta(minutes=10)
    at = began + timedelta(minutes=3)

    assert cause_of(began, ended, [Beat(at, visible=False, inputs=0)], [], []) == Cause.OUT_OF_SIGHT
    assert cause_of(began, ended, [Beat(at, visible=True, inputs=0)], [], []) == Cause.QUIET
    assert cause_of(began, ended, [], [], [at]) == Cause.CLOSED
    assert cause_of(began, ended, [], [], []) == Cause.AWAY


def test_a_disputed_day_waits_for_the_payroll_and_its_answer_is_told_to_whose_day_it_is(annotator, browser):
    place, payroll = f"/me/pay/{MONDAY}/", PayrollFactory(email="pay@example.org")
    for uuid, text in zip(UUIDS, ("I worked longer.", "Until nine."), strict=False):
        assert browser.post(place, {"uuid": uuid, "text": text}).status_code == 302
    [thread] = Thread.objects.all()
    assert (thread.kind, thread.local_date, thread.answered_at) == ("pay", MONDAY, None)
    assert [(one.user, one.n_waiting) for one in due(before=timezone.now(), now=timezone.now())] == [(payroll, 1)]

    for _ in range(2):
        pay_threads.answer(thread=thread, author=payroll, uuid=UUIDS[2], text="You are right.", now=LATER)

    assert "You are right." not in str(AuditEntry.objects.get(act="answer_pay_thread").detail)
    assert Notice.objects.get(thread=thread, user=annotator.user).read_at is None
    shown = text_of(browser, "/me/questions/")
    assert f'<a href="{place}#thread"><bdi>I worked longer.</bdi>' in shown
    assert "You are right." in text_of(browser, place)
    assert Notice.objects.get(thread=thread, user=annotator.user).read_at is not None
    assert Message.objects.filter(thread=thread).count() == 3


def test_a_thread_on_pay_is_nobodys_but_its_owners_and_the_payrolls(annotator, signed_in):
    thread = dispute(annotator)
    manager = ManagerFactory()
    office = signed_in(manager)

    assert office.get("/questions/").context["n_waiting"] == 0
    assert office.get(f"/questions/{thread.pk}/").status_code == 404
    assert b"I worked longer." not in b"".join(office.get("/tables/messages.csv").streaming_content)
    assert str(thread.pk).encode() not in b"".join(office.get("/tables/questions.csv").streaming_content)
    assert office.get(f"/api/v1/threads/{thread.pk}").status_code == 404
    assert str(thread.pk) not in office.get("/api/v1/threads").content.decode()
    with pytest.raises(NotPayroll):
        pay_threads.answer(thread=thread, author=manager, uuid=UUIDS[1], text="no", now=LATER)
    annotator.user.roles = ["annotator", "payroll"]
    annotator.user.save()
    with pytest.raises(OwnPay):
        pay_threads.answer(thread=thread, author=annotator.user, uuid=UUIDS[1], text="yes", now=LATER)


def test_a_day_has_one_thread(annotator):
    thread = dispute(annotator)
    assert dispute(annotator) == thread
    with pytest.raises(ReceiptTaken):
        dispute(annotator, local_date=day(1))


def test_later_changes_of_a_day_stand_on_it_with_their_reason(annotator, browser):
    of, payroll = period(), PayrollFactory()
    works(annotator, MONDAY, 7)
    approved(of, payroll)
    WorkSessionFactory(annotator=annotator)
    ledger.reverse(entry=LedgerEntry.objects.get(), reason="Wrong person.", author=payroll, now=LATER)

    shown = text_of(browser, f"/me/pay/{MONDAY}/")

    assert '<bdi>Wrong person.</bdi></td><td class="num">−50.00 USD</td>' in shown
    assert "Approved: a full day" in shown


def test_who_looked_and_the_history_of_ones_rate_stand_on_ones_own_page(annotator, browser):
    RateFactory(annotator=annotator, since_date="2026-01-01", day_amount=Decimal("60.00"), reason="agreed")
    RateFactory(annotator=annotator, since_date="2026-11-03", day_amount=Decimal("64.50"), reason="a year on")
    pia = PayrollFactory(username="pia", first_name="")
    for what in ("day 2026-11-02", "entries, contracts, rates", "something new"):
        PayReadFactory(annotator=annotator, reader=pia, what=what)
    PayReadFactory(what="day 2026-11-09")

    shown = text_of(browser, "/me/pay/")

    assert shown.index("64.50 USD") < shown.index("60.00 USD")
    looks = shown[shown.index('id="looks"') :]
    assert [said in looks for said in ("the day 2026-11-02", "entries, contracts and rates", "something new")] == [
        True,
        True,
        True,
    ]
    assert looks.count("<bdi>pia</bdi>") == 3
    assert "2026-11-09" not in looks


def test_each_stretch_of_a_day_is_listed_by_itself(annotator, browser):
    works(annotator, MONDAY, 1, at=8)
    began = datetime(2026, 11, 2, 9, tzinfo=UTC)
    span = (began, began + timedelta(seconds=90))
    ActiveIntervalFactory(annotator=annotator, span=span, local_date=MONDAY, zone="UTC", activity="questions")

    page = browser.get(f"/me/pay/{MONDAY}/")

    assert len(page.context["sheet"].sittings) == 1
    apart = " ".join(page.content.decode().split("<details")[1].split("</details>")[0].split())
    assert '<td class="num">08:00:00</td><td class="num">09:00:00</td><td>Judging</td>' in apart
    assert '<td class="num">09:00:00</td><td class="num">09:01:30</td><td>Answering questions</td>' in apart
