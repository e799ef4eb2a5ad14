"""From the first opening to the first pair, by keyboard alone, left and taken up again, and on a phone."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from annotation.actions import gold
from annotation.choices import Role
from annotation.models import Onboarding, QualificationAnswer, User
from dataset.models import Image
from dataset.rules.tokens import unpack
from jdb_site.demo.pairs import demo_pairs, struck_words, write_pairs
from tests.e2e.people import person

KEYS = ("green_apple", "three_cats")


@pytest.fixture
def learner(settings: Any) -> User:
    """Somebody who opens the product for the first time."""
    settings.QUALIFICATION_ITEMS = len(KEYS)
    user = person("mina", Role.ANNOTATOR)
    Onboarding.objects.create(annotator=user.annotator, created_at=timezone.now())
    return user


@pytest.fixture
def _gold(tmp_path: Path) -> None:
    """Two drawn pairs whose truth is known."""
    pairs = {pair.prompt: pair for pair in demo_pairs() if pair.key in KEYS}
    write_pairs(tmp_path / "pairs", [*pairs.values()])
    quiet = {"stdout": StringIO(), "stderr": StringIO()}
    call_command("import_pairs", str(tmp_path / "pairs"), "--source", "known", "--inline", **quiet)
    for image in Image.objects.select_related("prompt"):
        tokens = unpack(gold.tokenised(image).tokens)
        struck = struck_words(pairs[image.prompt.text], tokens)
        gold.set_by_hand(image=image, struck=struck, reason="drawn", actor="test", now=timezone.now())


def agree(page: Page) -> None:
    page.goto("/work/")
    page.wait_for_url("**/begin/")
    page.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Go on").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Strike the fewest words that make the rest true.")


def read_the_rule(page: Page) -> None:
    page.get_by_role("button", name="To the examples").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Example 1 of 6")


def painted(page: Page) -> None:
    page.wait_for_selector("figure img")
    page.wait_for_timeout(200)


def all_depicted(page: Page) -> None:
    """Answer by one key, read what was right, and go on by another."""
    painted(page)
    page.keyboard.press("a")
    expect(page.locator(".intro-said")).to_be_visible()
    page.keyboard.press("Enter")


def try_the_keys(page: Page) -> None:
    painted(page)
    page.locator("button.word").first.focus()
    for keys in (["ArrowRight"], ["Space"], ["z"], ["2"], ["Home", "Shift+ArrowRight", "Space"], ["+"], ["g"]):
        for key in keys:
            page.keyboard.press(key)
    page.keyboard.press("Escape")
    expect(page.locator(".intro-tasks [data-done]")).to_have_count(7)
    page.keyboard.press("Enter")


@pytest.mark.usefixtures("_gold")
def test_somebody_new_learns_the_work_and_qualifies_by_keyboard(seat: Callable[[User], Page], learner: User) -> None:
    page = seat(learner)
    agree(page)
    read_the_rule(page)
    for number in range(1, 7):
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"Example {number} of 6")
        all_depicted(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Try the keys")
    page.reload()
    try_the_keys(page)
    page.get_by_role("button", name="Begin the test").press("Enter")
    for number in (1, 2):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Picture {number} of 2")
        painted(page)
        word = "red" if "apple" in (page.locator(".words").text_content() or "") else "four"
        page.locator("button.word", has_text=word).first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page.locator(".intro-said")).to_have_text("Just as it should be.")
        page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("You are ready")
    page.get_by_role("link", name="To the first pair").press("Enter")
    page.wait_for_url("**/work/")
    assert QualificationAnswer.objects.count() == 2
    assert Onboarding.objects.get().qualified_how == "test"
    leave(page)


def test_each_step_is_taken_up_where_it_was_left_on_a_phone_too(seat: Callable[[User], Page], learner: User) -> None:
    page = seat(learner)
    page.set_viewport_size({"width": 360, "height": 800})
    agree(page)
    page.reload()
    read_the_rule(page)
    all_depicted(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Example 2 of 6")

    page.reload()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Example 2 of 6")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    leave(page)


def leave(page: Page) -> None:
    """The last report of time goes out with the page; the database is emptied after it came."""
    page.goto("about:blank")
    page.wait_for_timeout(1000)
