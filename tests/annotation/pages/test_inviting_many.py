"""Inviting many, groups, zones and replacing people, from the pages."""

import re
from typing import Any

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.choices import MemberState, Role
from annotation.models import AccessLink, Group, Member
from annotation.pages.qr import code
from tests.annotation.pages.conftest import Somebody
from tests.factories import AnnotatorFactory, GroupMemberFactory, MemberFactory

pytestmark = pytest.mark.django_db
TABLE = "name,languages,groups\nMina Park,ko,evening\nAda,,\n"


def send(client: Client, rows: str, act: str) -> Any:
    return client.post("/people/invitations/many/", {"rows": rows, "days": 7, "act": act})


def test_each_row_has_its_verdict_and_nobody_is_invited_while_one_is_refused(by_manager: Client) -> None:
    answer = send(by_manager, f"{TABLE}=1,,\n", "make")

    assert [(row.name, why) for row, why in answer.context["told"]] == [
        ("Mina Park", ""),
        ("Ada", ""),
        ("=1", "a name that a spreadsheet would take for a formula"),
    ]
    assert AccessLink.objects.count() == 0


def test_a_table_becomes_a_sheet_of_links_with_codes(by_manager: Client) -> None:
    answer = send(by_manager, TABLE, "make")

    page = answer.content.decode()
    addresses = re.findall(r"http://testserver(/join/[\w-]{43}/)</code>", page)
    assert len(addresses) == page.count('<svg class="qr"') == 2
    assert 'value="ko" id="id_languages_' in by_manager.get(addresses[0]).content.decode()
    assert "no-store" in answer["Cache-Control"]
    again = send(by_manager, TABLE, "check")
    assert [why for _, why in again.context["told"]] == ["invited already: gets a new link, the old one dies"] * 2


def test_a_name_that_is_here_already_is_said(by_manager: Client, somebody: Somebody) -> None:
    somebody("ada", first_name="Ada")

    answer = send(by_manager, TABLE, "check")

    assert [why for _, why in answer.context["told"]] == ["", "somebody of this name is here already"]


def test_what_is_no_table_is_said_at_the_field(by_manager: Client) -> None:
    answer = send(by_manager, "Mina Park", "make")

    assert answer.context["form"].errors == {"rows": ["The first line must name the columns, one of them name."]}


def test_a_code_is_square_and_has_a_quiet_zone() -> None:
    drawn = code("http://testserver/join/" + "x" * 43 + "/")

    assert drawn.size == 45
    assert drawn.path.startswith("M4 4h1v1h-1z")
    assert min(int(place) for place in re.findall(r"M(\d+) ", drawn.path)) == 4


@pytest.mark.parametrize("n", [1, 3])
def test_groups_take_three_queries_however_many(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    GroupMemberFactory.create_batch(n)

    with django_assert_num_queries(3):  # groups, who is in them; everybody
        answer = by_manager.get("/people/groups/")

    assert len(answer.context["groups"]) == n


def test_a_group_is_made_and_filled_by_hand(by_manager: Client, somebody: Somebody) -> None:
    somebody("mina", Role.ANNOTATOR)
    by_manager.post("/people/groups/make/", {"name": "evening"})

    by_manager.post("/people/groups/evening/", {"members": ["mina", "nobody"]})

    assert [row.annotator.user.username for row in Group.objects.get().members.all()] == ["mina"]
    assert "<bdi>evening</bdi>" in by_manager.get("/person/mina/").content.decode()


@pytest.mark.parametrize(("zone", "kept"), [("Asia/Seoul", "Asia/Seoul"), ("Mars/Base", "")])
def test_a_zone_is_one_of_the_worlds(by_manager: Client, somebody: Somebody, zone: str, kept: str) -> None:
    mina = somebody("mina", Role.ANNOTATOR)

    by_manager.post("/person/mina/zone/", {"zone": zone})

    mina.annotator.refresh_from_db()
    assert mina.annotator.zone == kept


def test_replacing_is_shown_before_it_is_done(by_manager: Client) -> None:
    member, joiner = MemberFactory(batch__name="pilot"), AnnotatorFactory(languages=["ko"])
    said = {"leaver_0": member.annotator.pk, "joiner_0": joiner.pk, "reason": "moved away"}

    preview = by_manager.post("/people/replacements/", {**said, "act": "preview"})

    [one] = preview.context["foreseen"]
    assert (one.n_leases, one.batches, one.groups, one.missing) == (0, [("pilot", False)], [], ["en"])
    assert not Member.objects.filter(annotator=joiner).exists()

    done = by_manager.post("/people/replacements/", {**said, "act": "replace"}, follow=True)

    assert "Replaced: 1. Places in batches that moved: 1." in done.content.decode()
    assert Member.objects.get(annotator=joiner).state == MemberState.ACTIVE


def test_an_exchange_needs_both(by_manager: Client) -> None:
    member = MemberFactory()

    answer = by_manager.post("/people/replacements/", {"leaver_0": member.annotator.pk, "reason": "moved"})

    assert answer.context["form"].errors == {"joiner_0": ["Name both, or neither."]}
