"""The two weeks that nobody lived, with few pairs."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from annotation.choices import PairState, SlotState, ThreadKind
from annotation.models import (
    ActiveInterval,
    Annotator,
    AttendanceAct,
    AuditEntry,
    Batch,
    BatchPair,
    EntryRequest,
    Judgment,
    Payee,
    PayPeriod,
    SetAsideJudgment,
    Slot,
    Thread,
)
from annotation.queries import fair_pay, pay_board, pay_days
from annotation.rules.day_classes import DayClass
from dataset.models import Verdict
from jdb_site.demo import crowd, fortnight, people
from jdb_site.demo.fortnight import Fortnight, live_through
from jdb_site.demo.pairs import demo_pairs
from tests.demo.conftest import take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("figures")]
ASKED_ABOUT = ("running on the beach", "crowd of people", "asleep underneath")
N_PAIRS = 8


@pytest.fixture
def _few(figures: list[people.Login], monkeypatch: pytest.MonkeyPatch) -> None:
    """So few pairs that everybody has one a day."""
    monkeypatch.setattr(fortnight, "A_DAY", 1)
    monkeypatch.setattr(crowd, "AT_ONCE", 1)
    asked = [pair for pair in demo_pairs() if any(words in pair.prompt for words in ASKED_ABOUT)]
    others = [pair for pair in demo_pairs() if pair not in asked]
    take_in((*asked, *others[: N_PAIRS - len(asked)]))


@pytest.mark.usefixtures("_few")
def test_two_weeks_leave_what_two_weeks_leave_once() -> None:
    now = timezone.now()

    lived = live_through(now)

    made = Judgment.objects.filter(annotator__user__username__startswith="sim-")
    assert lived is not None
    assert lived == Fortnight(n_judgments=made.count(), n_people=8, n_batches=3)
    assert made.count() > 3 * N_PAIRS * 2
    days = {moment.date() for moment in made.values_list("created_at", flat=True)}
    assert min(days) == now.date() - timedelta(days=14)
    assert max(days) < now.date()
    assert Annotator.objects.get(user__username="sim-03").suspended_reason == "moves to another town"
    assert Annotator.objects.get(user__username="sim-08").judgments.exists()
    asked = Thread.objects.exclude(kind=ThreadKind.PAY).order_by("created_at")
    answered = asked.values_list("answered_at", flat=True)
    assert [at is not None for at in answered] == [True, True, False]
    aside = SetAsideJudgment.objects.values_list("slot__annotator__user__username", "slot__batch__name").distinct()
    assert list(aside) == [("sim-07", "simulated-1")]
    assert BatchPair.objects.filter(state=PairState.REPLACED, batch__name="simulated-2").count() == 3
    assert not Slot.objects.filter(state=SlotState.LEASED).exists()
    assert not BatchPair.objects.filter(state=PairState.SETTLED, published_at__isnull=True).exists()
    assert Verdict.objects.filter(image__source="demo").count() >= 2 * N_PAIRS
    assert ActiveInterval.objects.filter(annotator__user__username="sim-01").exists()
    pay_stands(now.date() - timedelta(days=14))
    n_entries = AuditEntry.objects.count()
    assert live_through(now) is None
    assert (Judgment.objects.count(), AuditEntry.objects.count()) == (lived.n_judgments, n_entries)


def pay_stands(first: date) -> None:
    """A week that was paid, one in work, and this one; each page of pay has something to show."""
    states = [(one.first_date - first, one.state) for one in PayPeriod.objects.order_by("first_date")]
    assert states == [(timedelta(0), "paid"), (timedelta(7), "open"), (timedelta(14), "open")]
    paid, second, _ = PayPeriod.objects.order_by("first_date")
    everybody = list(Payee.objects.values_list("annotator", flat=True))
    found = pay_days.days(everybody, first, second.last_date)
    assert {day.approval.day_class for day in found.values() if day.approval} == {*DayClass}
    assert not pay_days.waiting(paid, everybody)
    waiting = pay_days.waiting(second, everybody)
    assert {(one.local_date - first).days for one in waiting} >= {11}
    assert {act.kind for act in AttendanceAct.objects.all()} == {"sick_leave", "outage"}
    assert [str(one.amount) for one in EntryRequest.objects.filter(is_granted__isnull=True)] == ["140.00"]
    disputed = Thread.objects.filter(kind=ThreadKind.PAY).order_by("created_at")
    assert [(thread.asked_by.username, thread.answered_at is None) for thread in disputed] == [
        ("sim-05", False),
        ("sim-02", True),
    ]
    assert [one.is_right for one in pay_board.reckoned(paid)] == [True]
    assert all(one.to_pay == one.paid_out for one in pay_board.reckoned(paid))
    assert fair_pay.of_period(paid).people
    call_command("verify_ledger", stdout=StringIO())
    call_command("rebuild_payslips", stdout=StringIO())


@pytest.mark.usefixtures("_few")
def test_cut_short_they_leave_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    acts: dict[int, list[Callable[..., None]]] = {2: [interrupted]}
    monkeypatch.setattr(fortnight, "ACTS", acts)

    with pytest.raises(KeyboardInterrupt):
        live_through(timezone.now())

    assert not Batch.objects.exists()
    assert not Judgment.objects.exists()
