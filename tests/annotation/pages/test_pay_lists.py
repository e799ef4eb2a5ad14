"""The payroll's lists: as many statements for many rows as for one; whole periods at once; attendance found again."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.actions import pay_threads
from annotation.models import AttendanceAct, DayApproval, LedgerEntry, User
from tests.annotation.employer import LATER, MONDAY, approved, closed, day, hired, period, proposed, works
from tests.conftest import SignIn
from tests.factories import (
    AttendeeFactory,
    EntryRequestFactory,
    GroupFactory,
    GroupMemberFactory,
    LedgerEntryFactory,
    PayrollFactory,
    PayRuleFactory,
    RateFactory,
    ReferenceWageFactory,
)

pytestmark = pytest.mark.django_db
COUNTS = pytest.mark.parametrize("n", [1, 3])


@pytest.fixture
def payroll() -> User:
    found: User = PayrollFactory()
    return found


@pytest.fixture
def office(payroll: User, signed_in: SignIn) -> Client:
    return signed_in(payroll)


def dispute(annotator: Any, on: date, n: int) -> None:
    said: Any = {"uuid": UUID(int=n + 1), "text": "More.", "within": timedelta(hours=48), "now": LATER}
    pay_threads.dispute(annotator=annotator, local_date=on, **said)


@COUNTS
def test_the_board_takes_as_many_queries_for_many_periods(
    office: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    for number in range(n):
        first = day(14 * number)
        of = period(name=f"p{number}", first_date=first, last_date=first + timedelta(days=13))
        annotator = hired()
        LedgerEntryFactory(annotator=annotator, period=of)
        EntryRequestFactory(annotator=annotator)
        dispute(annotator, first, number)

    with django_assert_num_queries(4):  # periods, their sums, second names, disputes
        page = office.get("/pay/")

    assert (len(page.context["periods"]), len(page.context["disputes"]), page.context["n_requests"]) == (n, n, n)


@COUNTS
def test_somebodys_page_takes_as_many_queries_for_many_rows(
    office: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    of, annotator = period(), hired()
    for _ in range(n):
        LedgerEntryFactory(annotator=annotator, period=of)
        RateFactory(annotator=annotator)

    with django_assert_num_queries(6):  # who, the trace, entries, balance, contracts, rates
        page = office.get(f"/pay/people/{annotator.pk}/")

    assert (len(page.context["entries"]), len(page.context["rates"])) == (n, n)


@COUNTS
def test_the_rules_take_as_many_queries_for_many_versions(
    office: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    for number in range(n):
        PayRuleFactory(number=number + 1)
        ReferenceWageFactory()

    with django_assert_num_queries(2):
        page = office.get("/pay/rules/")

    assert (len(page.context["versions"]), len(page.context["wages"])) == (n, n)


@COUNTS
def test_attendance_takes_as_many_queries_for_many_acts_people_and_groups(
    office: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    for _ in range(n):
        annotator = hired()
        GroupMemberFactory(annotator=annotator, group=GroupFactory())
        AttendeeFactory(annotator=annotator)

    with django_assert_num_queries(7):  # people; groups, who is in them; acts, whom they name in three
        page = office.get("/pay/attendance/")

    assert len(page.context["acts"]) == n


@COUNTS
def test_fairness_takes_as_many_queries_for_many_people(
    office: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    of = period()
    ReferenceWageFactory()
    for _ in range(n):
        works(hired(country="KR"), MONDAY, 7)
    approved(of, PayrollFactory())

    with django_assert_num_queries(8):
        page = office.get("/pay/periods/first/fairness/")

    assert len(page.context["found"].people) == n


@COUNTS
def test_a_day_of_somebody_takes_as_many_queries_however_much_was_done_on_it(
    office: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    of, annotator = period(), hired()
    for number in range(n):
        works(annotator, MONDAY, 1, at=8 + 2 * number)
        approved(of, PayrollFactory())
        AttendeeFactory(annotator=annotator, act__first_date=MONDAY, act__last_date=MONDAY)
    dispute(annotator, MONDAY, 1)

    with django_assert_num_queries(17):
        page = office.get(f"/pay/people/{annotator.pk}/{MONDAY}/")

    assert (len(page.context["sheet"].sittings), len(page.context["sheet"].proposals)) == (n, n)


def test_a_whole_period_is_approved_at_once_after_its_count_was_told(
    office: Client, payroll: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotation.pages.pay_board.PAGE", 2)
    of, own = period(), hired(annotator__user=payroll, payroll_number="A-1")
    for n in range(3):
        works(hired(payroll_number=f"B-{n}"), MONDAY, 7)
    works(own, MONDAY, 7)
    proposed(of)

    page = office.get("/pay/periods/first/")
    said = " ".join(page.content.decode().split())
    early = office.post("/pay/periods/first/", {"act": "approve_all", "n_told": 2}, follow=True)
    done = office.post("/pay/periods/first/", {"act": "approve_all", "n_told": 3}, follow=True)

    assert "3 days of 3 people wait on all pages of this period; as proposed they come to 150.00 USD." in said
    assert "1 of your own is left out: somebody else approves them." in said
    assert "Nothing was approved: 3 days wait by now. Look again." in early.content.decode()
    assert "3 days were approved." in done.content.decode()
    assert not DayApproval.objects.filter(annotator=own).exists()
    assert LedgerEntry.objects.count() == 3


def test_what_is_on_one_page_is_not_offered_twice(office: Client) -> None:
    of = period()
    works(hired(), MONDAY, 7)
    proposed(of)

    assert "Approve the whole period" not in office.get("/pay/periods/first/").content.decode()
    closed(of, PayrollFactory())
    assert office.get("/pay/periods/first/").context["waiting"] is None


def test_attendance_is_said_of_a_group_and_found_by_person_group_and_day(by_manager: Client) -> None:
    inside, other = [hired(), hired()], hired()
    night, empty = GroupFactory(name="night"), GroupFactory(name="empty")
    for one in inside:
        GroupMemberFactory(group=night, annotator=one)
    said = {"kind": "outage", "day_class": "half", "reason": "down", "evidence": "ticket 7", "act": "say"}
    first = {"first_date": MONDAY, "last_date": day(2)}

    by_manager.post("/pay/attendance/", {**said, **first, "uuid": UUID(int=1), "groups": ["night"]})
    alone = {"first_date": day(5), "last_date": day(5), "annotators": [other.pk]}
    by_manager.post("/pay/attendance/", {**said, **alone, "uuid": UUID(int=2)})
    nobody = by_manager.post("/pay/attendance/", {**said, **first, "uuid": UUID(int=3)})
    hollow = by_manager.post("/pay/attendance/", {**said, **first, "uuid": UUID(int=4), "groups": [empty.name]})

    def found(**asked: Any) -> list[int]:
        return [one.pk for one in by_manager.get("/pay/attendance/", asked).context["acts"]]

    of_group, of_one = AttendanceAct.objects.order_by("pk")
    assert {one.annotator for one in of_group.attendees.all()} == set(inside)
    assert found() == [of_one.pk, of_group.pk]
    assert (found(person=other.pk), found(group="night"), found(on=day(1))) == (
        [of_one.pk],
        [of_group.pk],
        [of_group.pk],
    )
    assert (found(person=inside[0].pk, on=day(5)), found(on="soon")) == ([], [of_one.pk, of_group.pk])
    assert "Name somebody, or a group." in nobody.content.decode()
    assert "Name somebody else than yourself." in hollow.content.decode()


def test_attendance_is_paged_by_its_key_with_its_filter(by_manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotation.pages.pay_terms.ACTS_SHOWN", 2)
    annotator = hired()
    acts = [AttendeeFactory(annotator=annotator).act_id for _ in range(3)]
    AttendeeFactory()

    first = by_manager.get("/pay/attendance/", {"person": annotator.pk})
    then = by_manager.get("/pay/attendance/", {"person": annotator.pk, "before": first.context["next"]})

    assert [one.pk for one in first.context["acts"]] == [acts[2], acts[1]]
    assert f"?before={acts[1]}&amp;person={annotator.pk}" in first.content.decode()
    assert ([one.pk for one in then.context["acts"]], then.context["next"]) == ([acts[0]], None)
