"""Prompts that are read from right to left, in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from annotation.choices import Role
from annotation.models import User
from tests.e2e.people import person
from tests.e2e.speech import overflowing, paint
from tests.factories import BatchFactory, BatchPairFactory, MemberFactory

Seat = Callable[[User], Page]
ARABIC = "مدينة مستقبلية فوق البحر, قارب red أحمر (ليل), 8k --ar 3:2"


@pytest.fixture
def arabic(seat: Seat) -> Page:
    """The workbench with an Arabic prompt in hand."""
    user = person("amal", Role.ANNOTATOR)
    batch = BatchFactory()
    MemberFactory(batch=batch, annotator=user.annotator)
    BatchPairFactory(batch=batch, text=ARABIC, image__prompt__language="ar")
    page = seat(user)
    paint(page)
    page.goto("/work/")
    return page


def place_of(page: Page, word: int) -> tuple[int, int]:
    """Left edge and row of a word."""
    box = page.locator(f'button.word[data-word="{word}"]').bounding_box()
    assert box is not None
    return round(box["x"]), round(box["y"])


def focused(page: Page) -> int:
    return int(page.evaluate("document.activeElement.dataset.word"))


def test_a_prompt_from_right_to_left_is_walked_as_it_is_seen(arabic: Page, problems: list[str]) -> None:
    arabic.set_viewport_size({"width": 1366, "height": 768})
    words = arabic.locator("fieldset.words")
    expect(words).to_have_attribute("lang", "ar")
    expect(words).to_have_css("direction", "rtl")
    arabic.keyboard.press("Home")
    walked = [focused(arabic)]
    for _ in range(3):
        arabic.keyboard.press("ArrowLeft")
        walked.append(focused(arabic))

    assert walked == [0, 1, 2, 3]
    lefts, rows = zip(*(place_of(arabic, word) for word in walked), strict=True)
    assert list(lefts) == sorted(lefts, reverse=True)
    assert len(set(rows)) == 1
    arabic.keyboard.press("ArrowRight")
    assert focused(arabic) == 2
    problems[:] = [problem for problem in problems if not problem.startswith("Failed to load resource")]


def test_a_latin_word_or_setting_in_such_a_prompt_turns_nothing_around_it(
    arabic: Page, problems: list[str], tmp_path: Path
) -> None:
    arabic.screenshot(path=tmp_path / "arabic.png")
    # قارب red أحمر: each further to the left, whatever its script.
    lefts = [place_of(arabic, word)[0] for word in (4, 5, 6)]
    assert lefts == sorted(lefts, reverse=True)
    setting = "[...document.querySelectorAll('.locked')].find(one => one.textContent.includes('--ar'))"
    edge = """([one, letter]) => {
      const text = one.firstChild, at = text.data.indexOf(letter), range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return range.getBoundingClientRect().left;
    }"""
    handle = arabic.evaluate_handle(setting)
    dash, colon = (arabic.evaluate(edge, [handle, letter]) for letter in ("-", ":"))
    assert dash < colon
    assert overflowing(arabic) == []
    problems[:] = [problem for problem in problems if not problem.startswith("Failed to load resource")]
