"""Signing in: by invitation alone, limited by account first."""

import pytest
from django.test.client import Client
from pytest_django import Settings

from annotation.choices import Role
from annotation.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_fresh_cache", "_quick_passwords")]

PASSWORD = "a horse reads slowly"


@pytest.fixture
def _quick_passwords(settings: Settings) -> None:
    """Argon2 is slow on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def _low_address_limit(settings: Settings) -> None:
    """A tenth of the real one, so that reaching it takes no time."""
    limits = settings.ACCOUNT_RATE_LIMITS
    assert limits["login_failed"] == "5/300s/key,120/m/ip"
    settings.ACCOUNT_RATE_LIMITS = limits | {"login_failed": limits["login_failed"].replace("120/m", "12/m")}


def person(username: str = "mina", *roles: Role) -> User:
    return User.objects.create_user(username=username, email=f"{username}@example.org", password=PASSWORD, roles=roles)


def sign_in(client: Client, login: str, password: str = PASSWORD) -> int:
    return client.post("/accounts/login/", {"login": login, "password": password}).status_code


@pytest.mark.parametrize("login", ["mina", "MINA", "mina@example.org"])
def test_people_sign_in_by_username_or_address(client: Client, login: str) -> None:
    mina = person("mina", Role.ANNOTATOR)

    answer = client.post("/accounts/login/?next=/me/", {"login": login, "password": PASSWORD, "next": "/me/"})

    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    assert client.session["_auth_user_id"] == str(mina.pk)


def test_a_wrong_password_does_not_say_whether_there_is_such_an_account(client: Client) -> None:
    person()

    known = client.post("/accounts/login/", {"login": "mina", "password": "wrong"}).context["form"].errors
    unknown = client.post("/accounts/login/", {"login": "nobody", "password": "wrong"}).context["form"].errors

    assert known == unknown
    assert sum(map(len, known.values())) == 1


def test_guessing_at_one_account_stops_after_five_and_others_still_get_in(client: Client) -> None:
    person("mina")
    person("tom")
    for _ in range(5):
        assert sign_in(client, "mina", "wrong") == 200

    assert sign_in(client, "mina") == 200
    assert client.get("/me/").status_code == 302
    assert sign_in(client, "tom") == 302


@pytest.mark.parametrize("other_name", ["MINA", "Mina", " mina", "mina@example.org", "MINA@EXAMPLE.org"])
def test_guesses_count_together_whatever_the_account_is_called(client: Client, other_name: str) -> None:
    person("mina")
    for _ in range(5):
        sign_in(client, "mina", "wrong")

    assert sign_in(client, other_name) == 200
    assert "_auth_user_id" not in client.session


def test_the_refusal_says_what_to_do_and_is_the_same_for_a_right_password(client: Client) -> None:
    person("mina")
    for _ in range(5):
        sign_in(client, "mina", "wrong")

    told = [client.post("/accounts/login/", {"login": "mina", "password": said}) for said in (PASSWORD, "wrong")]

    assert {str(answer.context["form"].errors) for answer in told} == {str(told[0].context["form"].errors)}
    assert "Too many failed login attempts. Try again later." in told[0].content.decode()


@pytest.mark.usefixtures("_low_address_limit")
def test_guessing_at_one_account_without_end_does_not_shut_out_the_others_behind_that_address(client: Client) -> None:
    person("mina")
    person("tom")
    for _ in range(20):
        sign_in(client, "mina", "wrong")

    assert sign_in(client, "tom") == 302


@pytest.mark.usefixtures("_low_address_limit")
def test_guessing_at_many_accounts_from_one_address_stops(client: Client) -> None:
    person("tom")
    for number in range(12):
        sign_in(client, f"guess{number}", "wrong")

    assert sign_in(client, "tom") == 200
    assert sign_in(Client(REMOTE_ADDR="10.0.0.2"), "tom") == 302


def test_people_who_sign_in_rightly_use_up_nothing(client: Client) -> None:
    person("mina")

    assert [sign_in(Client(), "mina") for _ in range(8)] == [302] * 8


@pytest.mark.usefixtures("_low_address_limit")
def test_an_address_that_the_visitor_claims_is_not_believed(client: Client) -> None:
    """Without a proxy in front, X-Forwarded-For is whatever somebody writes there."""
    for number in range(12):
        headers = {"X-Forwarded-For": f"10.0.0.{number}"}
        client.post("/accounts/login/", {"login": f"guess{number}", "password": "wrong"}, headers=headers)
    person("tom")

    assert sign_in(client, "tom") == 200


def test_forty_people_behind_one_address_sign_in_within_a_minute() -> None:
    for number in range(40):
        person(f"annotator{number}")

    assert [sign_in(Client(), f"annotator{number}") for number in range(40)] == [302] * 40


def test_nobody_registers_themselves(client: Client) -> None:
    answer = client.post("/accounts/signup/", {"username": "eve", "password1": PASSWORD, "password2": PASSWORD})

    assert "Accounts come by invitation" in answer.content.decode()
    assert User.objects.count() == 0


def test_a_locked_account_is_told_so(client: Client) -> None:
    User.objects.filter(pk=person().pk).update(is_active=False)

    answer = client.post("/accounts/login/", {"login": "mina", "password": PASSWORD}, follow=True)

    assert "This account is suspended" in answer.content.decode()


def test_a_session_gets_a_new_key_at_sign_in(client: Client) -> None:
    person()
    client.get("/accounts/login/")
    before = client.session.session_key

    sign_in(client, "mina")

    assert client.session.session_key != before


def test_a_new_password_ends_all_sessions(client: Client) -> None:
    mina = person("mina", Role.ANNOTATOR)
    elsewhere = Client()
    sign_in(elsewhere, "mina")
    sign_in(client, "mina")
    new = "another sentence of hers"

    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    mina.refresh_from_db()
    assert mina.check_password(new)
    assert client.get("/me/").status_code == 302
    assert elsewhere.get("/me/").status_code == 302


def test_signing_out_ends_the_session(client: Client) -> None:
    person()
    sign_in(client, "mina")

    assert client.post("/accounts/logout/")["Location"] == "/accounts/login/"
    assert client.get("/me/").status_code == 302


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/accounts/password/change/", "Change Password"),
        ("/accounts/2fa/", "Two-Factor Authentication"),
        ("/accounts/2fa/totp/activate/", "Activate Authenticator App"),
    ],
)
def test_the_pages_of_ones_own_account_are_in_the_products_look(client: Client, address: str, heading: str) -> None:
    person("mina", Role.ANNOTATOR)
    sign_in(client, "mina")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    page = client.get(address).content.decode()

    assert f"<h1>\n        {heading}\n    </h1>" in page
    assert '<header class="topbar">' in page
    assert 'style="' not in page


@pytest.mark.parametrize("address", ["/accounts/password/reset/", "/accounts/email/", "/accounts/password/set/"])
def test_pages_that_would_need_a_mail_server_are_not_there(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
