"""Pauses and the end of a shift: nobody holds what they do not work on, and what was marked stays."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotation.choices import SlotState
from annotation.models import Judgment, Slot, User
from tests.e2e.benches import await_saved, expect_struck, open_batch, paint, sit_down
from tests.e2e.people import see_picture

Seat = Callable[[User], Page]
THREE = ("fox_in_snow", "three_cats", "red_apple")
QUARTER_MS = 15 * 60_000
LOOKS_MS = 10_000


@pytest.fixture
def bench(seat: Seat) -> Page:
    """The workbench of an annotator who has three pairs, with a clock that can be put on."""
    page = seat(open_batch(*THREE))
    paint(page.context)
    page.clock.install()
    sit_down(page)
    return page


def n_held() -> int:
    return Slot.objects.filter(state=SlotState.LEASED).count()


def test_after_a_long_pause_pairs_go_back_but_for_the_one_with_marks_and_come_again(bench: Page):
    assert n_held() == 3
    bench.keyboard.press("Space")
    bench.keyboard.press("KeyP")
    expect(bench.get_by_role("heading", name="Paused since")).to_be_visible()
    bench.keyboard.press("KeyN")
    with bench.expect_response("**/releases"):
        bench.clock.fast_forward(QUARTER_MS + LOOKS_MS)
    assert n_held() == 1

    bench.keyboard.press("KeyP")
    see_picture(bench)
    expect_struck(bench, 0)
    bench.keyboard.press("Enter")
    see_picture(bench)
    bench.keyboard.press("KeyA")

    await_saved(bench, 2)
    assert list(Judgment.objects.order_by("pk").values_list("struck", flat=True)) == [[0], []]


def test_a_silence_is_told_without_putting_anything_away(bench: Page):
    bench.clock.fast_forward(5 * 60_000)
    told = bench.get_by_text("Paused after no activity.")
    expect(told).to_be_visible()

    bench.keyboard.press("Space")

    expect(told).to_be_hidden()
    expect_struck(bench, 0)


def test_after_the_end_of_a_shift_nothing_is_asked_for_and_no_key_counts(bench: Page):
    asked: list[str] = []
    expect(bench.get_by_role("button", name="Take work offline")).to_be_visible()
    bench.get_by_role("button", name="End shift").click()
    expect(bench.get_by_role("heading", name="The shift is over")).to_be_visible()
    expect(bench.get_by_role("button", name="Take work offline")).to_have_count(0)
    bench.on("request", lambda request: asked.append(request.url))

    bench.clock.fast_forward(LOOKS_MS)
    bench.keyboard.press("KeyA")
    bench.keyboard.press("KeyP")
    bench.wait_for_timeout(500)

    assert [url for url in asked if "/claims" in url] == []
    expect(bench.get_by_role("heading", name="The shift is over")).to_be_visible()
    assert (n_held(), Judgment.objects.count()) == (0, 0)
