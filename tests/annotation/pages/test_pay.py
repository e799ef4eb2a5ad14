"""The payroll's pages: periods, people, days, second names, rules, attendance, fairness."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.test.client import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotation.actions import pay_threads
from annotation.models import (
    Annotator,
    AttendanceAct,
    DayApproval,
    EntryRequest,
    LedgerEntry,
    Payee,
    PayPeriod,
    PayRead,
    PayRule,
    ReferenceWage,
    Thread,
    User,
)
from annotation.rules.pay_exports import read
from tests.annotation.employer import LAST, MONDAY, approved, closed, day, hired, period, proposed, works
from tests.conftest import SignIn
from tests.factories import (
    AnnotatorFactory,
    EntryRequestFactory,
    LedgerEntryFactory,
    PayrollFactory,
    ReferenceWageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def payroll() -> User:
    found: User = PayrollFactory()
    return found


@pytest.fixture
def office(payroll: User, signed_in: SignIn) -> Client:
    return signed_in(payroll)


@pytest.mark.parametrize("n", [1, 3])
def test_the_grid_takes_as_many_queries_for_many_people_and_days_as_for_one(
    office: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    of = period()
    for _ in range(n):
        annotator = hired()
        for number in range(n):
            works(annotator, day(number), 7)
    approved(of, PayrollFactory())

    with django_assert_num_queries(20):
        page = office.get(f"/pay/periods/{of.name}/")

    assert [len([1 for _, one in row.days if one]) for row in page.context["rows"]] == [n] * n
    assert PayRead.objects.filter(what="period first").count() == n


def test_days_are_approved_in_bulk_and_the_period_is_taken_on_step_by_step(office: Client) -> None:
    of, annotator = period(), hired()
    works(annotator, MONDAY, 7)
    works(annotator, day(1), 4)
    place = f"/pay/periods/{of.name}/"

    office.post(place, {"act": "propose"})
    grid = office.get(place)
    office.post(place, {"act": "approve_days", "proposal": grid.context["rows"][0].waiting})
    reached = []
    for act in ("submitted", "approved", "closed", "exported", "paid"):
        assert [to for to, *_ in office.get(place).context["moves"]] == [act]
        office.post(place, {"act": act})
        reached.append(PayPeriod.objects.get().state)

    assert reached == ["submitted", "approved", "closed", "exported", "paid"]
    [sum_of] = office.get(place).context["reckoned"]
    assert (sum_of.is_right, sum_of.entries, sum_of.paid_out) == (True, Decimal("75.00"), Decimal("75.00"))
    file = office.get(f"{place}pay.csv")
    assert [(row.record, str(row.money)) for row in read(file.content.decode())] == [
        ("line", "50.00 USD"),
        ("line", "25.00 USD"),
        ("pay", "75.00 USD"),
    ]
    assert PayRead.objects.filter(what="file of first", annotator=annotator).count() == 1


def test_the_board_says_what_each_period_comes_to_in_each_currency(office: Client) -> None:
    of, later = period(), period(name="second", first_date=LAST + timedelta(days=1), last_date=LAST + timedelta(days=7))
    for annotator in (hired(), hired()):
        works(annotator, MONDAY, 7)
        works(annotator, day(1), 4)
    approved(of, PayrollFactory())
    LedgerEntryFactory(period=of, amount=Decimal(12), currency="EUR")

    found = office.get("/pay/").context["periods"]

    assert [(one, totals) for one, totals, _ in found] == [
        (later, {}),
        (of, {"EUR": Decimal("12.00"), "USD": Decimal("150.00")}),
    ]


def test_a_refused_step_says_why_and_one_that_is_sent_back_keeps_its_reason(office: Client) -> None:
    of, annotator = period(), hired()
    works(annotator, MONDAY, 7)
    proposed(of)
    place = f"/pay/periods/{of.name}/"

    refused = office.post(place, {"act": "submitted"}, follow=True)
    assert "1 days wait for somebody&#x27;s approval." in refused.content.decode()

    closed(of, PayrollFactory(), to="submitted")
    office.post(place, {"act": "back", "reason": "One is missing."})
    assert (PayPeriod.objects.get().state, of.steps.latest("number").reason) == ("open", "One is missing.")


def test_a_period_is_opened_from_the_board_and_one_that_overlaps_is_refused(office: Client) -> None:
    said = {"name": "2026-11a", "first_date": "2026-11-01", "last_date": "2026-11-14"}

    assert office.post("/pay/", said).status_code == 302
    again = office.post("/pay/", said | {"name": "other"})

    assert again.context["form"].non_field_errors() == ["Another period has one of these dates, or this name."]
    assert [one.name for one, *_ in again.context["periods"]] == ["2026-11a"]


def test_somebody_is_given_a_number_a_contract_a_rate_and_an_adjustment_once(office: Client) -> None:
    period()
    annotator: Annotator = AnnotatorFactory()
    place = f"/pay/people/{annotator.pk}/"
    sent = {"payroll_number": "A-1", "country": "KR"}

    office.post(place, {"act": "payee", **sent})
    office.post(place, {"act": "contract", "starts_date": "2026-11-01", "ends_date": ""})
    office.post(
        place, {"act": "rate", "since_date": "2026-11-01", "day_amount": "60", "currency": "USD", "reason": "x"}
    )
    entry = {"key": UUID(int=1), "kind": "adjustment", "amount": "-25.00", "currency": "USD", "reason": "twice"}
    for _ in range(2):
        assert office.post(place, {"act": "entry", **entry}).status_code == 302
    wrong = office.post(place, {"act": "entry", **entry, "kind": "bonus"})

    assert wrong.context["forms"]["entry"].errors == {
        "amount": ["A bonus is more than nothing, and so is what an adjustment changes."]
    }
    assert Payee.objects.get().payroll_number == "A-1"
    assert (annotator.contracts.count(), annotator.rates.count()) == (1, 1)
    assert [(one.kind, one.amount) for one in LedgerEntry.objects.all()] == [("adjustment", Decimal("-25.00"))]
    assert "−25.00 USD" in office.get(place).content.decode()


def test_what_is_above_the_set_sum_waits_for_somebody_else(office: Client, signed_in: SignIn, payroll: User) -> None:
    period()
    annotator = hired()
    entry = {"key": UUID(int=1), "kind": "bonus", "amount": "500", "currency": "USD", "reason": "ten thousand"}
    office.post(f"/pay/people/{annotator.pk}/", {"act": "entry", **entry})
    asked = EntryRequest.objects.get()

    office.post("/pay/second-names/", {"request": asked.pk, "act": "grant"})
    assert LedgerEntry.objects.count() == 0
    signed_in(PayrollFactory()).post("/pay/second-names/", {"request": asked.pk, "act": "grant"})

    assert LedgerEntry.objects.get().amount == 500
    assert office.get("/pay/second-names/").context["waiting"] == []


@pytest.mark.parametrize("n", [1, 3])
def test_second_names_and_people_take_as_many_queries_for_many_as_for_one(
    office: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    for _ in range(n):
        EntryRequestFactory(annotator=hired())

    with django_assert_num_queries(2):
        page = office.get("/pay/second-names/")
    with django_assert_num_queries(4):
        people = office.get("/pay/people/")

    assert (len(page.context["waiting"]), len(people.context["people"])) == (n, n)


def test_a_day_is_approved_for_more_reversed_and_its_dispute_answered_with_a_reason(office: Client) -> None:
    of, annotator = period(), hired()
    works(annotator, MONDAY, 4)
    approved(of, PayrollFactory())
    thread = pay_threads.dispute(
        annotator=annotator,
        local_date=MONDAY,
        uuid=UUID(int=1),
        text="I was at a training.",
        within=timedelta(hours=48),
        now=timezone.now(),
    )
    place = f"/pay/people/{annotator.pk}/{MONDAY}/"
    assert [one for one, _ in office.get("/pay/").context["disputes"]] == [thread]
    page = office.get(place)
    proposal = page.context["class_form"].initial["proposal"]

    refused = office.post(place, {"act": "class", "proposal": proposal, "day_class": "full", "reason": ""})
    office.post(place, {"act": "class", "proposal": proposal, "day_class": "full", "reason": "The training."})
    office.post(place, {"act": "answer", "uuid": UUID(int=2), "text": "You are right."})
    entry = LedgerEntry.objects.filter(kind="day_rate").latest("pk")
    office.post(place, {"act": "reverse", "entry": entry.pk, "reason": "Wrong day."})

    assert refused.context["refused"] == "Nothing was done: say why, or what you answer."
    assert [(one.day_class, one.reason) for one in DayApproval.objects.order_by("number")] == [
        ("half", ""),
        ("full", "The training."),
    ]
    assert Thread.objects.get().answered_at is not None
    assert LedgerEntry.objects.get(reverses=entry).reason == "Wrong day."
    shown = office.get(place).content.decode()
    assert "You are right." in shown
    assert "I was at a training." in shown
    assert PayRead.objects.filter(annotator=annotator, what=f"day {MONDAY}").count() == 3


def test_a_version_of_the_rule_and_a_wage_are_added_and_half_a_day_is_less_than_one(office: Client) -> None:
    rule = {"since_date": "2026-11-01", "full_minutes": 390, "half_minutes": 180, "full_amount": "50"}
    rule |= {"half_amount": "25", "currency": "USD", "rounding": "half_up", "two_names_above": "100"}
    rule |= {"holidays": "2026-12-25 Christmas", "holiday_class": "full", "reason": "the first"}
    wage = {"country": "KR", "since_date": "2026-01-01", "hourly_amount": "7.50", "currency": "USD"}

    wrong = office.post("/pay/rules/", {"act": "rule", **rule, "half_minutes": 400})
    office.post("/pay/rules/", {"act": "rule", **rule})
    office.post("/pay/rules/", {"act": "wage", **wage, "source": "a ministry", "source_date": "2025-08-05"})

    assert wrong.context["rule_form"].errors == {"half_minutes": ["Half a day is less than a full one."]}
    made = PayRule.objects.get()
    assert (made.number, made.holidays) == (1, {"2026-12-25": "Christmas"})
    assert ReferenceWage.objects.get().source == "a ministry"
    assert office.get("/pay/rules/").context["rule_form"].initial["holidays"] == "2026-12-25 Christmas"


def test_a_manager_says_of_many_that_the_site_was_down_and_takes_it_back(by_manager: Client) -> None:
    people = [hired(), hired()]
    said = {"uuid": UUID(int=1), "kind": "outage", "day_class": "half", "first_date": MONDAY, "last_date": MONDAY}
    said |= {"reason": "The disk was full.", "evidence": "the log", "annotators": [one.pk for one in people]}

    by_manager.post("/pay/attendance/", {"act": "say", **said})
    act = AttendanceAct.objects.get()
    assert {one.annotator for one in act.attendees.all()} == set(people)
    undoing = {"act": "undo", "uuid": UUID(int=2), "attendance": act.pk, "reason": "It was another day."}
    by_manager.post("/pay/attendance/", undoing)

    shown = by_manager.get("/pay/attendance/")
    assert [one.undone_by.reason for one in shown.context["acts"]] == ["It was another day."]


def test_what_an_hour_came_to_is_held_against_a_wage_and_brought_up_to_it_once(office: Client) -> None:
    of, annotator = period(), hired(country="KR")
    ReferenceWageFactory(hourly_amount=Decimal("10.00"))
    works(annotator, MONDAY, 7)
    approved(of, PayrollFactory())
    place = f"/pay/periods/{of.name}/fairness/"

    page = office.get(place)
    [one] = page.context["found"].people
    assert (one.figures.median, one.figures.n_under, one.figures.top_up) == (Decimal("7.14"), 1, Decimal("20.00"))
    for _ in range(2):
        office.post(place, {"annotator": [annotator.pk]})

    assert [(entry.kind, entry.amount) for entry in LedgerEntry.objects.order_by("pk")] == [
        ("day_rate", Decimal("50.00")),
        ("adjustment", Decimal("20.00")),
    ]
    assert PayRead.objects.filter(annotator=annotator, what="fairness of first").count() == 1


def test_a_name_is_taken_away_by_whoever_writes_it_and_only_when_nothing_is_owed(office: Client) -> None:
    of, annotator = period(), hired()
    username, place = annotator.user.username, f"/pay/people/{annotator.pk}/"
    LedgerEntryFactory(annotator=annotator, period=of)
    said = {"act": "pseudonym", "username": username, "reason": "asked for it"}

    other = office.post(place, said | {"username": "somebody"}).content.decode()
    owed = office.post(place, said).content.decode()

    assert "This is not their username: nothing was done." in other
    assert "The ledger owes them something" in owed
    gone = hired()
    gone.contracts.update(ends_date=MONDAY)
    answer = office.post(
        f"/pay/people/{gone.pk}/", {**said, "username": gone.user.username}, follow=True
    ).content.decode()
    gone.user.refresh_from_db()
    assert (gone.user.username, gone.user.is_active) == (f"person-{gone.pk}", False)
    assert "Their name was taken away on" in answer
