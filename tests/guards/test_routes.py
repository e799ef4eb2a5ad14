"""Every route says who may use it, and keeps to it."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test.client import Client
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.permissions import AllowAny

from annotation.choices import Role
from annotation.models import User
from tests.conftest import SignIn

# Whoever comes may open these; each says why.
OPEN = {
    "livez": "the load balancer asks",
    "readyz": "the load balancer asks",
    "csp_reports": "browsers report by themselves",
    "account_login": "where people sign in",
    "account_logout": "signing out twice is no error",
    "account_signup": "says that accounts come by invitation",
    "account_inactive": "says that an account is locked",
    "join": "the token is the permission",
    "reset": "the token is the permission",
    "mfa_authenticate": "the second step of signing in",
}
# Django's own pages, some three hundred behind one guard: tests/site/test_raw_tables.py.
RAW_TABLES = "admin/"
# allauth's own pages, for whoever is signed in: their password and second factor.
OWN_ACCOUNT = ("account_", "mfa_")
VALUES: dict[str, Any] = {
    "arrival": uuid.UUID(int=0),
    "place": 0,
    "act": 1,
    "asked": 1,
    "annotator": 1,
    "code": "none",
    "flag": uuid.UUID(int=0),
    "kind": 0,
    "answer": 1,
    "version": 1,
    "link": 1,
    "name": "none",
    "pair": 1,
    "halt": 1,
    "job": 1,
    "template": 1,
    "model": 1,
    "inside": "manifest.json",
    "prompt": 1,
    "public_id": uuid.UUID(int=0),
    "rendition": "512",
    "run": 1,
    "thread": uuid.UUID(int=0),
    "token": "guessed",
    "tree": 1,
    "number": 1,
    "other": 1,
    "username": "nobody",
    "pk": 1,
    "day": "2026-11-02",
}


def routes(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if address == RAW_TABLES:
            continue
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, address)
        else:
            yield address, pattern


ROUTES = sorted(routes(get_resolver().url_patterns), key=lambda route: route[0])


def address(pattern: URLPattern, route: str) -> str:
    """The route with a plain value for each of its parts."""
    for name, converter in pattern.pattern.converters.items():
        written = converter.to_url(VALUES[name])
        route = route.replace(f"<{kind(route, name)}{name}>", written)
    return f"/{route}"


def kind(route: str, name: str) -> str:
    """`int:` of `<int:pair>`."""
    [part] = [part for part in route.split("<")[1:] if part.split(">")[0].split(":")[-1] == name]
    return part[: part.index(name)] if ":" in part.split(">")[0] else ""


def roles(pattern: URLPattern) -> frozenset[Role] | None:
    """Who may use it, as the view declares it."""
    return getattr(pattern.callback, "roles", None)


def api_permissions(pattern: URLPattern) -> list[type]:
    view = getattr(pattern.callback, "cls", None)
    return [] if view is None else [kind for kind in view.permission_classes if kind is not AllowAny]


def name(pattern: URLPattern) -> str:
    return pattern.name or ""


@pytest.mark.parametrize(("route", "pattern"), ROUTES, ids=[route for route, _ in ROUTES])
def test_every_route_is_open_for_a_reason_or_declares_who_may_use_it(route: str, pattern: URLPattern) -> None:
    if name(pattern) in OPEN:
        assert roles(pattern) is None
    elif not name(pattern).startswith(OWN_ACCOUNT):
        assert roles(pattern) or api_permissions(pattern), f"{route} does not say who may use it"


CLOSED = [(route, pattern) for route, pattern in ROUTES if name(pattern) not in OPEN]


@pytest.mark.django_db
@pytest.mark.parametrize(("route", "pattern"), CLOSED, ids=[route for route, _ in CLOSED])
def test_a_stranger_is_sent_to_sign_in(client: Client, route: str, pattern: URLPattern) -> None:
    where = address(pattern, route)

    for answer in (client.get(where), client.post(where)):
        if api_permissions(pattern):
            assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")
        else:
            assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={where}")


GUARDED = [(route, pattern) for route, pattern in ROUTES if roles(pattern) not in {None, frozenset(Role)}]


@pytest.mark.django_db
@pytest.mark.parametrize(("route", "pattern"), GUARDED, ids=[route for route, _ in GUARDED])
def test_a_page_opens_to_its_roles_alone(signed_in: SignIn, route: str, pattern: URLPattern) -> None:
    refused = set()
    for role in Role:
        client = signed_in(User.objects.create_user(username=role, roles=[role]))
        client.raise_request_exception = False
        if client.get(address(pattern, route)).status_code == 403:
            refused.add(role)
            assert client.post(address(pattern, route)).status_code == 403

    assert refused == set(Role) - (roles(pattern) or frozenset())


def test_the_exceptions_are_all_in_use() -> None:
    assert {name(pattern) for _, pattern in ROUTES} >= set(OPEN)
