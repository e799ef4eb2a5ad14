"""A second factor for who works in the office: required, set up, asked for, and lost."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.management import CommandError, call_command
from django.test.client import Client
from pytest_django import Settings

from annotation.choices import Role
from annotation.models import Annotator, AuditEntry, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_fresh_cache", "_required")]

PASSWORD = "a horse reads slowly"
SECRET = "JBSWY3DPEHPK3PXP"
OFFICE = [Role.MANAGER, Role.ADJUDICATOR, Role.PAYROLL, Role.AUDITOR]
SET_UP = "/accounts/2fa/totp/activate/"


@pytest.fixture
def _required(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MFA_REQUIRED = True


def person(username: str, *roles: Role) -> User:
    return User.objects.create_user(username=username, password=PASSWORD, roles=sorted(roles))


def with_factor(username: str, *roles: Role) -> User:
    user = person(username, *roles)
    TOTP.activate(user, SECRET)
    return user


def sign_in(client: Client, username: str) -> str:
    answer = client.post("/accounts/login/", {"login": username, "password": PASSWORD})
    return str(answer["Location"])


def code(secret: str = SECRET) -> str:
    """What their telephone shows now."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("role", OFFICE)
def test_who_works_in_the_office_comes_no_further_than_setting_it_up(client: Client, role: Role) -> None:
    person("ruth", role)
    sign_in(client, "ruth")

    assert [client.get(address)["Location"] for address in ("/me/", "/", "/overview/")] == [SET_UP] * 3
    assert client.get("/readyz").status_code == 200


def test_annotators_need_none(client: Client) -> None:
    Annotator.objects.create(user=person("mina", Role.ANNOTATOR))
    sign_in(client, "mina")

    assert client.get("/me/").status_code == 200


def test_nobody_needs_one_where_it_is_not_required(client: Client, settings: Settings) -> None:
    settings.MFA_REQUIRED = False
    person("ruth", Role.MANAGER)
    sign_in(client, "ruth")

    assert client.get("/people/").status_code == 200


def test_the_api_says_what_is_missing(client: Client) -> None:
    user = person("mina", Role.ANNOTATOR, Role.ADJUDICATOR)
    Annotator.objects.create(user=user)
    sign_in(client, "mina")

    answer = client.post("/api/v1/claims", {"want": 1}, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor")


def test_setting_it_up_shows_a_code_to_scan_and_opens_the_office_at_once(client: Client) -> None:
    person("ruth", Role.MANAGER)
    sign_in(client, "ruth")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get(SET_UP)
    assert "data:image/svg+xml;base64," in page.content.decode()

    answer = client.post(SET_UP, {"code": code(page.context["form"].secret)})

    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get("/people/").status_code == 200
    assert len(client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]) == 10


def test_a_session_from_before_it_was_set_up_ends(client: Client) -> None:
    user = person("ruth", Role.MANAGER)
    sign_in(client, "ruth")
    TOTP.activate(user, SECRET)

    assert client.get("/people/")["Location"] == "/accounts/login/"
    assert "_auth_user_id" not in client.session


def test_signing_in_asks_for_the_code(client: Client) -> None:
    with_factor("ruth", Role.MANAGER)

    assert sign_in(client, "ruth") == "/accounts/2fa/authenticate/"
    assert client.get("/people/").status_code == 302
    assert client.post("/accounts/2fa/authenticate/", {"code": code()}).status_code == 302
    assert client.get("/people/").status_code == 200


def test_a_recovery_code_works_once(client: Client) -> None:
    user = with_factor("ruth", Role.MANAGER)
    [first, *_] = RecoveryCodes.activate(user).get_unused_codes()
    statuses = []
    for _ in range(2):
        client.logout()
        sign_in(client, "ruth")
        statuses.append(client.post("/accounts/2fa/authenticate/", {"code": first}).status_code)

    assert statuses == [302, 200]


def test_guessing_at_codes_stops_after_five(client: Client) -> None:
    with_factor("ruth", Role.MANAGER)
    sign_in(client, "ruth")
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    answer = client.post("/accounts/2fa/authenticate/", {"code": code()})

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_another_manager_takes_a_lost_one_off_with_a_reason(client: Client) -> None:
    with_factor("ruth", Role.MANAGER)
    lost = with_factor("ada", Role.ADJUDICATOR)
    sign_in(client, "ruth")
    client.post("/accounts/2fa/authenticate/", {"code": code()})
    assert "Take the second factor off" in client.get("/person/ada/").content.decode()

    client.post("/person/ada/second-factor/", {"reason": " "})
    assert Authenticator.objects.filter(user=lost).exists()
    client.post("/person/ruth/second-factor/", {"reason": "mine"})
    assert Authenticator.objects.filter(user__username="ruth").exists()

    client.post("/person/ada/second-factor/", {"reason": "lost telephone"})

    assert not Authenticator.objects.filter(user=lost).exists()
    assert AuditEntry.objects.get(act="take_off_second_factor").detail == {"reason": "lost telephone"}


def test_the_command_is_the_way_back_for_the_last_manager() -> None:
    user = with_factor("ruth", Role.MANAGER)

    call_command("take_off_second_factor", "ruth", "--reason", "lost telephone")

    assert not Authenticator.objects.filter(user=user).exists()
    with pytest.raises(CommandError, match="They have no second factor"):
        call_command("take_off_second_factor", "ruth", "--reason", "again")
    with pytest.raises(CommandError, match="Nobody is called nobody"):
        call_command("take_off_second_factor", "nobody", "--reason", "x")
