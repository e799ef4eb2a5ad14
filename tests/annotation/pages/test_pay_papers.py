"""Statements and day sheets as PDF and CSV, for whose pay it is and for the payroll: read back, held to the pages."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.actions import account_choices, entry_requests, ledger, pay_threads
from annotation.actions.entry_requests import Asked
from annotation.models import Annotator, LedgerEntry, PayPeriod, PayRead
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import Money
from annotation.rules.pay_exports import read
from tests.annotation.employer import LATER, MONDAY, approved, closed, day, hired, period, works
from tests.annotation.papers import pages_of
from tests.conftest import SignIn
from tests.factories import ActiveIntervalFactory, PayrollFactory, WorkSessionFactory

pytestmark = pytest.mark.django_db

HALF = "4 h 00 min at work: half a day, from 3 h 00 min on. A full day begins at 6 h 30 min."


@pytest.fixture
def annotator() -> Annotator:
    found = hired(payroll_number="K-17")
    found.user.first_name = "Žofia 김민수 王伟"
    found.user.save()
    return found


@pytest.fixture
def browser(annotator: Annotator, signed_in: SignIn) -> Client:
    return signed_in(annotator.user)


def adjusted(annotator: Annotator, amount: str, reason: str) -> LedgerEntry:
    money = Money("USD", Decimal(amount))
    asked = Asked(key=reason[:20], kind=EntryKind.ADJUSTMENT, annotator=annotator, money=money, reason=reason)
    made = entry_requests.ask(asked=asked, author=PayrollFactory(), now=LATER)
    assert isinstance(made, LedgerEntry)
    return made


def a_period_of(annotator: Annotator) -> PayPeriod:
    """A full day, half a day, 25 taken back with a reason in Korean; and a day that waits."""
    of = period()
    works(annotator, MONDAY, 7)
    works(annotator, day(1), 4)
    approved(of, PayrollFactory())
    adjusted(annotator, "-25.00", "=SUM(A1) 두 번 지급됨")
    works(annotator, day(2), 4)
    return of


def statement(browser: Client, of: PayPeriod, address: str = "/me/pay.pdf") -> str:
    file = browser.get(address, {"period": of.name})
    assert file["Content-Type"] == "application/pdf"
    return "\n".join(pages_of(file.content))


def test_a_statement_tells_each_line_with_its_why_and_what_it_comes_to(annotator, browser):
    text = statement(browser, a_period_of(annotator))

    assert "Statement of pay, first" in text
    assert "Žofia 김민수 王伟" in text
    assert "Payroll number K-17" in text
    assert "1 November 2026 to 14 November 2026 (open)" in text
    assert "7 h 00 min at work: a full day, from 6 h 30 min on." in text
    assert HALF in text
    assert "=SUM(A1) 두 번 지급됨 −25.00 USD" in text
    assert "from before 0.00 earned in this period 50.00 paid out 0.00 owed afterwards 50.00 USD" in text
    assert "A full day is 6 h 30 min at work or more: 50.00 USD." in text
    assert "Version 1 of the rule, since 1 January 2026." in text
    assert text.endswith("Page 1 of 1")


def test_days_that_wait_stand_apart_and_are_no_part_of_the_sums(annotator, browser):
    text = statement(browser, a_period_of(annotator))

    apart = text[text.index("Not approved yet") :]
    assert f"4 November 2026 as it stands 4 h 00 min {HALF} 25.00 USD" in apart
    assert "These days are no part of the sums above." in apart


def test_what_was_owed_before_is_carried_on_until_it_is_paid(annotator, browser):
    first = a_period_of(annotator)
    closed(first, PayrollFactory(), to="paid")
    second = period(name="second", first_date=day(13), last_date=day(26))
    adjusted(annotator, "10.00", "Bus.")

    assert "from before 0.00 earned in this period 75.00 paid out −75.00 owed afterwards 0.00 USD" in statement(
        browser, first
    )
    assert "from before 0.00 earned in this period 10.00 paid out 0.00 owed afterwards 10.00 USD" in statement(
        browser, second
    )


def test_a_late_day_stands_in_the_period_that_pays_it(annotator, browser):
    first = closed(a_period_of(annotator), PayrollFactory(), to="paid")
    second = period(name="second", first_date=day(13), last_date=day(26))
    works(annotator, day(3), 7)
    approved(first, PayrollFactory())

    text = statement(browser, second)

    late = "Came after first was closed. 7 h 00 min at work: a full day, from 6 h 30 min on."
    assert f"5 November 2026 Adjustment 7 h 00 min {late} 50.00 USD" in text
    assert late not in statement(browser, first)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ko", ["급여 명세서, first", "급여 번호 K-17", "50.00 USD", "1쪽 중 1쪽", "두 번 지급됨"]),
        ("zh-hans", ["工资对账单，first", "工资编号 K-17", "50.00 USD", "第 1 页，共 1 页", "王伟"]),
    ],
)
def test_a_statement_speaks_the_readers_language(annotator, browser, language, said):
    of = a_period_of(annotator)
    account_choices.save(annotator=annotator, chosen={"interface": language})

    text = statement(browser, of).replace(" ", "")

    assert [one for one in said if one.replace(" ", "") not in text] == []


def test_a_long_statement_numbers_its_sheets(annotator, browser):
    of = period()
    for n in range(40):
        adjusted(annotator, "0.50", f"number {n}: " + "a long reason that takes two lines of the table " * 3)

    sheets = pages_of(browser.get("/me/pay.pdf", {"period": of.name}).content)

    n = len(sheets)
    assert n > 1
    assert [sheet.rsplit("Page ", 1)[1] for sheet in sheets] == [f"{place} of {n}" for place in range(1, n + 1)]
    assert "number 39:" in sheets[-1]


def test_the_payroll_has_the_same_papers_and_leaves_a_trace(annotator, browser):
    of, reader = a_period_of(annotator), PayrollFactory()
    place = f"/pay/people/{annotator.pk}"
    office = SignIn(Client())(reader)

    assert statement(office, of, f"{place}/periods/first/pay.pdf").split(" · Made")[0] in statement(browser, of)
    mine, theirs = browser.get("/me/pay.csv", {"period": "first"}), office.get(f"{place}/periods/first/pay.csv")
    assert mine.content == theirs.content
    assert pages_of(office.get(f"{place}/{MONDAY}/day.pdf").content)[0].startswith("2 November 2026 Žofia")
    looks = PayRead.objects.filter(annotator=annotator, reader=reader).order_by("pk")
    assert [one.what for one in looks] == ["statement first", "statement first", f"day {MONDAY}"]


def test_a_statement_as_csv_keeps_amounts_and_runs_nothing(annotator, browser):
    a_period_of(annotator)

    text = browser.get("/me/pay.csv", {"period": "first"}).content.decode()

    assert ",USD,-25.00,adjustment,,,,'=SUM(A1) 두 번 지급됨,," in text
    assert [(row.record, f"{row.money.amount}") for row in read(text)] == [
        ("line", "50.00"),
        ("line", "25.00"),
        ("line", "-25.00"),
        ("pay", "50.00"),
    ]


@pytest.mark.parametrize("n", [1, 3])
def test_a_statement_takes_as_many_queries_for_many_lines_as_for_one(
    annotator: Annotator, browser: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    of = period()
    for number in range(n):
        works(annotator, day(number), 7)
    approved(of, PayrollFactory())

    with django_assert_num_queries(21):
        file = browser.get("/me/pay.pdf", {"period": of.name})

    assert " ".join(pages_of(file.content)).count("a full day, from 6 h 30 min on.") == n


def test_a_day_stands_on_one_sheet_with_all_that_its_page_tells(annotator, browser):
    of = a_period_of(annotator)
    works(annotator, MONDAY, 1, at=18)
    approved(of, PayrollFactory())
    payroll = PayrollFactory(username="kim")
    said = {"local_date": MONDAY, "uuid": UUID(int=1), "within": timedelta(hours=48), "now": LATER}
    thread = pay_threads.dispute(annotator=annotator, text="저는 더 일했습니다.", **said)
    pay_threads.answer(thread=thread, author=payroll, uuid=UUID(int=2), text="Until nine.\n<b>Yes</b>.", now=LATER)
    entry = LedgerEntry.objects.get(kind="day_rate", local_date=MONDAY)
    ledger.reverse(entry=entry, reason="Wrong person.", author=payroll, now=LATER)

    [text] = pages_of(browser.get(f"/me/pay/{MONDAY}/day.pdf").content)

    assert "08:00:00 15:00:00 Judging 7 h 00 min 0 7 h 00 min" in text
    assert "15:00:00 18:00:00 Pause: no page was open, or its reports are gone 3 h 00 min" in text
    assert "8 h 00 min at work: a full day, from 6 h 30 min on." in text
    assert "00:00 03:00 06:00 09:00 12:00 15:00 18:00 21:00 24:00" in text
    assert "Approved: a full day" in text
    assert "Reversal, first kim Wrong person. −50.00 USD" in text
    assert "저는 더 일했습니다." in text
    assert "Until nine. <b>Yes</b>." in text
    assert text.endswith("Page 1 of 1")


def test_a_day_of_eighty_sittings_and_a_long_thread_is_still_one_sheet(annotator, browser):
    period()
    for n in range(80):
        spell(annotator, n)
    WorkSessionFactory(annotator=annotator)
    said = {"local_date": MONDAY, "uuid": UUID(int=1), "within": timedelta(hours=48), "now": LATER}
    pay_threads.dispute(annotator=annotator, text="I worked longer. " * 60, **said)

    [text] = pages_of(browser.get(f"/me/pay/{MONDAY}/day.pdf").content)

    assert text.count("Pause:") == 79
    assert text.count("I worked longer.") == 60


def spell(annotator: Annotator, n: int) -> None:
    began = datetime(2026, 11, 2, tzinfo=UTC) + n * timedelta(minutes=15)
    ActiveIntervalFactory(
        annotator=annotator, span=(began, began + timedelta(minutes=6)), local_date=MONDAY, zone="UTC"
    )


def test_nobody_takes_anothers_papers_along(annotator, signed_in):
    a_period_of(annotator)
    other = signed_in(hired().user)

    assert "7 h 00 min at work" not in "".join(pages_of(other.get("/me/pay.pdf", {"period": "first"}).content))
    for place in ("periods/first/pay.pdf", "periods/first/pay.csv", f"{MONDAY}/day.pdf"):
        assert other.get(f"/pay/people/{annotator.pk}/{place}").status_code == 403
