"""The page of tokens."""

import re

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.choices import Role
from annotation.models import ApiToken
from tests.annotation.pages.conftest import Somebody
from tests.conftest import SignIn
from tests.factories import ApiTokenFactory

pytestmark = pytest.mark.django_db


def make(browser: Client, *scopes: str) -> str:
    said = {"name": "nightly copy", "days": 30, "scopes": [*scopes]}
    return browser.post("/tokens/make/", said).content.decode()


def test_a_token_is_shown_once(by_manager: Client) -> None:
    page = make(by_manager, "read:tables", "read:record")

    [token] = re.findall(r"strikeout_[\w-]{43}", page)
    row = ApiToken.objects.get()
    listed = by_manager.get("/tokens/").content.decode()
    assert (row.name, row.scopes) == ("nightly copy", ["read:record", "read:tables"])
    assert (row.expires_at - row.created_at).days == 30
    assert token not in listed
    assert f"{token[:14]}…" in listed


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (
            Role.PAYROLL,
            ["read:hours", "read:pay", "read:attendance", "write:pay", "write:attendance"],
        ),
        (Role.MANAGER, None),
        (Role.AUDITOR, 12),
    ],
)
def test_only_what_is_ones_own_is_offered(
    role: Role, offered: list[str] | int | None, somebody: Somebody, signed_in: SignIn
) -> None:
    browser = signed_in(somebody("pat", role))

    found = re.findall(r'name="scopes" value="([\w:]+)"', browser.get("/tokens/").content.decode())
    refused = make(browser, "read:minds")

    assert found == offered if isinstance(offered, list) else len(found) == (offered or 29)
    assert "Select a valid choice" in refused
    assert not ApiToken.objects.exists()


def test_a_manager_revokes_anybodys_and_others_their_own(
    by_manager: Client, somebody: Somebody, signed_in: SignIn
) -> None:
    token = ApiTokenFactory(owner=somebody("otto", Role.AUDITOR), name="copy")

    page = by_manager.post(f"/tokens/{token.pk}/revoke/", follow=True).content.decode()

    token.refresh_from_db()
    assert token.revoked_by == "ruth"
    assert "The token copy opens nothing any more." in page
    other = ApiTokenFactory()
    assert signed_in(somebody("aud", Role.AUDITOR)).post(f"/tokens/{other.pk}/revoke/").status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_takes_as_many_queries_for_one_token_as_for_three(
    n: int, by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ApiTokenFactory.create_batch(n)
    by_manager.get("/tokens/")

    with django_assert_num_queries(2):  # one's own, others'
        page = by_manager.get("/tokens/").content.decode()

    assert page.count("/revoke/") == n
