"""A workbench with pairs on it, and what hands do there beside striking."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from time import monotonic

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, CDPSession, Locator, Page, expect

from annotation.choices import Role
from annotation.models import User
from jdb_site.demo.pairs import demo_pairs
from tests.e2e.people import person, see_picture
from tests.factories import BatchFactory, BatchPairFactory, MemberFactory

PATIENCE = 30  # seconds; the machine may be busy


def open_batch(*keys: str) -> User:
    """These demo pairs in a batch of two people, `paint` their pictures; the first of the people."""
    ann, bea = person("ann", Role.ANNOTATOR), person("bea", Role.ANNOTATOR)
    batch = BatchFactory()
    for user in (ann, bea):
        MemberFactory(batch=batch, annotator=user.annotator)
    for pair in demo_pairs():
        if pair.key in keys:
            size = {"image__width": pair.width, "image__height": pair.height}
            BatchPairFactory(batch=batch, text=pair.prompt, image__prompt__language=pair.language, **size)
    return ann


@cache
def plain() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (64, 64), "#7a8f6a").save(buffer, "PNG")
    return buffer.getvalue()


def paint(context: BrowserContext) -> None:
    """Every picture is a plain one, which no server has to find."""
    context.route("**/images/**", lambda route: route.fulfill(content_type="image/png", body=plain()))


def sit_down(page: Page) -> None:
    page.goto("/work/")
    see_picture(page)


STRUCK = """words => words === [...document.querySelectorAll('button.word[aria-pressed="true"]')]
  .map(one => one.dataset.word).join()"""


def expect_struck(page: Page, *words: int) -> None:
    """Wait until these words and no others are struck on the screen."""
    page.wait_for_function(STRUCK, arg=",".join(map(str, words)))


def await_saved(page: Page, n_answers: int) -> None:
    """Wait until the server has so many answers of this screen."""
    expect(page.locator('.past[data-sync="saved"]')).to_have_count(n_answers)


DRAFTS = """async () => {
  const { annotator } = JSON.parse(document.getElementById("page-config").textContent);
  const db = await new Promise(done => {
    const asked = indexedDB.open(`strikeout.${annotator.key}`);
    asked.onsuccess = () => done(asked.result);
  });
  const n = await new Promise(done => {
    const asked = db.transaction("drafts").objectStore("drafts").count();
    asked.onsuccess = () => done(asked.result);
  });
  db.close();
  return n;
}"""


def n_drafts(page: Page) -> int:
    """How many drafts the browser keeps."""
    return int(page.evaluate(DRAFTS))


def await_true(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for what is neither on the screen nor to be waited for there, while the browser goes on."""
    deadline = monotonic() + PATIENCE
    while not holds():
        if monotonic() > deadline:
            pytest.fail(f"not so within {PATIENCE} s")
        page.wait_for_timeout(50)


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
