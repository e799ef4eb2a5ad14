"""Every screen of the workbench: as it was recorded (`./run look` does so anew), without barrier, at any size."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.e2e import visits
from tests.e2e.eyes import Eyes
from tests.e2e.looks import RECORDS, Album, engine, engine_recorded, keep_engine
from tests.e2e.ways import N_ITEMS

Visit = Callable[[Browser, LiveServer, Eyes], None]
VISITS: tuple[Visit, ...] = (visits.desk, visits.trouble, visits.begin, visits.tongues)
# What was seen on a visit, for each test of it.
seen: dict[Visit, Eyes] = {}


@pytest.fixture(params=VISITS, ids=lambda visit: visit.__name__)
def eyes(request: pytest.FixtureRequest, browser: Browser, settings: Any) -> Eyes:
    """One visit for all tests of it."""
    visit: Visit = request.param
    if visit not in seen:
        settings.QUALIFICATION_ITEMS = N_ITEMS
        server: LiveServer = request.getfixturevalue("live_server")
        found = Eyes(Album() if draws_as_recorded(browser, server) else None)
        visit(browser, server, found)
        seen[visit] = found
    return seen[visit]


def draws_as_recorded(browser: Browser, server: LiveServer) -> bool:
    page = browser.new_page(base_url=server.url)
    page.goto("/accounts/login/")
    found = engine(browser, page)
    page.close()
    if RECORDS:
        keep_engine(found)
    return bool(found == engine_recorded())


def test_no_screen_has_a_barrier_in_any_theme(eyes: Eyes) -> None:
    assert eyes.barriers == {}


def test_every_screen_can_be_read_whole_at_any_size(eyes: Eyes) -> None:
    assert eyes.cut == {}


def test_every_screen_looks_as_it_was_recorded(eyes: Eyes) -> None:
    if eyes.album is None:
        pytest.skip(f"another browser or other fonts than those recorded: {engine_recorded()}")
    assert eyes.album.differing() == {}
