"""Pictures in a real browser: at hand before they are needed, and gone with the session."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request

from annotation.choices import Role
from annotation.models import User
from bench.lives.pairs import open_many
from tests.e2e.people import PASSWORD, answer, person, see_picture, sign_in

Seat = Callable[[User], Page]
N_PAIRS = 6


@pytest.fixture
def batch(tmp_path: Path) -> None:
    """A few pairs, imported and opened by the real commands, for all annotators that there are by then."""
    person("ann", Role.ANNOTATOR)
    person("bea", Role.ANNOTATOR)
    open_many(tmp_path, N_PAIRS)


def pictures_asked_for(page: Page) -> list[str]:
    """Grows with each request for a picture."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/images/" in request.url:
            asked.append(request.url)

    page.on("request", note)
    return asked


def on_screen(page: Page) -> str:
    see_picture(page)
    return str(page.locator("figure img").first.get_attribute("src"))


def all_at_hand(page: Page, n: int) -> None:
    """Wait until so many pictures were fetched."""
    page.wait_for_function(
        "n => performance.getEntriesByType('resource').filter(one => one.name.includes('/images/')"
        " && one.responseEnd).length >= n",
        arg=n,
    )


def test_the_next_picture_is_there_without_asking_for_it(seat: Seat, batch: None) -> None:
    page = seat(User.objects.get(username="ann"))
    asked = pictures_asked_for(page)
    page.goto("/work/")
    shown = [on_screen(page)]
    all_at_hand(page, 3)

    for _ in range(2):
        before = len(asked)
        answer(page, (), "keyboard")
        gone = "last => !document.querySelector('figure img')?.src.endsWith(last)"
        page.wait_for_function(gone, arg=shown[-1])
        shown.append(on_screen(page))
        assert [url for url in asked[before:] if url.endswith(shown[-1])] == []

    assert len(set(shown)) == 3
    assert len(asked) == len(set(asked))  # and none was asked for twice


def test_after_signing_out_the_same_browser_is_shown_nothing_of_it(seat: Seat, batch: None) -> None:
    page = seat(User.objects.get(username="ann"))
    page.goto("/work/")
    address = on_screen(page)
    person("cho", Role.ANNOTATOR)
    status = "async address => (await fetch(address, {redirect: 'manual'})).status"
    assert page.evaluate(status, address) == 200

    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign Out").click()
    page.wait_for_url("**/accounts/login/**")
    as_stranger = page.evaluate("async address => (await fetch(address, {redirect: 'manual'})).type", address)
    sign_in(page, "cho", PASSWORD)
    as_other = page.request.get(address).status

    assert (as_stranger, as_other) == ("opaqueredirect", 404)


def test_a_reload_asks_again_and_gets_no_bytes_twice(seat: Seat, batch: None) -> None:
    page = seat(User.objects.get(username="ann"))
    page.goto("/work/")
    address = on_screen(page)

    sizes = "name => performance.getEntriesByType('resource').find(one => one.name.endsWith(name)).transferSize"
    whole = page.evaluate(sizes, address)
    page.reload()
    assert on_screen(page) == address
    again = page.evaluate(sizes, address)

    assert 0 < again <= 300 < whole  # the head alone
