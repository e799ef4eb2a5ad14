"""Every page of pay with data on it: no rule of accessibility is broken in any theme; nothing is lost on a phone."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone
from playwright.sync_api import Page

from annotation.actions import attendances, entry_requests, pay_days, pay_threads
from annotation.actions.attendances import Attended
from annotation.actions.entry_requests import Asked
from annotation.models import User
from annotation.queries import pay_days as days
from annotation.rules.day_classes import AttendanceKind, DayClass
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import Money
from tests.e2e.employers import DAY, Employer, employer
from tests.e2e.stages import viewport
from tests.e2e.test_axe import barriers_on, pages_of
from tests.factories import RateFactory
from tests.site.routes import PRODUCT

Seat = Callable[[User], Page]
PHONE = (360, 800)
# What reaches beyond the screen, but for what lies in a box that scrolls by itself.
WIDER = """() => {
  const width = document.documentElement.clientWidth;
  const scrolls = one => ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
  const inside = one => one.parentElement && (scrolls(one.parentElement) || inside(one.parentElement));
  const seen = [...document.body.querySelectorAll("*")].filter(one => one.getClientRects().length && !inside(one));
  const wide = seen.filter(one => one.getBoundingClientRect().right > width + 0.5);
  const page = document.documentElement.scrollWidth > width ? ["the page scrolls sideways"] : [];
  return [...page, ...wide.map(one => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 40)}`)];
}"""


def busy() -> Employer:
    """Days approved and waiting, an act of attendance, a dispute, a rate, a bonus, a sum that waits for two names."""
    work, now = employer(), timezone.now()
    first = work.period.first_date
    said = Attended(
        uuid4(), AttendanceKind.SICK_LEAVE, DayClass.FULL, first + 3 * DAY, first + 4 * DAY, "Flu.", "a note"
    )
    attendances.record(attended=said, annotators=[work.bea], author=work.enters, now=now)
    RateFactory(annotator=work.bea, since_date=first, day_amount=Decimal("55.00"))
    pay_days.propose_days(period=work.period, now=now)
    waiting = days.waiting(work.period, [work.ann.pk, work.bea.pk])
    pay_days.approve_days(proposals=[one.pk for one in waiting[:3]], author=work.enters, now=now)
    pay_threads.dispute(
        annotator=work.ann, local_date=first, uuid=uuid4(), text="Eight hours.", within=timedelta(hours=24), now=now
    )
    for kind, amount in ((EntryKind.BONUS, 15), (EntryKind.ADJUSTMENT, 140)):
        money = Money("USD", Decimal(amount))
        asked = Asked(key=f"{kind.value}:1", kind=kind, annotator=work.ann, money=money, reason="Helped others.")
        entry_requests.ask(asked=asked, author=work.enters, now=now)
    return work


def addresses(work: Employer, person: str, *more: str) -> Iterator[str]:
    """The pages of pay that the table of routes lets this person see, at what there is."""
    meant = {"name": work.period.name, "annotator": work.ann.pk, "day": work.period.first_date}
    for address, which in pages_of(PRODUCT, person, *more):
        if "pay/" in address and which != "absent":
            yield "/" + re.sub(r"<(\w+)>", lambda found: str(meant[found[1]]), address)


def wrong_on(page: Page, address: str) -> list[str]:
    """Barriers, in every theme; on a phone, what is wider than its page."""
    found = [f"{where}: {wrong}" for where, wrong in barriers_on(page, address).items()]
    before = page.viewport_size
    page.set_viewport_size(viewport(PHONE))
    found += [f"{address}, on a phone: {one}" for one in page.evaluate(WIDER)]
    assert before is not None
    page.set_viewport_size(before)
    return found


def test_no_page_of_pay_has_a_barrier_or_is_wider_than_a_phone(seat: Seat) -> None:
    work = busy()
    office, own = seat(work.enters), seat(work.ann.user)
    of_payroll, of_own = [*addresses(work, "pay", "man")], [*addresses(work, "ann", "man")]

    wrong = [one for address in of_payroll for one in wrong_on(office, address)]
    wrong += [one for address in [*of_own, "/me/pay/?period=first"] for one in wrong_on(own, address)]
    wrong += wrong_on(office, "/pay/attendance/")

    assert wrong == []
    assert len(of_payroll) >= 9
    assert of_own == ["/me/pay/", f"/me/pay/{work.period.first_date}/"]
