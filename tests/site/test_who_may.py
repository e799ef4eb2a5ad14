"""Who may do what: every route, by everybody, to what is theirs, what is another's and what is not there."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test.client import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from tests.site.routes import PRODUCT
from tests.site.routes_of_demo import DEMO
from tests.site.sent import SENT
from tests.site.tables import Row, objects, rows, where
from tests.site.world import PEOPLE, World

METHODS = ("GET", "POST")
RAW_TABLES = "admin/"  # Django's own, some three hundred: tests/site/test_raw_tables.py
PUT = {"api/v1/choices"}  # what is put in whole or part, each time the same
IN_JSON = ("api/", "csp-reports")
FROM_ANYWHERE = {"csp-reports"}  # browsers send it by themselves, and it changes nothing


def addresses(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    """Every address, its parts without their kinds: `desk/<pair>/`."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if address == RAW_TABLES:
            continue
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield re.sub(r"<\w+:", "<", address)


def of_product() -> set[str]:
    return set(addresses(get_resolver("jdb_site.urls").url_patterns))


def of_demo() -> set[str]:
    return set(addresses(get_resolver("jdb_site.demo.urls").url_patterns))


def needed(routes: set[str]) -> set[Row]:
    return {(method, route, which) for route in routes for method in methods(route) for which in objects(route)}


def methods(route: str) -> tuple[str, ...]:
    return (*METHODS, "PUT") if route in PUT else METHODS


def test_every_route_has_its_rows_and_no_row_is_left_over() -> None:
    assert set(rows(PRODUCT)) == needed(of_product())
    assert set(rows(DEMO)) == needed(of_demo())


def test_the_head_of_the_table_names_its_columns() -> None:
    for table in (PRODUCT, DEMO):
        assert table.split("\n", 2)[1].split() == ["method", "address", "object", *PEOPLE]


@pytest.fixture
def as_demo(settings: Settings) -> None:
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.demo.urls"
    settings.INSTALLED_APPS = [*django_settings.INSTALLED_APPS, "jdb_site.demo"]


def answer(client: Client, row: Row, world: World) -> str:
    """The status, or `in` when it sends to sign in; what it did is undone."""
    method, address, which = row
    asked = where(world, address, which)
    wire = {"content_type": "application/json"} if address.startswith(IN_JSON) else {}
    body = SENT.get(address) or (world.body(which) if wire else {})
    with transaction.atomic():
        response = getattr(client, method.lower())(asked, **({} if method == "GET" else {"data": body} | wire))
        if response.streaming:
            list(response)  # read to its end, a file is closed; close() would close the database's connection too
        transaction.set_rollback(True)
    to_sign_in = response.status_code == 302 and response["Location"].startswith("/accounts/login/?next=")
    return "in" if to_sign_in else str(response.status_code)


def everybody(world: World, row: Row) -> dict[str, str]:
    return {name: answer(world.browser(name), row, world) for name in PEOPLE}


@pytest.mark.parametrize("address", sorted(of_product()))
def test_each_is_answered_as_the_table_says(world: World, address: str) -> None:
    expected = {row: answers for row, answers in rows(PRODUCT).items() if row[1] == address}

    assert {row: everybody(world, row) for row in expected} == expected


@pytest.mark.usefixtures("as_demo")
@pytest.mark.parametrize("address", sorted(of_demo()))
def test_each_is_answered_as_the_table_says_in_the_demo(world: World, address: str) -> None:
    expected = {row: answers for row, answers in rows(DEMO).items() if row[1] == address}

    assert {row: everybody(world, row) for row in expected} == expected


@pytest.mark.parametrize("address", sorted(of_product() - FROM_ANYWHERE))
def test_a_post_from_another_site_is_refused_whoever_is_signed_in(world: World, address: str) -> None:
    row = ("POST", address, objects(address)[0])

    for name in ("ann", "man"):
        browser = Client(enforce_csrf_checks=True)
        browser.cookies = world.browser(name).cookies
        assert answer(browser, row, world) == "403"


@pytest.mark.parametrize("address", sorted(of_product() - {a for a in of_product() if a.startswith("accounts/")}))
def test_nothing_is_taken_by_another_method(world: World, address: str) -> None:
    refusals = {
        answer(world.browser(name), (method, address, objects(address)[0]), world)
        for name in PEOPLE
        for method in {"PUT", "PATCH", "DELETE"} - set(methods(address))
    }

    assert refusals <= {"in", "401", "403", "405", "410"}
