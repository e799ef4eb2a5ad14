"""The record, searched."""

from datetime import timedelta

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.choices import Role
from tests.annotation.pages.conftest import Somebody
from tests.conftest import SignIn
from tests.factories import NOW, AuditEntryFactory

pytestmark = pytest.mark.django_db
MIXED = {"reason": "two pictures were mixed up"}


@pytest.mark.parametrize("n", [1, 3])
def test_the_record_takes_three_queries_however_much_was_done(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    AuditEntryFactory.create_batch(n)

    with django_assert_num_queries(2):  # which acts there are; entries
        answer = by_manager.get("/record/")

    assert len(answer.context["entries"]) == n


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [2, 1, 0]),
        ({"actor": "ruth"}, [1, 0]),
        ({"act": "pause_batch"}, [1]),
        ({"subject": "pair 1"}, [2, 0]),
        ({"since": "2026-11-23"}, [2, 1]),
        ({"until": "2026-11-23"}, [1, 0]),
        ({"since": "2026-11-23", "until": "2026-11-23"}, [1]),
        ({"words": "MIXED pictures"}, [0]),
        ({"words": "12"}, [1]),
        ({"words": "pictures otto"}, []),
        ({"since": "soon", "act": "no_such_act", "actor": "ruth"}, [1, 0]),
    ],
)
def test_it_is_narrowed_by_person_act_subject_and_days(
    by_manager: Client, asked: dict[str, str], found: list[int]
) -> None:
    entries = [
        AuditEntryFactory(actor="ruth", act="set_aside", subject="pair 1", detail=MIXED, created_at=NOW),
        AuditEntryFactory(
            actor="ruth", act="pause_batch", subject="batch 1", detail={"n": 12}, created_at=NOW + timedelta(days=1)
        ),
        AuditEntryFactory(actor="otto", act="reopen", subject="pair 12", created_at=NOW + timedelta(days=2)),
    ]

    answer = by_manager.get("/record/", asked)

    assert [*answer.context["entries"]] == [entries[place] for place in found]


def test_the_next_page_asks_for_the_same(by_manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotation.pages.record.PAGE", 1)
    older, newer = AuditEntryFactory.create_batch(2, actor="ruth")

    first = by_manager.get("/record/", {"actor": "ruth"})
    page = first.content.decode()

    assert first.context["entries"] == [newer]
    assert f'href="?actor=ruth&amp;before={newer.pk}"' in page
    following = by_manager.get("/record/", {"actor": "ruth", "before": newer.pk})
    assert (following.context["entries"], following.context["next"]) == ([older], None)


def test_a_field_that_cannot_be_read_says_so(by_manager: Client) -> None:
    page = by_manager.get("/record/", {"since": "soon"}).content.decode()

    assert "Enter a valid date." in page


@pytest.mark.parametrize(("role", "links"), [(Role.MANAGER, 4), (Role.AUDITOR, 3)])
def test_what_an_act_was_done_to_is_one_step_away(
    somebody: Somebody, signed_in: SignIn, role: Role, links: int
) -> None:
    image = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
    for subject in (f"image {image}", "pair 12", "batch pilot", "user mina", "link 3", "batch of odd name", "image x"):
        AuditEntryFactory(subject=subject)

    page = signed_in(somebody("otto", role)).get("/record/").content.decode()

    addresses = [f"/pairs/{image}/", "/pairs/12/", "/batches/pilot/", "/person/mina/"]
    assert [address for address in addresses if f'<td class="prose"><a href="{address}">' in page] == addresses[:links]
    assert page.count('<td class="prose"><a href') == links


def test_what_is_long_is_cut_on_the_page_and_whole_in_the_table(by_manager: Client) -> None:
    text = "A drawn fruit is a fruit. " * 40
    AuditEntryFactory(act="change_ruling", subject="guideline 2", detail={"after": {"texts": text}})

    page = by_manager.get("/record/").content.decode()
    table = b"".join(by_manager.get("/tables/record.json").streaming_content).decode()  # type: ignore[attr-defined]

    assert (page.count("A drawn fruit is a fruit."), "…" in page) == (11, True)
    assert table.count("A drawn fruit is a fruit.") == 40
