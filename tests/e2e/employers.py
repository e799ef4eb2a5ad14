"""A small employer whose week is over: days at work that nobody looked at yet, and hands at the payroll's pages."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone
from playwright.sync_api import Page

from annotation.actions import pay_periods
from annotation.choices import Role
from annotation.models import Annotator, PayPeriod, User
from tests.annotation.employer import works
from tests.e2e.people import person
from tests.factories import ContractFactory, PayeeFactory, PayRuleFactory, ReferenceWageFactory

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Employer:
    """Two of the payroll, two who are paid, and a period whose days are over everywhere."""

    enters: User
    seconds: User
    ann: Annotator
    bea: Annotator
    period: PayPeriod

    @property
    def place(self) -> str:
        return f"/pay/periods/{self.period.name}/"


def employer() -> Employer:
    """Of ann a full day, half a day and a day that was too short; of bea a full day. `Africa/Lagos` says where."""
    now = timezone.now()
    first = now.date() - 9 * DAY
    PayRuleFactory(number=1, since_date=first, two_names_above=Decimal(100))
    ReferenceWageFactory(country="NG", since_date=first, hourly_amount=Decimal("9.00"), source="an example")
    enters, seconds = person("pia", Role.PAYROLL), person("noor", Role.PAYROLL)
    ann, bea = (person(name, Role.ANNOTATOR).annotator for name in ("ann", "bea"))
    for number, annotator in enumerate((ann, bea), 1):
        PayeeFactory(annotator=annotator, payroll_number=f"P-{number}", country="NG")
        ContractFactory(annotator=annotator, starts_date=first)
    for n, hours in enumerate((7.0, 4.0, 1.5)):
        works(ann, first + n * DAY, hours)
    works(bea, first, 6.75)
    period = pay_periods.open_period(
        name="first", first_date=first, last_date=first + 6 * DAY, author=enters, now=now - 9 * DAY
    )
    return Employer(enters, seconds, ann, bea, period)


def press(page: Page, name: str) -> None:
    """A button, and the page that it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def step(page: Page, label: str) -> None:
    """One step of a period further: what it means is read first."""
    page.get_by_text(f"{label}…", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("button", name=f"{label} first", exact=True).click()


def cell(page: Page, row: str, column: str) -> str:
    """What a table says in the row with that name, under that head, without what stands below it."""
    script = """(all, [row, column]) => {
      for (const table of all) {
        const at = [...table.tHead.rows[0].cells].findIndex(one => one.innerText.trim() === column)
        const line = [...table.tBodies[0].rows].find(one => one.cells[0].innerText.trim().startsWith(row))
        if (at >= 0 && line) return line.cells[at].innerText.trim().split("\\n")[0]
      }
      return "there is none"
    }"""
    return str(page.locator("table").evaluate_all(script, [row, column]))


def as_written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
