"""The managers' page of people."""

import re

import pytest
from django.contrib.messages import get_messages
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.choices import LinkKind, Role
from annotation.models import AccessLink, User
from tests.annotation.pages.conftest import Somebody

pytestmark = pytest.mark.django_db


def test_an_invitation_is_shown_once_and_listed_until_it_is_used(by_manager: Client) -> None:
    answer = by_manager.post("/people/invitations/", {"name": "Mina", "role": "annotator", "days": 7})

    [address] = re.findall(
        r'<output class="once" id="link">http://testserver(/join/[\w-]{43}/)</output>', answer.content.decode()
    )
    assert by_manager.get(address).status_code == 200
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    listed = by_manager.get("/people/")
    assert [link.name for link in listed.context["invitations"]] == ["Mina"]
    assert address not in listed.content.decode()


def test_an_invitation_without_a_name_is_asked_again(by_manager: Client) -> None:
    answer = by_manager.post("/people/invitations/", {"name": "", "role": "annotator", "days": 7})

    assert answer.context["form"].errors == {"name": ["This field is required."]}
    assert AccessLink.objects.count() == 0


def test_an_invitation_is_taken_back(by_manager: Client) -> None:
    by_manager.post("/people/invitations/", {"name": "Mina", "role": "annotator", "days": 7})

    by_manager.post(f"/people/invitations/{AccessLink.objects.get().pk}/cancel/")

    assert by_manager.get("/people/").context["invitations"] == []


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_four_queries_however_many_people(
    by_manager: Client, somebody: Somebody, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    for number in range(n):
        somebody(f"mina{number}", Role.ANNOTATOR)

    with django_assert_num_queries(4):  # people, their way into the work, tests; invitations
        answer = by_manager.get("/people/")

    assert [user.username for user in answer.context["people"]] == [f"mina{number}" for number in range(n)] + ["ruth"]


def test_the_list_goes_on_after_the_last_name(
    by_manager: Client, somebody: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotation.pages.people.PAGE", 2)
    for name in ("ada", "ben", "cho"):
        somebody(name)

    first = by_manager.get("/people/")
    second = by_manager.get("/people/", {"after": first.context["next"]})

    assert [user.username for user in first.context["people"]] == ["ada", "ben"]
    assert [user.username for user in second.context["people"]] == ["cho", "ruth"]
    assert second.context["next"] == ""


def test_roles_and_languages_change(by_manager: Client, somebody: Somebody) -> None:
    somebody("mina", Role.ANNOTATOR)

    by_manager.post("/person/mina/roles/", {"roles": ["annotator", "adjudicator"]})
    by_manager.post("/person/mina/languages/", {"languages": ["en", "zh"]})

    mina = User.objects.get(username="mina")
    assert (mina.roles, mina.annotator.languages) == (["adjudicator", "annotator"], ["en", "zh"])
    record = by_manager.get("/person/mina/").content.decode()
    assert "before: annotator; after: adjudicator, annotator" in record


def test_a_suspended_annotator_reads_why(by_manager: Client, somebody: Somebody) -> None:
    mina = somebody("mina", Role.ANNOTATOR)
    hers = Client()
    hers.force_login(mina, backend="jdb_site.backends.Accounts")

    by_manager.post("/person/mina/suspend/", {"reason": "asked to pause"})

    assert "You are given no more work: <bdi>asked to pause</bdi>." in hers.get("/me/").content.decode()
    assert "asked to pause" in by_manager.get("/person/mina/").content.decode()


def test_a_locked_account_is_out_at_once(by_manager: Client, somebody: Somebody) -> None:
    mina = somebody("mina", Role.ANNOTATOR)
    hers = Client()
    hers.force_login(mina, backend="jdb_site.backends.Accounts")
    assert hers.get("/me/").status_code == 200

    by_manager.post("/person/mina/suspend/", {"reason": "stolen telephone", "lock": "on"})

    assert hers.get("/me/").status_code == 302

    by_manager.post("/person/mina/unsuspend/")

    assert User.objects.get(username="mina").is_active


def test_an_adjudicator_who_is_suspended_is_locked_out(by_manager: Client, somebody: Somebody) -> None:
    somebody("ada", Role.ADJUDICATOR)

    by_manager.post("/person/ada/suspend/", {"reason": "left"})

    assert not User.objects.get(username="ada").is_active


def test_a_suspension_needs_a_reason(by_manager: Client, somebody: Somebody) -> None:
    somebody("mina", Role.ANNOTATOR)

    answer = by_manager.post("/person/mina/suspend/", {"reason": " "})

    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "Say why. The reason stays in the record."
    ]
    assert User.objects.get(username="mina").is_active


def test_the_only_manager_is_told_why_they_stay_one(by_manager: Client, manager: User) -> None:
    by_manager.post("/person/ruth/roles/", {"roles": []})

    assert "Nobody would be left to manage." in by_manager.get("/person/ruth/").content.decode()
    manager.refresh_from_db()
    assert manager.roles == ["manager"]


def test_a_reset_link_is_shown_once(by_manager: Client, somebody: Somebody) -> None:
    somebody("mina")

    answer = by_manager.post("/person/mina/reset-link/")

    assert re.search(r"http://testserver/reset/[\w-]{43}/", answer.content.decode())
    assert AccessLink.objects.get().kind == LinkKind.RESET


def test_names_are_hostile_text(by_manager: Client, somebody: Somebody) -> None:
    somebody("eve", first_name="<script>alert(1)</script>")

    page = by_manager.get("/people/").content.decode()

    assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>" in page
    assert "<script>alert" not in page


def test_somebody_without_a_role_sees_their_account_alone(client: Client, somebody: Somebody) -> None:
    client.force_login(somebody("new"), backend="jdb_site.backends.Accounts")

    assert client.get("/")["Location"] == "/me/"
    assert client.get("/people/").status_code == 403
