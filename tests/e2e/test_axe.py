"""No rule of accessibility is broken on any page, in any theme, in any state; and what a screen reader is told."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from annotation.choices import Role
from annotation.models import User
from bench.lives.pairs import open_many
from tests.e2e.looks import SIZES, wear
from tests.e2e.people import person
from tests.e2e.stages import at_work
from tests.e2e.states import STATES, after_two_answers, end_of_shift, nothing_left, open_beside
from tests.e2e.ways import N_ITEMS, STEPS, on_the_way, way

# Themes change colours alone, so all rules are asked in one, and contrast in the others.
OTHERS = ("dark", "contrast", "forced")
CONTRAST = {"runOnly": ["color-contrast"]}
OFFICE = (
    "/overview/",
    "/imports/",
    "/batches/",
    "/batches/many/",
    "/open-batch/",
    "/desk/",
    "/results/",
    "/gold/",
    "/sensitivities/",
    "/people/",
    "/person/ann/",
    "/me/",
    "/accounts/password/change/",
    "/accounts/2fa/",
)
Found = dict[str, list[tuple[str, str]]]


def broken(page: Page, **asked: Any) -> list[tuple[str, str]]:
    """(rule, what breaks it)."""
    violations = Axe().run(page, options=asked or None).response["violations"]
    return [(one["id"], str(node["target"])) for one in violations for node in one["nodes"]]


def in_every_theme(page: Page, name: str) -> Found:
    """What is broken here; nothing of themes without fault."""
    wear(page, "light")
    found = {name: broken(page)}
    for theme in OTHERS:
        wear(page, theme)
        found[f"{name}, {theme}"] = broken(page, **CONTRAST)
    wear(page, "light")
    return {where: wrong for where, wrong in found.items() if wrong}


def test_no_state_of_the_workbench_has_a_barrier(browser: Browser, live_server: LiveServer) -> None:
    found: Found = {}
    with at_work(browser, live_server) as page:
        for state in STATES:
            state.enter(page)
            found |= in_every_theme(page, state.name)
            state.leave(page)
        after_two_answers(page)
        found |= in_every_theme(page, "correcting")
        page.locator(".bar-pack").click()
        page.wait_for_selector(".connection .link")
        found |= in_every_theme(page, "pack")
        nothing_left(page)
        found |= in_every_theme(page, "nothing left")
        with open_beside(page) as beside:
            found |= in_every_theme(beside, "elsewhere")
        end_of_shift(page)
        found |= in_every_theme(page, "end of shift")

    assert found == {}


def test_the_workbench_has_no_barrier_on_a_phone(browser: Browser, live_server: LiveServer) -> None:
    with at_work(browser, live_server, size=SIZES["360"], has_touch=True, is_mobile=True) as page:
        found: Found = {}
        for state in STATES:
            state.enter(page)
            found[state.name] = broken(page)
            state.leave(page)

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_no_step_to_the_first_pair_has_a_barrier(browser: Browser, live_server: LiveServer, settings: Any) -> None:
    settings.QUALIFICATION_ITEMS = N_ITEMS
    found: Found = {}
    with on_the_way(browser, live_server) as page:
        steps = []
        for step in way(page):
            steps.append(step)
            found |= in_every_theme(page, step)

    assert found == {}
    assert tuple(steps) == STEPS


@pytest.fixture
def _office(tmp_path: Path) -> None:
    """An import, a batch, and people."""
    for name in ("ann", "bea"):
        person(name, Role.ANNOTATOR)
    open_many(tmp_path, 3)


def pages_with_barriers(page: Page, addresses: Iterable[str]) -> Found:
    found: Found = {}
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        found |= in_every_theme(page, address)
    return found


@pytest.mark.usefixtures("_office")
def test_no_page_of_the_office_has_a_barrier(seat: Callable[[User], Page]) -> None:
    page = seat(person("ruth", Role.MANAGER))
    found = pages_with_barriers(page, OFFICE)

    assert found == {}


@pytest.mark.usefixtures("_office")
def test_no_page_of_an_annotator_or_a_stranger_has_a_barrier(seat: Callable[[User], Page]) -> None:
    page = seat(User.objects.get(username="ann"))
    own = pages_with_barriers(page, ("/me/", "/me/time/", "/me/recorded/"))
    page.context.clear_cookies()

    assert own == {}
    assert pages_with_barriers(page, ("/accounts/login/",)) == {}


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
        after = tabbed(page)
        again = tabbed(page)

    acts = ["Submit 1 strike ⏎", "All depicted A", "Undo Z", "In doubt U", "Whole pair M", "Flag F", "Skip S"]
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
    - 'button "100%: 100 %, and back"': 100%
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
    - button "Whole pair M"
    - button "Flag F"
    - button "Skip S"
- status: 1 of 14 struck
"""
