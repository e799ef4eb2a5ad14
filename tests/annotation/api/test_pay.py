"""Pay by the API: what the payroll's pages do, by the same actions; one's own by the browser's session."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.actions import tokens
from annotation.choices import Role, Scope
from annotation.models import Annotator, AttendanceAct, LedgerEntry, PayRead, PayRule, Thread, User
from annotation.queries import ledger
from annotation.rules.pay_exports import read
from tests.annotation.api.programs import Program, told
from tests.annotation.employer import MONDAY, approved, day, hired, period, proposed, works
from tests.conftest import SignIn
from tests.factories import PayReadFactory, PayrollFactory, RateFactory, ReferenceWageFactory

pytestmark = pytest.mark.django_db


def payroll(*scopes: Scope) -> Program:
    return Program(*(scopes or (Scope.READ_PAY, Scope.WRITE_PAY)), role=Role.PAYROLL)


def bonus(amount: str, n: int, **more: Any) -> dict[str, Any]:
    plain = {"kind": "bonus", "currency": "USD", "reason": "ten thousand pairs"}
    return {"key": str(UUID(int=n)), "amount": amount, **plain, **more}


def test_a_period_goes_from_open_to_paid_by_program() -> None:
    program, annotator = payroll(), hired(payroll_number="K-17")
    period()
    works(annotator, MONDAY, 7)
    works(annotator, day(1), 4)

    found = program.post("pay/periods/first", act="propose")
    approved_all = program.post("pay/periods/first/days", all=True)
    again = program.post("pay/periods/first/days", all=True)
    states = [program.post("pay/periods/first", act=act) for act in ("submit", "approve", "close", "export", "pay")]
    file = program.client.get("/api/v1/pay/periods/first/pay.csv")
    slips = program.get("pay/periods/first/payslips")["payslips"]

    assert (found["n_waiting"], found["next"]) == (2, ["submitted"])
    assert (approved_all["n_approved"], approved_all["changed"], again["n_approved"]) == (2, [], 0)
    assert [one["state"] for one in states] == ["submitted", "approved", "closed", "exported", "paid"]
    assert [(one["entries"], one["is_right"], one["paid_out"]) for one in states[-1]["reckoned"]] == [
        ("75.00", True, "75.00")
    ]
    assert [f"{row.money.amount}" for row in read(file.content.decode())] == ["50.00", "25.00", "75.00"]
    assert [(one["payroll_number"], one["to_pay"], [line["amount"] for line in one["lines"]]) for one in slips] == [
        ("K-17", "75.00", ["50.00", "25.00"])
    ]
    assert ledger.balance(annotator) == {"USD": Decimal(0)}
    looks = PayRead.objects.filter(annotator=annotator).order_by("pk").values_list("what", flat=True)
    assert [*looks] == ["file of first", "payslips first"]


def test_single_days_are_approved_and_what_has_newer_facts_is_left() -> None:
    program, annotator = payroll(), hired()
    of = period()
    works(annotator, MONDAY, 4)
    works(annotator, day(1), 7)
    old = [one.pk for one in proposed(of)]
    works(annotator, MONDAY, 4, at=14)
    proposed(of)

    made = program.post("pay/periods/first/days", proposals=old)
    [row] = program.get("pay/periods/first/days")["people"]

    assert (made["n_approved"], made["changed"]) == (1, old[:1])
    assert [(one["local_date"], one["is_waiting"], one["approved_class"], one["paid"]) for one in row["days"]] == [
        (str(MONDAY), True, None, "0.00"),
        (str(day(1)), False, "full", "50.00"),
    ]
    assert program.post("pay/periods/first/days")["status"] == 422


@pytest.mark.parametrize("n", [1, 3])
def test_the_grid_takes_as_many_queries_for_one_as_for_three(
    n: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    program, of = payroll(), period()
    for _ in range(n):
        works(hired(), MONDAY, 7)
    approved(of, PayrollFactory())
    program.get("token")

    with django_assert_num_queries(8):  # token, period, people, the trace, three of days, entries
        found = program.get("pay/periods/first/days")

    assert [len(row["days"]) for row in found["people"]] == [1] * n


def test_a_day_is_told_to_the_minute_raised_reversed_and_answered(signed_in: SignIn) -> None:
    program, annotator = payroll(), hired()
    of = period()
    works(annotator, MONDAY, 4)
    [proposal] = proposed(of)
    place = f"pay/people/{annotator.pk}/days/{MONDAY}"
    browser = signed_in(annotator.user)

    raised = program.post(place, act="approve", proposal=proposal.pk, day_class="full", reason="A power cut.")
    entry = LedgerEntry.objects.get()
    undone = program.post(place, act="reverse", entry=entry.pk, reason="The wrong day.")
    none_yet = program.post(place, act="answer", uuid=str(UUID(int=1)), text="Why?")
    said = {"uuid": str(UUID(int=2)), "local_date": str(MONDAY), "text": "I worked longer."}
    browser.post("/api/v1/me/pay/disputes", said, content_type="application/json")
    [waits] = program.get("pay/disputes")["days"]
    answered = program.post(place, act="answer", uuid=str(UUID(int=3)), text="You are right.")
    incomplete = program.post(place, act="approve", reason="x")

    assert [(one["began"][11:16], one["activity"]) for one in raised["spans"]] == [("08:00", "judging")]
    assert (raised["entries"][0]["amount"], raised["approvals"][0]["reason"]) == ("50.00", "A power cut.")
    assert [(one["kind"], one["amount"], one["is_reversed"]) for one in undone["entries"]] == [
        ("reversal", "-50.00", False),
        ("day_rate", "50.00", True),
    ]
    assert (none_yet["status"], none_yet["code"], incomplete["status"]) == (409, "not_disputed", 422)
    assert (waits["local_date"], waits["username"]) == (str(MONDAY), annotator.user.username)
    assert [one["text"] for one in answered["thread"]] == ["I worked longer.", "You are right."]
    assert Thread.objects.get().answered_at is not None


def test_sums_are_given_once_for_their_key_and_above_the_set_sum_by_two_names() -> None:
    program, annotator = payroll(), hired()
    period()
    place = f"pay/people/{annotator.pk}/entries"

    small = [program.post(place, **bonus("5.00", 1)) for _ in range(2)]
    large = program.post(place, **bonus("500.00", 2))
    alone = program.post(f"pay/second-names/{large['request']}", is_granted=True)
    other = SignIn(Client())(PayrollFactory())
    granted = told(
        other.post(
            f"/api/v1/pay/second-names/{large['request']}", {"is_granted": True}, content_type="application/json"
        )
    )
    below = program.post(place, **bonus("-1.00", 3))
    account = program.get(f"pay/people/{annotator.pk}")

    assert small[0]["entry"] == small[1]["entry"]
    assert (large["entry"], alone["status"], alone["code"]) == (None, 403, "second_name_missing")
    assert (granted["status"], granted["amount"], below["status"]) == (200, "500.00", 422)
    assert account["owed"] == [{"currency": "USD", "amount": "505.00"}]
    assert [(one["amount"], one["second"] is not None) for one in account["entries"]] == [
        ("500.00", True),
        ("5.00", False),
    ]


def test_numbers_contracts_rates_rules_and_wages_are_kept() -> None:
    program, annotator = payroll(), Annotator.objects.get(pk=hired().pk)
    place = f"pay/people/{annotator.pk}"

    number = program.post(place, payroll_number="N-2", country="KR")
    overlap = program.post(f"{place}/contracts", starts_date="2026-06-01")
    ended = program.post(
        f"{place}/contracts",
        contract=annotator.contracts.get().pk,
        starts_date="2026-01-01",
        ends_date="2026-12-31",
    )
    rate = program.post(f"{place}/rates", since_date="2026-11-01", day_amount="61.01", currency="USD", reason="agreed")
    said = {"since_date": "2026-11-01", "full_minutes": 400, "half_minutes": 200, "full_amount": "52.00"}
    said |= {"half_amount": "26.00", "currency": "USD", "rounding": "half_even", "two_names_above": "80.00"}
    rule = program.post("pay/rules", **said, holiday_class="half", reason="x", holidays={"2026-12-25": "Christmas"})
    wrong = program.post("pay/rules", **said | {"half_minutes": 400}, holiday_class="half", reason="x")
    program.post(
        "pay/wages",
        country="KR",
        since_date="2026-01-01",
        hourly_amount="7.50",
        currency="USD",
        source="a ministry",
        source_date="2025-08-05",
    )

    assert (number["payroll_number"], number["country"]) == ("N-2", "KR")
    assert (overlap["status"], overlap["code"], ended["ends_date"]) == (409, "contracts_overlap", "2026-12-31")
    assert (rate["day_amount"], wrong["status"]) == ("61.01", 422)
    assert PayRule.objects.get().holidays == {"2026-12-25": "Christmas"}
    assert rule["text"].startswith("A full day is 6 h 40 min at work or more: 52.00 USD.")
    assert program.get("pay/rules")["rules"][0]["number"] == 1
    assert program.get("pay/wages")["wages"][0]["hourly_amount"] == "7.50"


def test_fairness_is_told_and_topped_up() -> None:
    program, annotator = payroll(), hired(country="KR")
    of = period()
    ReferenceWageFactory(hourly_amount=Decimal("10.00"))
    works(annotator, MONDAY, 7)
    approved(of, PayrollFactory())

    [one] = program.get("pay/periods/first/fairness")["people"]
    made = program.post("pay/periods/first/fairness", annotators=[annotator.pk])
    again = program.post("pay/periods/first/fairness", annotators=[annotator.pk])

    assert (one["reference"], one["figures"]["median"], one["figures"]["top_up"]) == ("10.00", "7.14", "20.00")
    assert ((made["n_entered"], made["n_waiting"]), again["n_entered"]) == ((1, 0), 0)


def test_attendance_is_a_managers_word_too_and_is_taken_back() -> None:
    program = Program(Scope.READ_ATTENDANCE, Scope.WRITE_ATTENDANCE)
    annotator = hired()
    said: dict[str, Any] = {"uuid": str(UUID(int=1)), "kind": "outage", "day_class": "half", "reason": "down"}
    said |= {"first_date": str(MONDAY), "last_date": str(MONDAY), "evidence": "ticket 7"}

    kept = [program.post("attendance", **said, annotators=[annotator.user.username]) for _ in range(2)]
    nobody = program.post("attendance", **said, annotators=["nobody"])
    back = program.post(f"attendance/{kept[0]['attendance']}", uuid=str(UUID(int=2)), reason="another day")
    twice = program.post(f"attendance/{kept[0]['attendance']}", uuid=str(UUID(int=3)), reason="another day")

    assert kept[0] == kept[1]
    assert (nobody["status"], back["is_taken_back"], twice["code"]) == (422, True, "undone_before")
    assert [one["attendance"] for one in program.get("attendance")["attendances"]] == [kept[0]["attendance"]]
    assert AttendanceAct.objects.count() == 2


def test_a_token_opens_what_it_was_made_for_and_nobody_acts_on_their_own_pay() -> None:
    program = payroll(Scope.READ_PAY)
    period()
    assert program.post("pay/periods/first", act="propose")["status"] == 403

    program.row.scopes = [Scope.READ_PAY, Scope.WRITE_PAY]
    program.row.save()
    own = hired(annotator__user=program.owner)
    other = hired()
    for one in (own, other):
        works(one, MONDAY, 7)
    refused = program.post(f"pay/people/{own.pk}/entries", **bonus("5.00", 1))
    program.post("pay/periods/first", act="propose")
    made = program.post("pay/periods/first/days", all=True)

    assert (refused["status"], refused["code"]) == (403, "own_pay")
    assert made["n_approved"] == 1
    assert LedgerEntry.objects.get().annotator == other
    assert not PayRead.objects.filter(annotator=own).exists()


def test_ones_own_pay_is_told_to_its_owner_and_to_nobody_else(signed_in: SignIn) -> None:
    annotator, other = hired(payroll_number="K-17"), hired()
    of, reader = period(), PayrollFactory(username="pia")
    RateFactory(annotator=annotator)
    for one in (annotator, other):
        works(one, MONDAY, 7)
    approved(of, reader)
    PayReadFactory(annotator=annotator, reader=reader, what="balances")
    PayReadFactory(annotator=other)
    browser = signed_in(annotator.user)

    mine = browser.get("/api/v1/me/pay").json()
    slips = browser.get("/api/v1/me/pay/payslips", {"period": "first"}).json()["payslips"]
    whole = browser.get("/api/v1/me/pay/day", {"date": str(MONDAY)}).json()
    looks = browser.get("/api/v1/me/pay/looks").json()["looks"]

    assert (mine["owed"], mine["periods"]) == ([{"currency": "USD", "amount": "60.00"}], ["first"])
    assert [(one["day_amount"], one["reason"]) for one in mine["rates"]] == [("60.00", "agreed")]
    assert [(one["payroll_number"], one["earned"]) for one in slips] == [("K-17", "60.00")]
    assert (whole["seconds"], whole["entries"][0]["by"]) == (7 * 3600, "pia")
    assert [(one["reader"], one["what"]) for one in looks] == [("pia", "balances")]
    assert browser.get(f"/api/v1/pay/people/{annotator.pk}").status_code == 403


def test_who_is_of_the_payroll_makes_tokens_of_pay_and_a_manager_does_not() -> None:
    of_pay = {Scope.READ_PAY, Scope.WRITE_PAY}

    assert tokens.scopes_of(User(roles=[Role.PAYROLL])) >= of_pay
    assert not tokens.scopes_of(User(roles=[Role.MANAGER, Role.AUDITOR])) & of_pay
