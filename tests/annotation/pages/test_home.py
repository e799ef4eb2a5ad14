"""Everybody begins at their own work, and the overview says where the project stands."""

import re
from datetime import date

import pytest
from django.test.client import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotation.actions import tallies
from annotation.choices import PairState, Role
from annotation.models import BatchTally
from tests.annotation.pages.conftest import Somebody
from tests.conftest import SignIn
from tests.factories import (
    NOW,
    BatchFactory,
    BatchPairFactory,
    BatchTallyFactory,
    ImportRunFactory,
    JudgmentFactory,
    MemberFactory,
    PaceFactory,
    PayRuleFactory,
    PulseFactory,
    WorkSessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("roles", "beginning"),
    [
        ([Role.ANNOTATOR], "/work/"),
        ([Role.MANAGER], "/overview/"),
        ([Role.ANNOTATOR, Role.MANAGER], "/overview/"),
        ([Role.AUDITOR], "/overview/"),
        ([Role.ADJUDICATOR, Role.ANNOTATOR], "/desk/"),
        ([Role.PAYROLL], "/pay/"),
    ],
)
def test_each_role_begins_at_its_own_work(
    signed_in: SignIn, somebody: Somebody, roles: list[Role], beginning: str
) -> None:
    assert signed_in(somebody("mina", *roles)).get("/")["Location"] == beginning


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (
            Role.MANAGER,
            [
                "Overview",
                "Imports",
                "Batches",
                "Desk",
                "Questions",
                "Results",
                "Exports",
                "Gold",
                "Sensitive",
                "Rulings",
                "Models",
                "People",
                "Record",
            ],
        ),
        (
            Role.AUDITOR,
            [
                "Overview",
                "Imports",
                "Batches",
                "Questions",
                "Results",
                "Exports",
                "Gold",
                "Rulings",
                "Models",
                "Record",
            ],
        ),
        (Role.ADJUDICATOR, ["Desk", "Questions"]),
        (Role.ANNOTATOR, ["Work"]),
        (Role.PAYROLL, ["Pay", "Tokens"]),
    ],
)
def test_the_navigation_has_what_the_role_opens(
    signed_in: SignIn, somebody: Somebody, role: Role, labels: list[str]
) -> None:
    answer = signed_in(somebody("mina", role)).get("/me/")

    assert [place.label for place in answer.context["open_places"]] == labels


def test_an_empty_project_says_how_to_begin(by_manager: Client) -> None:
    page = by_manager.get("/overview/").content.decode()

    assert "Nothing here yet" in page
    assert "./run manage import_pairs PATH" in page


@pytest.mark.parametrize("address", ["/overview/", "/overview/live/"])
@pytest.mark.parametrize("n", [1, 3])
def test_the_overview_takes_sixteen_queries_however_much_there_is(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int, address: str
) -> None:
    for _ in range(n):
        ImportRunFactory()
        pair = BatchPairFactory(state=PairState.DESK, desk_reason="even")
        member = MemberFactory(batch=pair.batch)
        WorkSessionFactory(annotator=member.annotator, opened_at=NOW, seen_at=timezone.now())
        tallies.count_batch(batch=pair.batch, now=NOW)
    BatchFactory(state="closed", closed_at="2026-11-22T09:00:00Z")

    # Standing, uncounted, pace, the rule of pay; notices; pages, held, people; flags, failed, broken; health;
    # running with tallies, judgments, members; how many, runs.
    with django_assert_num_queries(20):
        answer = by_manager.get(address)

    assert len(answer.context["running"]) == answer.context["n_running"] == n
    assert len(answer.context["at_work"]) == n
    assert [(duty.n, duty.place) for duty in answer.context["duties"]] == [(n, "desk")]


def test_every_number_links_to_its_rows(by_manager: Client) -> None:
    pair = BatchPairFactory(state=PairState.DESK, desk_reason="even")
    tallies.count_batch(batch=pair.batch, now=NOW)

    page = by_manager.get("/overview/").content.decode()

    links = dict(re.findall(r'<dt>([^<]+)</dt><dd><a id="n-[^"]+" href="([^"]+)">', page))
    assert links == {
        "done": "/pairs/?show=done",
        "in work": "/pairs/?show=work",
        "contested": "/pairs/?show=contested",
        "settled": "/pairs/?show=settled",
        "judged in the last hour": "/judgments/",
        "at work now": "#at-work",
    }
    assert re.findall(r'id="n-contested"[^>]*>(\d+)<', page) == ["1"]
    assert by_manager.get(links["contested"]).context["pairs"] == [pair]


def test_a_poll_is_told_that_nothing_changed_until_something_did(by_manager: Client) -> None:
    batch = BatchTallyFactory(n_open=1).batch
    first = by_manager.get("/overview/live/")

    again = by_manager.get("/overview/live/", headers={"If-None-Match": first["ETag"]})
    BatchTally.objects.filter(batch=batch).update(n_open=2)
    changed = by_manager.get("/overview/live/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)


def test_a_page_without_a_living_worker_and_clock_says_so_and_what_to_do(by_manager: Client) -> None:
    dead = by_manager.get("/overview/live/").content.decode()
    PulseFactory(queues=["default", "media", "models"], beat_at=timezone.now())
    half = by_manager.get("/overview/live/").content.decode()
    PulseFactory(kind="beat", queues=[], beat_at=timezone.now())
    well = by_manager.get("/overview/live/").content.decode()

    assert "No worker and no clock is alive." in dead
    assert "./run worker" in dead
    assert ("No worker" in half, "The clock (Celery beat) is not alive." in half) == (False, True)
    assert 'role="alert"' not in well


def test_the_forecast_says_what_it_assumes(by_manager: Client) -> None:
    BatchTallyFactory(n_open=10, n_missing=20)
    PaceFactory(n_week=100, n_week_hours=10, week_seconds=3600)

    page = by_manager.get("/overview/").content.decode()

    assert "for 25 opinions still to be given" in page
    assert "10 pairs an hour, as in the 10 hours of the last seven days" in page
    assert "1 person-day, 50.00 USD, for 25 opinions" in page
    assert "no rule of pay is in force yet, so 50.00 USD for each 8 h 00 min of paid time is a guess" in page


def test_the_forecast_costs_by_the_rule_of_pay(by_manager: Client) -> None:
    PayRuleFactory(number=1, since_date=date(2026, 1, 1), full_minutes=60, full_amount=80, half_minutes=30)
    BatchTallyFactory(n_open=10, n_missing=20)
    PaceFactory(n_week=100, n_week_hours=10, week_seconds=36_000)

    page = by_manager.get("/overview/").content.decode()

    assert "3 person-days, 240.00 USD, for 25 opinions" in page
    assert "80.00 USD, for each 1 h 00 min of paid time, by version 1 of the rule of pay" in page


@pytest.mark.parametrize("n", [1, 3])
def test_the_newest_judgments_take_one_query(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    made = JudgmentFactory.create_batch(n)

    with django_assert_num_queries(1):
        answer = by_manager.get("/judgments/")

    assert answer.context["judgments"] == made[::-1]


def test_an_unknown_state_of_pairs_is_not_there(by_manager: Client) -> None:
    assert by_manager.get("/pairs/?show=all").status_code == 404


def test_an_auditor_is_offered_no_acts(signed_in: SignIn, somebody: Somebody) -> None:
    ImportRunFactory()

    page = signed_in(somebody("ada", Role.AUDITOR)).get("/overview/").content.decode()

    assert "Open a batch" not in page
    assert "Invite somebody" not in page
