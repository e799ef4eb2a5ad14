"""What an invited person meets."""

from datetime import timedelta

import pytest
from django.test.client import Client
from django.utils import timezone

from annotation.actions import links
from annotation.choices import Role
from annotation.models import User
from tests.annotation.pages.conftest import Somebody

pytestmark = pytest.mark.django_db

ANSWERS = {
    "name": "Mina Park",
    "username": "Mina",
    "password": "a horse reads slowly",
    "again": "a horse reads slowly",
    "languages": ["en", "ko"],
}


def invited(role: Role = Role.ANNOTATOR) -> str:
    return f"/join/{links.invite(role=role, name='Mina', actor='ruth', now=timezone.now()).token}/"


def test_an_invited_annotator_joins_and_is_signed_in(client: Client) -> None:
    address = invited()
    assert "You are invited as annotator." in client.get(address).content.decode()

    answer = client.post(address, ANSWERS)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    mina = User.objects.get()
    assert (mina.username, mina.first_name, mina.annotator.languages) == ("mina", "Mina Park", ["en", "ko"])
    assert client.session["_auth_user_id"] == str(mina.pk)


def test_a_manager_is_not_asked_for_languages(client: Client) -> None:
    address = invited(Role.MANAGER)

    assert 'name="languages"' not in client.get(address).content.decode()
    assert client.post(address, ANSWERS).status_code == 302
    assert User.objects.get().roles == ["manager"]


@pytest.mark.parametrize(
    ("wrong", "field", "told"),
    [
        ({"again": "a horse reads fast"}, "again", "The two passwords differ."),
        (
            {"password": "short", "again": "short"},
            "password",
            "This password is too short. It must contain at least 12 characters.",
        ),
        (
            {"password": "minapark minapark", "again": "minapark minapark", "username": "minapark minapark"},
            "username",
            "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.",
        ),
        (
            {"password": "minaparkminapark", "again": "minaparkminapark", "username": "minaparkminapark"},
            "password",
            "The password is too similar to the username.",
        ),
        ({"languages": []}, "languages", "Choose at least one language."),
    ],
)
def test_a_wrong_answer_is_explained_beside_its_field(
    client: Client, wrong: dict[str, object], field: str, told: str
) -> None:
    answer = client.post(invited(), ANSWERS | wrong)

    assert answer.context["form"].errors[field][0] == told
    assert User.objects.count() == 0


def test_a_taken_username_is_said_and_the_link_still_works(client: Client, somebody: Somebody) -> None:
    somebody("mina")
    address = invited()

    answer = client.post(address, ANSWERS)

    assert answer.context["form"].errors == {"username": ["Somebody has that username. Choose another."]}
    assert client.post(address, ANSWERS | {"username": "mina.park"}).status_code == 302


@pytest.mark.parametrize("address", ["/join/guessed/", "/reset/guessed/"])
def test_a_guessed_link_says_kindly_that_it_opens_nothing(client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 410
    assert "This link is not one of ours, or it was copied in part." in answer.content.decode()


def test_a_used_link_says_so(client: Client) -> None:
    address = invited()
    client.post(address, ANSWERS)
    client.logout()

    answer = client.get(address)

    assert answer.status_code == 410
    assert "This link was used already; each works once." in answer.content.decode()


def test_a_link_that_ran_out_says_so(client: Client) -> None:
    early = timezone.now() - timedelta(days=8)
    token = links.invite(role=Role.MANAGER, name="Tom", actor="ruth", now=early).token

    answer = client.post(f"/join/{token}/", ANSWERS)

    assert answer.status_code == 410
    assert "This link has run out." in answer.content.decode()


def test_a_reset_link_sets_a_password_and_ends_old_sessions(client: Client, somebody: Somebody) -> None:
    mina = somebody("mina", Role.ANNOTATOR)
    elsewhere = Client()
    elsewhere.force_login(mina, backend="jdb_site.backends.Accounts")
    token = links.issue_reset(user=mina, actor="ruth", now=timezone.now()).token

    answer = client.post(f"/reset/{token}/", {"password": ANSWERS["password"], "again": ANSWERS["password"]})

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
    assert elsewhere.get("/me/")["Location"] == "/accounts/login/?next=/me/"
    assert client.login(username="mina", password=ANSWERS["password"])


def test_link_pages_are_kept_by_no_cache(client: Client) -> None:
    assert client.get(invited())["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
