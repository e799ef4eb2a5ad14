"""Screens of the workbench against those that were recorded; `./run look` records them anew."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.e2e.looks import HIDDEN, RECORDS, SIZES, THEMES, Album, engine, engine_recorded, keep_engine, wear
from tests.e2e.stages import at_work, viewport
from tests.e2e.states import STATES, State, after_two_answers, end_of_shift, nothing_left, open_beside

WIDE = ("fresh", "struck")  # on the largest screen, these


@pytest.fixture
def album(browser: Browser, live_server: LiveServer) -> Album:
    """The recorded screens, if what draws here is what drew them."""
    page = browser.new_page(base_url=live_server.url)
    page.goto("/accounts/login/")
    found = engine(browser, page)
    page.close()
    if RECORDS:
        keep_engine(found)
    elif found != engine_recorded():
        pytest.skip(f"the screens were recorded with {engine_recorded()}, and here are {found}")
    return Album()


def test_the_workbench_looks_at_a_desk_as_it_was_recorded(browser: Browser, live_server: LiveServer, album: Album):
    with at_work(browser, live_server) as page:
        page.evaluate(HIDDEN)
        for state in STATES:
            walk(page, album, state, "1366", *(["1920"] if state.name in WIDE else []))
        after_two_answers(page)
        look(page, album, "correcting", "1366")
        nothing_left(page)
        look(page, album, "nothing-left", "1366")
        with open_beside(page) as beside:
            look(beside, album, "elsewhere", "1366")
        end_of_shift(page)
        look(page, album, "end-of-shift", "1366")

    assert album.differing() == {}


def test_the_workbench_looks_on_a_phone_as_it_was_recorded(browser: Browser, live_server: LiveServer, album: Album):
    with at_work(browser, live_server, size=SIZES["360"], has_touch=True, is_mobile=True) as page:
        page.evaluate(HIDDEN)
        for state in STATES:
            walk(page, album, state, "360")
        after_two_answers(page)
        look(page, album, "correcting", "360")
        end_of_shift(page)
        look(page, album, "end-of-shift", "360")

    assert album.differing() == {}


def look(page: Page, album: Album, name: str, *sizes: str) -> None:
    for size in sizes:
        page.set_viewport_size(viewport(SIZES[size]))
        for theme in THEMES:
            wear(page, theme)
            album.hold(page, f"{name}-{theme}-{size}")


def walk(page: Page, album: Album, state: State, *sizes: str) -> None:
    state.enter(page)
    look(page, album, state.name, *sizes)
    page.set_viewport_size(viewport(SIZES[sizes[0]]))
    state.leave(page)
