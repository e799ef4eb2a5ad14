"""No rule of accessibility is broken on any page, in any theme; and what a screen reader is told."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from annotation.models import User
from tests.e2e.barriers import Found, in_every_theme
from tests.e2e.benches import paint
from tests.e2e.stages import at_work
from tests.site.routes import PRODUCT
from tests.site.routes_of_demo import DEMO
from tests.site.tables import rows, where
from tests.site.world import World

# What is no page: data, files, and parts of pages that were asked of the whole.
NO_PAGES = re.compile(
    r"api/|livez|readyz|images/|demo/pictures/|.*\.(csv|json|pdf)$|.*/preview/|.*/(?:progress|live)/|.*/reach/$|.*download/"
)
ELSEWHERE = {"work/", "begin/"}  # the workbench and the way to it, whose every screen test_look asks


def pages_of(table: str, person: str, *more: str) -> list[tuple[str, str]]:
    """(address, whose object) of every page that the table lets this person see, but for those that `more` may too."""
    return [
        (address, which)
        for (method, address, which), answers in rows(table).items()
        if method == "GET" and answers[person] == "200" and not any(answers[other] == "200" for other in more)
        if not NO_PAGES.match(address) and address not in ELSEWHERE
    ]


def barriers_on(page: Page, address: str, status: int = 200) -> Found:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status, address
    page.wait_for_selector("main:not([data-supply=looking])")
    return in_every_theme(page, address)


def test_no_page_that_the_table_of_routes_names_has_a_barrier(seat: Callable[[User], Page]) -> None:
    world = World()
    found: Found = {}
    office, own = seat(world.users["man"]), seat(world.users["ann"])
    for seated in (office, own):
        paint(seated.context)
    for address, which in pages_of(PRODUCT, "man"):
        found |= barriers_on(office, where(world, address, which))
    for address, which in pages_of(PRODUCT, "ann", "man"):
        found |= barriers_on(own, where(world, address, which))
    own.context.clear_cookies()
    for address, which in pages_of(PRODUCT, "anonymous", "man"):
        found |= barriers_on(own, where(world, address, which))

    assert found == {}


def test_no_refusal_and_no_page_of_the_demo_has_a_barrier(
    seat: Callable[[User], Page], settings: Any, problems: list[str]
) -> None:
    """Pages that say no, each with its status, and the tour round the known truth."""
    world = World()
    ann, suspended = seat(world.users["ann"]), seat(world.users["sus"])
    found = barriers_on(ann, "/nowhere/", 404) | barriers_on(ann, "/overview/", 403)
    found |= barriers_on(ann, "/join/guessed/", 410) | barriers_on(suspended, "/work/")
    settings.ROOT_URLCONF = "tests.site.test_errors"
    found |= barriers_on(ann, "/fail/", 500) | barriers_on(ann, "/lose/", 503)
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.demo.urls"
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "jdb_site.demo"]
    for address, which in pages_of(DEMO, "ann"):
        found |= barriers_on(ann, where(world, address, which))

    assert found == {}
    assert {problem.split(":")[0] for problem in problems} == {"Failed to load resource"}
    problems.clear()


FOCUSED = """() => {
  const one = document.activeElement;
  return one === document.body ? null : (one.getAttribute("aria-label") ?? one.textContent).trim();
}"""


def tabbed(page: Page) -> list[str]:
    """What Tab reaches from here to the end of the page, in order."""
    reached = []
    page.keyboard.press("Tab")
    while (name := page.evaluate(FOCUSED)) is not None:
        reached.append(name)
        assert len(reached) < 40, reached
        page.keyboard.press("Tab")
    return reached


def test_tab_goes_from_the_words_over_the_acts_and_round_the_page_without_a_trap(
    browser: Browser, live_server: LiveServer
) -> None:
    with at_work(browser, live_server) as page:
        page.keyboard.press("Home")
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Submit 1 strike")).to_be_enabled()
        after = tabbed(page)
        again = tabbed(page)

    acts = ["Submit 1 strike ⏎", "All depicted A", "Undo Z", "In doubt U", "Ask Q", "Whole pair M", "Flag F", "Skip S"]
    assert after == acts
    assert again[:3] == ["Take work offline", "Guideline G", "Keys ?"]
    assert again[-len(after) - 1 :] == ["astronaut", *after]


def test_the_accessibility_tree_tells_the_whole_screen(browser: Browser, live_server: LiveServer) -> None:
    with at_work(browser, live_server) as page:
        page.keyboard.press("Home")
        page.keyboard.press("Space")
        expect(page.locator("body > #workbench > [role=status]")).to_have_text("1 of 14 struck")
        told = page.locator("body").aria_snapshot().splitlines()

    shallow = [line for line in told if not line.startswith("      ") and "today" not in line]
    assert "\n".join(shallow) == TOLD.strip()
    assert [line.strip() for line in told if "pressed" in line] == ['- button "astronaut" [pressed]']
    assert "        - deletion: astronaut" in told


TOLD = """
- banner:
  - text: Strike out pilot
  - list "Earlier answers, newest first"
  - button "Take work offline"
  - navigation "Workbench":
    - button "Guideline G"
    - button "Keys ?"
    - button "Settings"
    - button "Pause P"
    - button "End shift"
- main:
  - heading "Workbench" [level=1]
  - figure "The picture":
    - button "Zoom out": −
    - button "Fit"
    - 'button "57%: 100 %, and back"': 57%
    - button "Zoom in": +
    - button "Loupe"
  - region "The prompt":
    - paragraph:
    - group "Words of the prompt":
    - complementary "Without the struck words":
    - button "Submit 1 strike ⏎"
    - button "All depicted A" [disabled]
    - paragraph:
    - button "Undo Z"
    - button "In doubt U"
    - button "Ask Q"
    - button "Whole pair M"
    - button "Flag F"
    - button "Skip S"
- status: 1 of 14 struck
"""
