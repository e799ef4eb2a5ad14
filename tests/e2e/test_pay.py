"""Pay from both sides: what an annotator reads of their days is what the payroll approves, closes, exports, pays."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from annotation.models import Annotator, LedgerEntry, User
from annotation.queries import day_facts
from annotation.rules.day_rules import clock
from annotation.rules.pay_exports import read
from tests.annotation.employer import works
from tests.e2e.benches import paint
from tests.e2e.employers import DAY, Employer, as_written, cell, employer, press, step
from tests.e2e.people import see_picture, strike_by_mouse
from tests.e2e.test_times import MINUTE_MS, is_heartbeat
from tests.factories import BatchFactory, BatchPairFactory, MemberFactory

Seat = Callable[[User], Page]
FOCUSED = "() => (document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText).trim()"


def test_an_annotator_works_and_sees_what_today_comes_to(seat: Seat) -> None:
    work = employer()
    with_work(work.ann)
    now = timezone.now()
    works(work.ann, now.date(), 3.5, at=0 if now.hour >= 4 else 20)
    page = seat(work.ann.user)
    paint(page.context)

    page.clock.install()
    with page.expect_response(is_heartbeat):
        page.goto("/work/")
    see_picture(page)
    strike_by_mouse(page, [0])
    with page.expect_response(is_heartbeat):
        page.clock.fast_forward(MINUTE_MS)
    page.goto("/me/pay/")

    today = page.locator("section").first
    bar = today.get_by_role("progressbar", name="How far to the next class")
    seconds = int(bar.get_attribute("value") or 0)
    assert 3.5 * 3600 + 50 <= seconds <= 3.5 * 3600 + 120
    # What the page reports when it is left may come after this one was made.
    assert seconds <= seconds_of(work.ann) <= seconds + 10
    worked, missing = clock(seconds // 60), clock((390 * 60 - seconds) // 60)
    expect(today).to_contain_text(f"{worked} at work: half a day, from 3 h 00 min on. A full day begins at 6 h 30 min.")
    expect(today).to_contain_text(f"{missing} more make a full day.")
    assert bar.get_attribute("max") == str(390 * 60)


def with_work(annotator: Annotator) -> None:
    """A batch of theirs with a pair to judge."""
    batch = BatchFactory()
    MemberFactory(batch=batch, annotator=annotator)
    BatchPairFactory(batch=batch, image__width=64, image__height=64)


def seconds_of(annotator: Annotator) -> int:
    today = timezone.now().date()
    return day_facts.known([annotator.pk], today, today).of(annotator.pk, today).seconds


def test_a_day_is_disputed_by_the_keyboard_alone_and_answered_by_the_payroll(seat: Seat) -> None:
    work = employer()
    day = work.period.first_date + 2 * DAY
    page, office = seat(work.ann.user), seat(work.enters)

    page.goto("/me/pay/?period=first")
    assert cell(page, as_written(day), "Why") == "1 h 30 min at work: half a day begins at 3 h 00 min."
    tab_to(page, as_written(day))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/me/pay/{day}/")
    tab_to(page, "Write")
    page.keyboard.type("The lid was shut, and I worked on paper until noon.")
    tab_to(page, "Dispute this day")
    page.keyboard.press("Enter")
    expect(page.locator("#thread article")).to_contain_text("I worked on paper until noon.")
    expect(page.locator("#thread")).to_contain_text("An answer is due by")

    office.goto("/pay/")
    assert cell(office, as_written(day), "Whose") == "ann"
    office.get_by_role("link", name=as_written(day)).click()
    office.get_by_label("Write").fill("Send the sheet, and it is approved for more.")
    press(office, "Answer")
    office.goto("/pay/")
    expect(office.get_by_text("Disputed days")).to_have_count(0)

    page.reload()
    expect(page.locator("#thread article").last).to_contain_text("Send the sheet, and it is approved for more.")
    expect(page.locator("#thread")).not_to_contain_text("An answer is due by")


def tab_to(page: Page, name: str) -> None:
    """Go on by Tab until that has the focus; a field is known by its label."""
    for _ in range(60):
        page.keyboard.press("Tab")
        label = "() => document.activeElement.labels?.[0]?.innerText.trim()"
        if name in {page.evaluate(FOCUSED), page.evaluate(label)}:
            return
    pytest.fail(f"Tab never reaches {name!r}")


def test_a_period_goes_from_proposed_to_paid_and_both_sides_read_the_same(seat: Seat) -> None:
    work = employer()
    enters, seconds, own = seat(work.enters), seat(work.seconds), seat(work.ann.user)

    days_are_approved(enters, work)
    own.goto("/me/pay/?period=first")
    first = as_written(work.period.first_date)
    assert (cell(own, first, "State"), cell(own, first, "Amount")) == ("approved", "50.00 USD")
    a_sum_waits_for_a_second_name(enters, seconds, work)
    enters.goto(work.place)
    step(enters, "Submit")
    for page, label in ((seconds, "Approve"), (seconds, "Close"), (enters, "Export")):
        page.goto(work.place)
        step(page, label)
    file = exported(enters)
    step(enters, "Enter as paid")

    assert (cell(enters, "ann", "Comes to"), cell(enters, "bea", "Comes to")) == ("195.00 USD", "50.00 USD")
    assert {row.payroll_number: str(row.money) for row in read(file) if row.record == "pay"} == {
        "P-1": "195.00 USD",
        "P-2": "50.00 USD",
    }
    assert cell(enters, "USD", "These three") == "agree"
    assert cell(enters, "USD", "Paid out") == "245.00"
    own.goto("/me/pay/?period=first")
    assert own.locator(".stat dt").all_inner_texts() == ["earned in this period", "paid out"]
    assert own.locator(".stat dd").all_inner_texts() == ["195.00 USD", "195.00 USD"]
    assert own_amounts(own) == ["50.00 USD", "25.00 USD", "0.00 USD", "120.00 USD", "−195.00 USD"]
    mine = [(row.record, str(row.money)) for row in read(file) if row.payroll_number == "P-1"]
    assert [(row.record, str(row.money)) for row in read(own_statement(own))] == mine


def days_are_approved(page: Page, work: Employer) -> None:
    """All in one: what is ticked when the page comes."""
    page.goto(work.place)
    press(page, "Propose anew")
    expect(page.get_by_text("4 days were proposed.")).to_be_visible()
    assert page.get_by_role("checkbox").count() == 4
    press(page, "Approve the days that are ticked")
    expect(page.get_by_text("4 days were approved.")).to_be_visible()
    assert (cell(page, "ann", "At work"), cell(page, "ann", "Comes to")) == ("12 h 30 min", "75.00 USD")


def a_sum_waits_for_a_second_name(enters: Page, seconds: Page, work: Employer) -> None:
    enters.goto(f"/pay/people/{work.ann.pk}/")
    card = enters.locator("section", has=enters.get_by_role("heading", name="Adjustment or bonus"))
    card.get_by_label("Amount").fill("120")
    card.get_by_label("Why").fill("Fare to the training day.")
    press(enters, "Enter it")
    expect(enters.get_by_text("It waits for a second name.")).to_be_visible()
    enters.goto("/pay/second-names/")
    expect(enters.get_by_text("Somebody else decides.")).to_be_visible()
    assert not LedgerEntry.objects.filter(amount=120).exists()

    seconds.goto("/pay/second-names/")
    press(seconds, "Grant")
    entry = LedgerEntry.objects.get(amount=120)
    assert (entry.author, entry.second) == (work.enters, work.seconds)


def exported(page: Page) -> str:
    with page.expect_download() as download:
        page.get_by_role("link", name="File as CSV").click()
    return download.value.path().read_text()


def own_amounts(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("main table").first.locator("td:last-child").all_inner_texts()]


def own_statement(page: Page) -> str:
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("CSV")).first.click()
    return download.value.path().read_text()
