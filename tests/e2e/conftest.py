"""A real browser on the real pages. `./run test` provides the browser and the built browser code."""

import logging
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from annotation.models import User
from jdb_site import violations
from tests.e2e.people import enter

# The browser's driver keeps an event loop in this thread, and Django would refuse to reach the database from it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

expect.set_options(timeout=30_000)  # what is waited for is done by several processes, and the machine may be busy

QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser against committed rows."""
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session", autouse=True)
def _empty_static_root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing is collected here: the live server takes browser code from where it is built."""
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "STATIC_ROOT", tmp_path_factory.mktemp("static"))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    program = os.environ.get("STRIKEOUT_CHROMIUM")
    if not program:
        pytest.fail("STRIKEOUT_CHROMIUM names no browser; `./run test` finds or installs one")
    return {**browser_type_launch_args, "executable_path": program, "args": QUIET}


class Reports(logging.Handler):
    """What the browser reported of broken policy to the live server, which runs in this process."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        assert isinstance(record.msg, dict)
        self.facts.append(record.msg)


@pytest.fixture(autouse=True)
def reports() -> Iterator[list[dict[str, Any]]]:
    """No test may break the content policy; one that means to takes what it expects out of this list."""
    handler = Reports()
    logging.getLogger(violations.__name__).addHandler(handler)
    yield handler.facts
    logging.getLogger(violations.__name__).removeHandler(handler)
    assert handler.facts == []


@pytest.fixture
def problems() -> list[str]:
    """Errors that pages told; a test that means to have some takes them out."""
    return []


@pytest.fixture
def seat(
    browser: Browser, live_server: LiveServer, reports: list[dict[str, Any]], problems: list[str]
) -> Iterator[Callable[[User], Page]]:
    """`seat(user)`: a blank page of that person's own browser profile, signed in; it must stay free of errors."""
    contexts: list[BrowserContext] = []

    def open_page(user: User) -> Page:
        context = browser.new_context(base_url=live_server.url, viewport={"width": 1366, "height": 768})
        contexts.append(context)
        enter(context, user, live_server.url)
        page = context.new_page()
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []
