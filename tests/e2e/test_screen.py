"""The workbench's screen: by keyboard alone, by touch, under input methods, covered pictures, and for everyone."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, Response, Route, expect
from pytest_django.live_server_helper import LiveServer

from annotation.actions import threads
from annotation.choices import SkipReason
from annotation.models import AccountChoices, Judgment, SkipNote, Thread, User
from dataset.choices import Sensitivity
from dataset.models import Image
from tests.e2e.benches import (
    await_saved,
    await_true,
    expect_struck,
    held,
    n_drafts,
    open_batch,
    paint,
    paint_by_finger,
    plain,
    press_under_input_method,
    sit_down,
)
from tests.e2e.people import TOO_SOON_MS, enter, see_picture
from tests.factories import ManagerFactory

Seat = Callable[[User], Page]
THREE = ("fox_in_snow", "three_cats", "red_apple")


@pytest.fixture
def bench(seat: Seat) -> Page:
    """The workbench of an annotator who has three pairs."""
    page = seat(open_batch(*THREE))
    paint(page.context)
    sit_down(page)
    return page


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """The same on a phone."""
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True
    )
    enter(context, open_batch(*THREE), live_server.url)
    paint(context)
    page = context.new_page()
    sit_down(page)
    yield page
    context.close()


def answers() -> list[tuple[int, list[int]]]:
    """(revision, struck) of all judgments, in order."""
    return [(one.revision, list(one.struck)) for one in Judgment.objects.order_by("pk")]


def test_the_whole_loop_by_keyboard_alone(bench: Page):
    keys = bench.keyboard
    keys.press("End")
    keys.press("Home")
    keys.press("Shift+ArrowRight")
    keys.press("Space")
    keys.press("KeyZ")
    keys.press("Shift+KeyZ")
    expect_struck(bench, 0, 1)
    keys.press("Enter")
    see_picture(bench)
    keys.press("Enter")
    expect(bench.locator(".hint").first).to_contain_text("Nothing is struck")
    keys.press("KeyA")
    see_picture(bench)
    keys.press("KeyB")
    see_picture(bench)
    keys.press("Backspace")
    keys.press("Enter")
    see_picture(bench)
    keys.press("KeyS")
    for _ in range(len(SkipReason) + 1):
        keys.press("Tab")
    keys.type("whose 1?")
    keys.press("Enter")
    keys.press("Digit3")

    expect(bench.locator("main.waiting")).to_be_visible()
    await_saved(bench, 3)
    assert answers() == [(1, [0, 1]), (1, []), (2, [0])]
    assert [*SkipNote.objects.values_list("reason", "note")] == [("expert", "whose 1?")]


def test_the_loop_by_touch_at_360_pixels(phone: Page):
    words = phone.locator("button.word")
    paint_by_finger(phone, words.nth(0), words.nth(2))
    expect_struck(phone, 0, 1, 2)
    words.nth(1).tap()
    expect_struck(phone, 0, 2)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    heights = phone.locator("button:visible").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(heights) >= 44

    phone.get_by_role("button", name="Submit 2 strikes").tap()
    see_picture(phone)
    phone.get_by_role("button", name="All depicted").tap()

    await_saved(phone, 2)
    assert answers() == [(1, [0, 2]), (1, [])]


def test_a_drag_is_one_step_and_escape_calls_it_off(bench: Page):
    words = bench.locator("button.word")
    words.nth(0).hover()
    bench.mouse.down()
    words.nth(2).hover()
    expect(bench.locator('button.word[data-run="strike"]')).to_have_count(3)
    bench.mouse.up()
    expect_struck(bench, 0, 1, 2)
    bench.keyboard.press("KeyZ")
    expect_struck(bench)

    words.nth(0).hover()
    bench.mouse.down()
    words.nth(2).hover()
    bench.keyboard.press("Escape")
    bench.mouse.up()

    expect_struck(bench)


def test_keys_count_under_an_input_method(bench: Page):
    n_words = bench.locator("button.word").count()

    press_under_input_method(bench, "KeyN", 78)

    expect(bench.locator('button.word[aria-pressed="true"]')).to_have_count(n_words)


def tells_keys(response: Response) -> bool:
    """Not the answer to what the page says of the guideline when it is opened."""
    return response.url.endswith("/choices") and "strikeAll" in (response.request.post_data or "")


def test_a_changed_key_is_the_accounts(bench: Page):
    bench.keyboard.press("KeyO")
    change = bench.get_by_role("button", name="strike every word: change the key")
    change.click()
    expect(change).to_have_text("Press a key…")
    bench.keyboard.press("KeyA")
    expect(bench.get_by_role("alert")).to_have_text("Taken by: all depicted: submit with no strikes")
    change.click()
    expect(change).to_have_text("Press a key…")
    with bench.expect_response(tells_keys) as saved:
        bench.keyboard.press("KeyW")
    assert saved.value.status == 200

    sit_down(bench)
    bench.keyboard.press("KeyN")
    expect_struck(bench)
    bench.keyboard.press("KeyW")

    expect(bench.locator('button.word[aria-pressed="false"]')).to_have_count(0)
    assert AccountChoices.objects.get().chosen["keys"] == {"strikeAll": "KeyW"}


def test_a_sensitive_picture_is_covered_until_someone_looks(seat: Seat):
    page = seat(open_batch("red_apple"))
    paint(page.context)
    Image.objects.update(sensitivity=Sensitivity.SENSITIVE)
    sit_down(page)
    covered = page.locator(".plate[data-veiled]")
    expect(covered).to_have_count(1)

    page.keyboard.press("KeyA")
    expect(page.locator(".hint").first).to_contain_text("The picture is covered")
    with held(page, "e"):
        expect(covered).to_have_count(0)
        expect(page.locator(".hint").first).to_be_empty()
    expect(covered).to_have_count(1)
    page.keyboard.press("KeyA")

    await_saved(page, 1)
    assert answers() == [(1, [])]


def test_the_first_picture_comes_small_and_sharpens_in_its_place_before_it_can_be_judged(seat: Seat):
    page = seat(open_batch("red_apple"))
    paint(page.context)
    sharp: list[Route] = []
    page.route("**/images/*/1024", lambda route: sharp.append(route))  # noqa: PLW0108  the driver marks what it calls
    page.goto("/work/")
    small = page.locator('.plate img[src$="/512"]')
    expect(small).to_be_visible()
    box = small.bounding_box()
    page.wait_for_timeout(TOO_SOON_MS)
    page.keyboard.press("KeyA")
    expect(page.locator(".hint").first).to_have_text("The picture is still loading.")

    for route in sharp:
        route.fulfill(content_type="image/png", body=plain())
    see_picture(page)

    shown = page.locator(".plate img")
    expect(shown).to_have_count(1)
    assert str(shown.get_attribute("src")).endswith("/1024")
    assert shown.bounding_box() == box
    expect(page.locator(".hint").first).to_be_empty()


def test_the_larger_picture_is_fetched_only_when_it_is_needed(seat: Seat):
    bench = seat(open_batch("red_apple"))
    paint(bench.context)
    Image.objects.update(width=3000, height=3000)
    sit_down(bench)
    shown = bench.locator(".plate img")
    bench.keyboard.press("Equal")
    expect(shown).to_have_count(1)

    bench.keyboard.press("KeyI")
    expect(bench.locator(".share")).to_have_text("100%")
    expect(shown).to_have_count(2)
    with held(bench, "v"):
        expect(bench.locator(".loupe")).to_be_visible()
    expect(bench.locator(".loupe")).to_be_hidden()


def test_words_are_told_as_toggle_buttons_in_a_group(bench: Page):
    words = bench.locator("button.word").all_inner_texts()
    bench.locator("button.word").nth(1).click()

    group = bench.get_by_role("group", name="Words of the prompt")
    expect(group.get_by_role("deletion")).to_have_text(words[1])  # read aloud once the hands rest
    told = group.aria_snapshot()
    assert f'- button "{words[1]}" [pressed]' in told
    assert f'- button "{words[0]}"' in told
    assert told.count("[pressed]") == 1
    expect(bench.get_by_role("button", name="Submit 1 strike")).to_be_enabled()


def test_a_question_outlasts_a_reload_and_its_answer_is_told_in_the_bar(bench: Page):
    bench.keyboard.press("ArrowRight")
    bench.keyboard.press("KeyQ")
    bench.keyboard.type("Is it one?")
    bench.keyboard.press("Escape")
    await_true(bench, lambda: n_drafts(bench) == 1)
    sit_down(bench)
    bench.keyboard.press("KeyQ")
    expect(bench.locator("#question")).to_have_value("Is it one?")

    with bench.expect_response(asks):
        bench.keyboard.press("Enter")

    thread = Thread.objects.get()
    assert (thread.word, thread.messages.get().text) == (1, "Is it one?")
    threads.answer(thread=thread, author=ManagerFactory(), uuid=uuid4(), text="Yes.", now=timezone.now())
    sit_down(bench)
    expect(bench.get_by_role("link", name="1 unread")).to_have_attribute("href", "/me/questions/")


def asks(response: Response) -> bool:
    return response.url.endswith("/api/v1/questions")
