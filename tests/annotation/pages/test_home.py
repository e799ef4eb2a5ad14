"""Everybody begins at their own work, and the overview says where the project stands."""

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.choices import PairState, Role
from tests.annotation.pages.conftest import Somebody
from tests.conftest import SignIn
from tests.factories import BatchFactory, BatchPairFactory, ImportRunFactory, MemberFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("roles", "beginning"),
    [
        ([Role.ANNOTATOR], "/work/"),
        ([Role.MANAGER], "/overview/"),
        ([Role.ANNOTATOR, Role.MANAGER], "/overview/"),
        ([Role.AUDITOR], "/overview/"),
        ([Role.ADJUDICATOR, Role.ANNOTATOR], "/desk/"),
        ([Role.PAYROLL], "/me/"),
    ],
)
def test_each_role_begins_at_its_own_work(
    signed_in: SignIn, somebody: Somebody, roles: list[Role], beginning: str
) -> None:
    assert signed_in(somebody("mina", *roles)).get("/")["Location"] == beginning


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.MANAGER, ["Overview", "Imports", "Batches", "Desk", "Results", "Gold", "Sensitive", "People", "Record"]),
        (Role.AUDITOR, ["Overview", "Imports", "Batches", "Results", "Gold", "Record"]),
        (Role.ADJUDICATOR, ["Desk"]),
        (Role.ANNOTATOR, ["Work"]),
        (Role.PAYROLL, []),
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


@pytest.mark.parametrize("n", [1, 3])
def test_the_overview_takes_nine_queries_however_many_batches(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    for _ in range(n):
        ImportRunFactory()
        pair = BatchPairFactory(state=PairState.DESK, desk_reason="even")
        MemberFactory(batch=pair.batch)
    BatchFactory(state="paused")
    BatchFactory(state="closed", closed_at="2026-11-22T09:00:00Z")

    with django_assert_num_queries(9):  # batches, their pairs, judgments, members; running, desk, flags, runs, people
        answer = by_manager.get("/overview/")

    assert len(answer.context["running"]) == answer.context["n_running"] == n + 1
    assert answer.context["n_waiting"] == n


def test_an_auditor_is_offered_no_acts(signed_in: SignIn, somebody: Somebody) -> None:
    ImportRunFactory()

    page = signed_in(somebody("ada", Role.AUDITOR)).get("/overview/").content.decode()

    assert "Open a batch" not in page
    assert "Invite somebody" not in page
