"""
A period of many people, from proposed to paid, and both proofs of it: `python -m bench.payday.closing PEOPLE DAYS`.

Everybody is at work on every day, in four sittings. Prints the seconds that each step took, as JSON.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from time import perf_counter
from typing import TYPE_CHECKING

import django
from django.core.management import call_command

if TYPE_CHECKING:
    from annotation.models import User

FIRST = date(2026, 3, 2)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def main(n_people: int, n_days: int) -> dict[str, float]:
    django.setup()
    from annotation.actions import pay_days, pay_periods  # noqa: PLC0415  after Django is set up
    from annotation.models import Payee  # noqa: PLC0415
    from annotation.queries import pay_days as days  # noqa: PLC0415

    now = datetime(2026, 6, 1, tzinfo=UTC)
    enters, seconds = hire(n_people, n_days)
    last = FIRST + (n_days - 1) * DAY
    period = pay_periods.open_period(name="bench", first_date=FIRST, last_date=last, author=enters, now=now)
    took: dict[str, float] = {}

    def timed(name: str, act: Callable[[], object]) -> None:
        began = perf_counter()
        act()
        took[name] = perf_counter() - began

    def approve(author: "User") -> None:
        everybody = list(Payee.objects.values_list("annotator", flat=True))
        waiting = [one.pk for one in days.waiting(period, everybody)]
        pay_days.approve_days(proposals=waiting, author=author, now=now)

    timed("propose", lambda: pay_days.propose_days(period=period, now=now))
    timed("approve days", lambda: approve(enters))
    for name, step, author in (
        ("submit", pay_periods.submit, enters),
        ("approve", pay_periods.approve, seconds),
        ("close", pay_periods.close, seconds),
        ("export", pay_periods.export, enters),
        ("pay", pay_periods.pay, enters),
    ):
        timed(name, lambda step=step, author=author: step(period=period, author=author, now=now))  # type: ignore[misc]
    timed("verify_ledger", lambda: call_command("verify_ledger", stdout=StringIO()))
    timed("rebuild_payslips", lambda: call_command("rebuild_payslips", stdout=StringIO()))
    return took


def hire(n_people: int, n_days: int) -> tuple["User", "User"]:
    """Two of the payroll, a rule, and people under contract with their time; the two."""
    from annotation.models import ActiveInterval, Annotator, User  # noqa: PLC0415  after Django is set up
    from tests.factories import ContractFactory, PayeeFactory, PayRuleFactory  # noqa: PLC0415

    PayRuleFactory(number=1)
    for number in range(n_people):
        user = User.objects.create(username=f"bench-{number}", roles=["annotator"])
        annotator = Annotator.objects.create(user=user)
        PayeeFactory(annotator=annotator)
        ContractFactory(annotator=annotator)
        ActiveInterval.objects.bulk_create(
            ActiveInterval(annotator=annotator, span=span, local_date=on, zone="UTC", activity="judging")
            for on in (FIRST + n * DAY for n in range(n_days))
            for span in sittings(on)
        )
    made = User.objects.create
    return made(username="enters", roles=["payroll"]), made(username="seconds", roles=["payroll"])


def sittings(on: date) -> list[tuple[datetime, datetime]]:
    """Four of them, seven hours together."""
    morning = datetime(on.year, on.month, on.day, 8, tzinfo=UTC)
    return [(morning + n * 2 * HOUR, morning + n * 2 * HOUR + 1.75 * HOUR) for n in range(4)]


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
