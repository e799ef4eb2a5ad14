"""What a page learns when it next speaks with the server: pairs that are shown no more, a guideline that changed."""

from collections.abc import Callable

from playwright.sync_api import Page, Response, expect

from annotation.choices import SlotState
from annotation.models import Ruling, Slot, User
from dataset.models import Image
from tests.e2e.benches import await_saved, open_batch, paint, sit_down
from tests.e2e.people import see_picture
from tests.factories import GuidelineVersionFactory

Seat = Callable[[User], Page]
THREE = ("fox_in_snow", "three_cats", "red_apple")


def change_a_ruling() -> str:
    """Version 2 of the guideline differs in one ruling; its title."""
    newer = GuidelineVersionFactory(number=2)
    for ruling in Ruling.objects.filter(guideline__number=1):
        ruling.pk, ruling.guideline = None, newer
        if ruling.code == "counts":
            ruling.texts["en"]["body"] = "Count what is seen, then strike."
        ruling.save()
    return str(Ruling.objects.get(guideline=newer, code="counts").texts["en"]["title"])


def second_in_queue() -> Image:
    held = Slot.objects.filter(state=SlotState.LEASED).order_by("lane", "position", "id")
    return held[1].pair.image


def is_of_choices(response: Response) -> bool:
    return response.url.endswith("/choices")


def test_the_next_report_of_time_takes_what_was_blocked_away_and_tells_a_changed_guideline_between_pairs(seat: Seat):
    bench = seat(open_batch(*THREE))
    paint(bench.context)
    with bench.expect_response(is_of_choices):
        sit_down(bench)
    first, _, third = shown_in_order(bench)
    title = change_a_ruling()
    Image.objects.filter(pk=second_in_queue().pk).update(sensitivity="blocked")

    with bench.expect_response("**/work/"), bench.expect_response("**/heartbeats"):
        bench.keyboard.press("KeyH")
    bench.wait_for_function("() => !document.querySelector('.notices')?.textContent")
    assert words(bench) == first
    bench.keyboard.press("KeyA")

    see_picture(bench)
    assert words(bench) == third
    expect(bench.locator(".bar-notice")).to_contain_text(f"The guideline was changed (version 2): {title}")
    await_saved(bench, 1)


def words(page: Page) -> str:
    return " ".join(page.locator("button.word").all_inner_texts())


def shown_in_order(page: Page) -> list[str]:
    """The words of the pairs that the page came with, in the order in which it shows them."""
    pairs = page.evaluate("() => JSON.parse(document.getElementById('page-config').textContent).work.pairs")
    return [
        " ".join(one["text"] for one in pair["tokens"] if one["word"] is not None and not one["locked"])
        for pair in pairs
    ]
