"""Every state of the workbench that one person can bring about at the keyboard, as steps there and back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.e2e.people import see_picture

Step = Callable[[Page], object]


def keys(*pressed: str) -> Step:
    """Press these, one after another."""

    def press(page: Page) -> None:
        for key in pressed:
            page.keyboard.press(key)

    return press


def rest(page: Page) -> None:
    """Close what is open and let go."""
    page.keyboard.press("Escape")


@dataclass(frozen=True)
class State:
    name: str
    enter: Step
    leave: Step = rest


def strike(page: Page) -> None:
    """Two words that stand together, and one in doubt."""
    page.keyboard.press("Home")
    for word in (12, 13):
        page.locator(f'button.word[data-word="{word}"]').click()
    page.locator('button.word[data-word="7"]').focus()
    page.keyboard.press("KeyU")
    page.mouse.move(5, 5)


def hold_the_loupe(page: Page) -> None:
    page.keyboard.press("Equal")
    page.keyboard.press("Equal")
    page.keyboard.down("v")


def put_the_loupe_down(page: Page) -> None:
    page.keyboard.up("v")
    page.keyboard.press("KeyR")


def look_up_a_ruling(page: Page) -> None:
    page.keyboard.press("KeyG")
    page.wait_for_selector(".rulings")


def ask_why_it_is_locked(page: Page) -> None:
    page.locator(".locked[data-locked]").first.click()
    page.mouse.move(5, 5)


def ask(page: Page) -> None:
    page.keyboard.press("KeyQ")
    page.locator("#question").fill("Does a toy count?")


def flag(page: Page) -> None:
    page.keyboard.press("KeyF")
    page.keyboard.press("Digit1")


def take_the_flag_back(page: Page) -> None:
    page.locator(".hint .link").click()


N_MARKS = 3
# In this order: each begins where the one before ended.
STATES = (
    State("fresh", keys("Home")),
    State("nothing-struck", keys("Home", "Enter")),
    State("struck", strike, keys("Home")),
    State("run", keys("Home", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight")),
    State("skip", keys("KeyS")),
    State("flag", keys("KeyF")),
    State("whole", keys("KeyM")),
    State("question", ask),
    State("guideline", look_up_a_ruling),
    State("keys", keys("Shift+Slash")),
    State("settings", keys("KeyO")),
    State("locked", ask_why_it_is_locked),
    State("flagged", flag, take_the_flag_back),
    State("loupe", hold_the_loupe, put_the_loupe_down),
)


def after_two_answers(page: Page) -> None:
    """One pair struck, one all depicted, and the second opened again."""
    page.keyboard.press("Enter")
    next_pair(page)
    page.keyboard.press("KeyA")
    next_pair(page)
    page.keyboard.press("KeyB")
    page.wait_for_selector(".correcting")
    see_picture(page)


def nothing_left(page: Page) -> None:
    page.locator(".correcting .link").click()
    next_pair(page)
    page.keyboard.press("KeyA")
    page.wait_for_selector("main.waiting[data-supply=no_work]")


@contextmanager
def open_beside(page: Page) -> Iterator[Page]:
    """The workbench in a second tab."""
    beside = page.context.new_page()
    beside.goto("/work/")
    beside.wait_for_selector("[data-elsewhere]")
    yield beside
    beside.close()


def end_of_shift(page: Page) -> None:
    page.locator(".bar-doors button").last.click()
    page.wait_for_selector("[data-ending=ended]")


def next_pair(page: Page) -> None:
    """The answer went out, and the picture that came in its place was seen."""
    page.wait_for_function("() => [...document.querySelectorAll('.past')].every(one => one.dataset.sync === 'saved')")
    see_picture(page)
