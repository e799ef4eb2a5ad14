"""What people read, in languages that break what English does not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotation.choices import Role
from annotation.models import User
from tests.e2e.people import person, see_picture
from tests.e2e.speech import overflowing, paint, pseudo, speak, untranslated
from tests.factories import BatchFactory, BatchPairFactory, MemberFactory

Seat = Callable[[User], Page]
Reach = Callable[[Page], None]

PROMPTS = (
    "a red house on a green hill, two birds, a yellow sun, octane render, 8k --ar 4:3",
    *(f"{n} black cats asleep on a wooden table, a glass of water" for n in range(20)),
)
SETTLED_MS = 100
FORGET = """async () => {
  for (const { name } of await indexedDB.databases())
    await new Promise(done => { indexedDB.deleteDatabase(name).onsuccess = done; });
}"""
SIZES = {"desk": (1366, 768), "phone": (360, 800)}


def pressed(*keys: str) -> Reach:
    def reach(page: Page) -> None:
        for key in keys:
            page.keyboard.press(key)

    return reach


def answered(page: Page) -> None:
    see_picture(page)
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".past")).to_have_count(1)


def corrected(page: Page) -> None:
    answered(page)
    page.keyboard.press("KeyB")
    expect(page.locator(".correcting")).to_be_visible()


def unsent(page: Page) -> None:
    page.context.set_offline(offline=True)
    answered(page)
    expect(page.locator(".connection").first).to_be_visible()


def refused(page: Page) -> None:
    page.route("**/api/v1/judgments", lambda route: route.fulfill(status=422, json={"code": "malformed"}))
    answered(page)
    expect(page.locator(".bar-notice")).to_be_visible()


def signed_out(page: Page) -> None:
    page.context.clear_cookies()
    answered(page)
    expect(page.locator(".bar-notice")).to_be_visible()


def without_pictures(page: Page) -> None:
    page.route("**/images/**", lambda route: route.fulfill(status=404))
    page.reload()
    expect(page.locator(".picture-failed")).to_be_visible(timeout=30_000)


def without_work(page: Page) -> None:
    nothing = {"state": "no_work", "retry_after": 30, "pairs": []}
    page.route("**/api/v1/claims", lambda route: route.fulfill(json=nothing))
    speak(page, pseudo(), work=nothing)
    page.reload()
    expect(page.locator("main.waiting[data-supply=no_work]")).to_be_visible()


def ended(page: Page) -> None:
    page.locator(".bar-doors button").last.click()
    expect(page.locator("main.waiting[data-ending=ended]")).to_be_visible()


def elsewhere(page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("[data-elsewhere] button").click()
    expect(page.locator("[data-elsewhere]")).to_be_visible()


STATES: dict[str, Reach] = {
    "words": see_picture,
    "nothing struck": pressed("Space", "Space", "Enter"),
    "something struck": pressed("Space", "KeyU", "ArrowRight", "KeyU", "KeyA"),
    "skip": pressed("KeyS"),
    "whole": pressed("KeyM"),
    "flag": pressed("KeyF"),
    "flagged": pressed("KeyF", "Digit3"),
    "preview": pressed("KeyK"),
    "help": pressed("Shift+Slash"),
    "guideline": pressed("KeyG"),
    "settings": pressed("KeyO"),
    "answered": answered,
    "corrected": corrected,
    "unsent": unsent,
    "refused": refused,
    "signed out": signed_out,
    "without pictures": without_pictures,
    "elsewhere": elsewhere,
    "without work": without_work,
    "ended": ended,
}


@pytest.fixture
def ann() -> User:
    user = person("ann", Role.ANNOTATOR)
    batch = BatchFactory()
    MemberFactory(batch=batch, annotator=user.annotator)
    for text in PROMPTS:
        BatchPairFactory(batch=batch, text=text)
    return user


@pytest.mark.parametrize("size", SIZES)
def test_a_language_that_nobody_speaks_is_shown_whole(
    seat: Seat, ann: User, tmp_path: Path, problems: list[str], size: str
) -> None:
    page, strings = seat(ann), pseudo()
    page.set_viewport_size({"width": SIZES[size][0], "height": SIZES[size][1]})
    cookies = page.context.cookies()
    wrong = {}

    for state, reach in STATES.items():
        begin_anew(page, strings, cookies)
        reach(page)
        page.wait_for_timeout(SETTLED_MS)
        page.screenshot(path=tmp_path / f"{state}.png")
        if told := [*untranslated(page), *overflowing(page)]:
            wrong[state] = told

    assert wrong == {}
    # What was made to fail is told by the browser too.
    problems[:] = [problem for problem in problems if not problem.startswith("Failed to load resource")]


def begin_anew(page: Page, strings: dict[str, str], cookies: Any) -> None:
    """The workbench as on the first visit, in the made-up language."""
    for other in page.context.pages[1:]:
        other.close()
    page.unroute_all()
    page.context.set_offline(offline=False)
    page.context.add_cookies(cookies)
    page.goto("/me/")
    page.evaluate(FORGET)
    paint(page)
    speak(page, strings)
    page.goto("/work/")
    see_picture(page)


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
