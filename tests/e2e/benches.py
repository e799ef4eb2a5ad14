"""A workbench with pairs on it, and what hands do there beside striking."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import CDPSession, Locator, Page, expect

from annotation.choices import Role
from annotation.models import User
from jdb_site.demo.pairs import demo_pairs, write_pairs
from tests.e2e.people import person, see_picture


def open_batch(folder: Path, *keys: str) -> User:
    """These demo pairs, imported by the real command, in a batch of two people; the first of them."""
    ann, _ = person("ann", Role.ANNOTATOR), person("bea", Role.ANNOTATOR)
    write_pairs(folder, [pair for pair in demo_pairs() if pair.key in keys])
    quiet: dict[str, Any] = {"stdout": StringIO(), "stderr": StringIO()}
    call_command("import_pairs", str(folder), "--source", "screen", "--inline", **quiet)
    call_command("open_batch", "screen", "--source", "screen", stdout=StringIO(), no_color=True)
    return ann


def sit_down(page: Page) -> None:
    page.goto("/work/")
    see_picture(page)


def struck(page: Page) -> list[int]:
    """The indices of the words that are struck on the screen."""
    found = page.locator('button.word[aria-pressed="true"]')
    return [int(word) for word in found.evaluate_all("all => all.map(one => one.dataset.word)")]


def await_saved(page: Page, n_answers: int) -> None:
    """Wait until the server has so many answers of this screen."""
    expect(page.locator('.past[data-sync="saved"]')).to_have_count(n_answers)


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What breaks a rule of accessibility, with the elements that do."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], [str(node["target"]) for node in one["nodes"]]) for one in found]


@contextmanager
def held(page: Page, key: str) -> Iterator[None]:
    page.keyboard.down(key)
    yield
    page.keyboard.up(key)


def paint_by_finger(page: Page, first: Locator, last: Locator) -> None:
    """A long press on one word, then a slide to another."""
    session = page.context.new_cdp_session(page)
    _touch(session, "touchStart", first)
    page.wait_for_selector("button.word[data-run]")
    _touch(session, "touchMove", last)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def _touch(session: CDPSession, kind: str, word: Locator) -> None:
    box = word.bounding_box()
    assert box is not None
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})


def press_under_input_method(page: Page, code: str, virtual_key: int) -> None:
    """The press goes to the input method, and only the release says which key it was."""
    session = page.context.new_cdp_session(page)
    key = {"code": code, "key": "Process"}
    session.send("Input.dispatchKeyEvent", {**key, "type": "rawKeyDown", "windowsVirtualKeyCode": 229})
    session.send("Input.dispatchKeyEvent", {**key, "type": "keyUp", "windowsVirtualKeyCode": virtual_key})
