"""The workbench made large, narrow, spaced and wordy: all of it can be read, nothing goes sideways, the acts stay."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.e2e.people import see_picture
from tests.e2e.speech import overflowing, pseudo, speak, untranslated
from tests.e2e.stages import at_work, viewport
from tests.e2e.states import STATES, after_two_answers, end_of_shift, nothing_left, open_beside
from tests.e2e.ways import N_ITEMS, STEPS, on_the_way, way

# What WCAG 1.4.12 lets readers set; through the object model, as the policy lets no style in by text.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets.push(sheet);
}"""

ACTS = """() => {
  const { top, bottom, left, right } = document.querySelector(".panel-acts").getBoundingClientRect();
  return top >= 0 && left >= 0 && Math.floor(right) <= innerWidth && Math.floor(bottom) <= innerHeight;
}"""

# The word that has the focus, as the eye finds it: nothing lies over its middle.
COVERED = """() => {
  const word = document.activeElement, { left, top, width, height } = word.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return there === word ? [] : [`${word.textContent} under ${there?.className ?? "the edge"}`];
}"""


def wrong_in_states(page: Page, look: Callable[[Page], list[str]]) -> dict[str, list[str]]:
    """State by state, what is wrong with it; states without fault are left out."""
    found = {}
    for state in STATES:
        state.enter(page)
        found[state.name] = look(page)
        state.leave(page)
    return {name: wrong for name, wrong in found.items() if wrong}


def walked(page: Page) -> Iterator[str]:
    """Every word by the arrow, from the first."""
    page.keyboard.press("Home")
    for _ in range(page.locator("button.word").count()):
        yield from page.evaluate(COVERED)
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize(
    ("size", "scale"), [((320, 640), 4), ((683, 384), 2), ((960, 540), 2)], ids=["320px", "200%-1366", "200%-1920"]
)
def test_a_page_made_large_flows_anew_and_keeps_its_acts_in_sight(
    browser: Browser, live_server: LiveServer, size: tuple[int, int], scale: int
) -> None:
    def look(page: Page) -> list[str]:
        return overflowing(page) + ([] if page.evaluate(ACTS) else ["the acts are out of sight"])

    with at_work(browser, live_server, size=size, device_scale_factor=scale) as page:
        assert wrong_in_states(page, look) == {}
        assert list(walked(page)) == []


def test_a_page_of_four_times_the_size_can_be_read_to_its_end(browser: Browser, live_server: LiveServer) -> None:
    """As low a window as 1024 pixels at 400 % leave: the acts are at the end of the page then."""
    with at_work(browser, live_server, size=(320, 256), device_scale_factor=4) as page:
        assert overflowing(page) == []
        assert list(walked(page)) == []
        page.get_by_role("button", name="Skip").scroll_into_view_if_needed()
        assert page.evaluate(ACTS)


@pytest.mark.parametrize("size", [(1366, 768), (360, 800)], ids=["1366", "360"])
def test_text_that_is_spaced_as_readers_may_space_it_is_not_cut(
    browser: Browser, live_server: LiveServer, size: tuple[int, int]
) -> None:
    with at_work(browser, live_server, size=size) as page:
        page.evaluate(SPACED)

        assert wrong_in_states(page, overflowing) == {}
        end_of_shift(page)
        assert overflowing(page) == []


def test_long_texts_fit_and_every_text_comes_from_the_catalogs(browser: Browser, live_server: LiveServer) -> None:
    """In the language that nobody speaks, two fifths longer than English."""
    with at_work(browser, live_server) as page:
        speak(page.context, pseudo())
        page.reload()
        see_picture(page)

        wrong = wrong_in_states(page, told_wrong)
        after_two_answers(page)
        wrong["correcting"] = told_wrong(page)
        page.locator(".bar-pack").click()
        page.wait_for_selector(".connection .link")
        wrong["pack"] = told_wrong(page)
        with open_beside(page) as beside:
            wrong["elsewhere"] = told_wrong(beside)
        nothing_left(page)
        wrong["nothing left"] = told_wrong(page)
        end_of_shift(page)
        wrong["end of shift"] = told_wrong(page)

    assert {name: found for name, found in wrong.items() if found} == {}


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
