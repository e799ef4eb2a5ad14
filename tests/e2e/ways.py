"""Every step of the way to the first pair, failing twice at its end, in one sitting."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.people import enter, see_picture
from tests.e2e.stages import hang, leave, newcomer, plain, set_gold, shown

# Two apiece for the test and its second try; each has a word to be struck.
GOLD = ("green_apple", "three_cats", "no_hat", "bookshop")
N_ITEMS = 2
STEPS = (
    "agreement",
    "rule",
    "example",
    "compared",
    "keys",
    "test before",
    "picture",
    "picture compared",
    "failed once",
    "failed twice",
)


@contextmanager
def on_the_way(browser: Browser, server: LiveServer, **kind: Any) -> Iterator[Page]:
    """Somebody who opens the product for the first time, where two pictures are a test (see QUALIFICATION_ITEMS)."""
    user, gold = newcomer("mina"), set_gold(GOLD)
    context = browser.new_context(base_url=server.url, locale="en-GB", reduced_motion="reduce", **kind)
    enter(context, user, server.url)
    page = context.new_page()
    hang(page, gold, plain)
    page.route("**/lessons/*", lambda route: route.fulfill(content_type="image/webp", body=plain(shown(GOLD[0]))))
    yield page
    leave(page)
    context.close()


def way(page: Page) -> Iterator[str]:
    """Goes on each time it is asked; the name of the step that is on the screen."""
    page.goto("/begin/")
    page.wait_for_selector(".intro-agree")
    yield "agreement"
    page.get_by_role("checkbox").check()
    go_on(page)
    page.wait_for_selector(".intro-rules")
    yield "rule"
    go_on(page)
    yield from examples(page)
    yield from practice(page)
    yield from tries(page)


def go_on(page: Page) -> None:
    page.locator(".intro-sheet .button").click()


def examples(page: Page) -> Iterator[str]:
    for number in range(6):
        see_picture(page)
        if number == 0:
            yield "example"
        answer_wrongly(page)
        if number == 0:
            yield "compared"
        page.locator(".acts .button").click()
        page.wait_for_selector(".intro-said", state="detached")


def answer_wrongly(page: Page) -> None:
    page.locator("button.word").first.click()
    page.locator(".acts .button--primary").click()
    page.wait_for_selector(".intro-said")


def practice(page: Page) -> Iterator[str]:
    page.wait_for_selector(".intro-tasks")
    see_picture(page)
    yield "keys"
    page.locator("button.word").first.focus()
    for key in ("ArrowRight", "Space", "z", "2", "Home", "Shift+ArrowRight", "Space", "+", "g", "Escape"):
        page.keyboard.press(key)
    expect(page.locator(".intro-tasks [data-done]")).to_have_count(7)
    page.locator(".acts .button--primary").click()


def tries(page: Page) -> Iterator[str]:
    for said in ("failed once", "failed twice"):
        page.wait_for_selector(".intro-sheet")
        if said == "failed once":
            yield "test before"
        go_on(page)
        for number in range(N_ITEMS):
            see_picture(page)
            if said == "failed once" and number == 0:
                yield "picture"
            answer_wrongly(page)
            if said == "failed once" and number == 0:
                yield "picture compared"
            page.locator(".acts .button").click()
            page.wait_for_selector(".intro-said", state="detached")
        page.wait_for_selector(".intro-figures")
        yield said
