"""The workbench made large, and the way to it made wordy; test_look asks the same of every screen as it stands."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.e2e.eyes import ACTS, LARGE
from tests.e2e.speech import overflowing, pseudo, speak, untranslated
from tests.e2e.stages import at_work, viewport
from tests.e2e.ways import N_ITEMS, STEPS, on_the_way, way

# The word that has the focus, as the eye finds it: nothing lies over its middle.
COVERED = """() => {
  const word = document.activeElement, { left, top, width, height } = word.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return there === word ? [] : [`${word.textContent} under ${there?.className ?? "the edge"}`];
}"""


def walked(page: Page) -> Iterator[str]:
    """Every word by the arrow, from the first."""
    page.keyboard.press("Home")
    for _ in range(page.locator("button.word").count()):
        yield from page.evaluate(COVERED)
        page.keyboard.press("ArrowRight")


def test_a_page_made_large_never_covers_the_word_that_has_the_focus(browser: Browser, live_server: LiveServer) -> None:
    with at_work(browser, live_server) as page:
        for size in LARGE.values():
            page.set_viewport_size(viewport(size))
            assert list(walked(page)) == []
        # As low as 1024 pixels at 400 % leave: the acts are at the end of the page then.
        page.set_viewport_size(viewport((320, 256)))
        assert overflowing(page) == []
        assert list(walked(page)) == []
        page.get_by_role("button", name="Skip").scroll_into_view_if_needed()
        assert page.evaluate(ACTS)


def test_the_way_to_the_first_pair_has_room_for_long_texts_too(
    browser: Browser, live_server: LiveServer, settings: Any
) -> None:
    settings.QUALIFICATION_ITEMS = N_ITEMS
    with on_the_way(browser, live_server) as page:
        speak(page.context, pseudo())
        wrong = {name: told_wrong(page) for name in way(page)}

    assert {name: found for name, found in wrong.items() if found} == {}
    assert len(wrong) == len(STEPS)


def told_wrong(page: Page) -> list[str]:
    """At a desk and on a phone."""
    wrong = untranslated(page)
    for size in ((360, 800), (1366, 768)):
        page.set_viewport_size(viewport(size))
        wrong += [f"{size[0]}: {one}" for one in overflowing(page)]
    return wrong
