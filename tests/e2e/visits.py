"""Whole sittings, and every screen that one meets there."""

from collections.abc import Iterator

from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from annotation.actions import account_choices
from annotation.choices import Role
from jdb_site.demo.pairs import DemoPair
from tests.e2e.eyes import Eyes
from tests.e2e.looks import SIZES
from tests.e2e.people import enter, person, see_picture
from tests.e2e.speech import pseudo, speak, untranslated
from tests.e2e.stages import PAIRS, at_work, plain
from tests.e2e.states import N_MARKS, STATES, after_two_answers, end_of_shift, next_pair, nothing_left, open_beside
from tests.e2e.ways import on_the_way, way

JUDGMENTS = "**/api/v1/judgments"
HEARTBEATS = "**/api/v1/heartbeats"
MINUTES = 6 * 60_000
IN_CONTRAST = ("struck",)
NO_PICTURE = PAIRS[4]
SPOKEN = {"ko": "ko", "zh": "zh-hans"}
# What says the same in every language is looked at in one.
ALIKE = ("fresh", "run", "loupe")


def desk(browser: Browser, server: LiveServer, eyes: Eyes) -> None:
    """Everything that one person can bring about at the keyboard, from the first pair to the end of the shift."""
    with at_work(browser, server) as page:
        for state in STATES:
            state.enter(page)
            eyes.see(page, state.name, ("contrast", "forced") if state.name in IN_CONTRAST else ())
            state.leave(page)
        after_two_answers(page)
        eyes.see(page, "correcting")
        nothing_left(page)
        eyes.see(page, "nothing-left")
        with open_beside(page) as beside:
            eyes.see(beside, "elsewhere")
        end_of_shift(page)
        eyes.see(page, "end-of-shift")


def trouble(browser: Browser, server: LiveServer, eyes: Eyes) -> None:
    """What is covered, changed, late, refused or somebody else's, and a picture that does not come."""
    ann, bea = person("ann", Role.ANNOTATOR), person("bea", Role.ANNOTATOR)
    account_choices.save(annotator=ann.annotator, chosen={"guideline_seen": 0})
    with at_work(
        browser, server, ann, drawing=all_but_one, n_pairs=len(PAIRS), covered=PAIRS[1:2], before=ticking
    ) as page:
        for steps in (told, covered, without_a_network, rested, refused, broken):
            for name in steps(page):
                eyes.see(page, name)
        signed_out(page)
        eyes.see(page, "signed-out")
        enter(page.context, bea, server.url)
        page.clock.fast_forward(MINUTES)
        page.wait_for_selector("text=Someone else")
        eyes.see(page, "someone-else")
        page.locator(".bar-doors button").last.click()
        page.wait_for_selector("[data-ending=unsent]")
        eyes.see(page, "unsent")
        page.context.clear_cookies()


def ticking(page: Page) -> None:
    """With a clock that can be put on."""
    page.clock.install()


def all_but_one(pair: DemoPair) -> bytes:
    return b"" if pair.key == NO_PICTURE else plain(pair)


def told(page: Page) -> Iterator[str]:
    yield "new-guideline"
    page.locator(".bar-notice .link").last.click()
    page.route(HEARTBEATS, lambda route: route.fulfill(json={"active_today_ms": 0, "lease_ms": 90_000, "unread": 2}))
    page.clock.fast_forward(MINUTES)
    page.wait_for_selector(".bar-notice >> nth=1")
    yield "silent-lease-ending"
    page.unroute(HEARTBEATS)
    page.keyboard.press("KeyH")
    page.wait_for_selector(".bar-notice", state="detached")
    page.keyboard.press("KeyA")
    next_pair(page)


def covered(page: Page) -> Iterator[str]:
    yield "covered"
    page.locator(".veil .button").click()
    yield "uncovered"


def without_a_network(page: Page) -> Iterator[str]:
    page.locator(".bar-pack").click()
    page.wait_for_selector(".connection .link")
    yield "pack"
    page.context.set_offline(True)
    page.keyboard.press("KeyA")
    see_picture(page)
    page.clock.fast_forward(2 * MINUTES)
    page.wait_for_selector(".bar-notice")
    yield "offline"
    page.context.set_offline(False)
    next_pair(page)


def rested(page: Page) -> Iterator[str]:
    page.keyboard.press("KeyP")
    page.wait_for_selector("[data-paused]")
    yield "paused"
    page.keyboard.press("KeyP")


def refused(page: Page) -> Iterator[str]:
    """By a server that cannot read the answer."""
    page.route(JUDGMENTS, lambda route: route.fulfill(status=400, json={"code": "malformed", "message": ""}))
    see_picture(page)
    page.keyboard.press("KeyA")
    page.wait_for_selector(".past[data-sync=problem]")
    yield "refused"
    page.unroute(JUDGMENTS)
    page.locator(".bar-notice .link").first.click()
    next_pair(page)
    page.keyboard.press("KeyA")


def broken(page: Page) -> Iterator[str]:
    page.wait_for_selector(".picture-failed")
    yield "no-picture"


def signed_out(page: Page) -> None:
    Session.objects.all().delete()
    page.keyboard.press("KeyS")
    page.keyboard.press("Digit1")
    page.wait_for_selector(".bar-notice")


def begin(browser: Browser, server: LiveServer, eyes: Eyes) -> None:
    """From the first opening to a test that was failed twice."""
    with on_the_way(browser, server) as page:
        for step in way(page):
            eyes.see(page, f"begin-{step.replace(' ', '-')}")


def tongues(browser: Browser, server: LiveServer, eyes: Eyes) -> None:
    """The other languages, and the one that nobody speaks, two fifths longer than English."""
    user = person("ann", Role.ANNOTATOR)
    with at_work(browser, server, user) as page:
        for short, language in SPOKEN.items():
            account_choices.save(annotator=user.annotator, chosen={"interface": language})
            sit_down_again(page)
            for state in STATES:
                state.enter(page)
                if state.name not in ALIKE:
                    eyes.record(page, f"{short}-{state.name}", ("1366", "360"), ("light",))
                state.leave(page)
            clear(page)
        account_choices.save(annotator=user.annotator, chosen={"interface": "en"})
        speak(page.context, pseudo())
        sit_down_again(page)
        for shown, name in wordy(page):
            eyes.note(f"{name}, wordy", untranslated(shown))
            eyes.read(shown, f"{name}, wordy", SIZES)


def wordy(page: Page) -> Iterator[tuple[Page, str]]:
    for state in STATES:
        state.enter(page)
        yield page, state.name
        state.leave(page)
    after_two_answers(page)
    yield page, "correcting"
    page.locator(".bar-pack").click()
    page.wait_for_selector(".connection .link")
    yield page, "pack"
    with open_beside(page) as beside:
        yield beside, "elsewhere"
    nothing_left(page)
    yield page, "nothing left"
    end_of_shift(page)
    yield page, "end of shift"


def clear(page: Page) -> None:
    """Take back every mark."""
    for _ in range(N_MARKS):
        page.keyboard.press("KeyZ")
    page.wait_for_selector('button.word[aria-pressed="true"]', state="detached")


def sit_down_again(page: Page) -> None:
    page.reload()
    see_picture(page)
