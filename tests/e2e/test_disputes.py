"""Disputes decided by keys, in a real browser: what is shown, what is kept, and what somebody else was quicker with."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from annotation.actions import desk
from annotation.choices import LookKind, PairState, Role
from annotation.models import Adjudication, BatchPair, SecondLook, User
from tests.annotation.tables import BANANAS, RED, YELLOW, Table
from tests.e2e.benches import paint
from tests.e2e.people import PAINTED, TOO_SOON_MS, person
from tests.factories import NOW

Seat = Callable[[User], Page]
KEPT_ALL = """() => [...document.querySelectorAll('.strip thead button')]
  .map(button => button.textContent)[[...document.querySelectorAll('.strip tbody tr:first-child td')]
  .findIndex(cell => cell.dataset.said === 'kept')]"""


def contested(*words: int) -> BatchPair:
    """These words are struck by the first and the third of three people, the bananas by all."""
    table = Table(split_to_desk=True)
    table.judge(0, *words, BANANAS)
    table.judge(1, BANANAS)
    table.judge(2, *words, BANANAS)
    return table.pair


def see_case(page: Page) -> None:
    page.wait_for_function(PAINTED)
    page.wait_for_timeout(TOO_SOON_MS)


def test_a_pair_with_one_contested_word_takes_two_keys_and_the_next_follows_at_once(seat: Seat) -> None:
    three, last, one = contested(RED, YELLOW), contested(YELLOW), contested(RED)
    ada = person("ada", Role.ADJUDICATOR)
    page = seat(ada)
    paint(page.context)

    page.goto("/desk/disputes/")
    see_case(page)
    expect(page.locator(".strip .word")).to_have_text(["red", "and", "yellow"])
    expect(page.locator(".bar-today")).to_have_text("3 waiting")
    for key in (page.evaluate(KEPT_ALL).lower(), "3", "Enter"):  # that opinion, but yellow is struck
        page.keyboard.press(key)
    expect(page.locator(".strip .word")).to_have_text(["and", "yellow"])
    see_case(page)
    desk.settle(pair=last, adjudicator=person("bob", Role.ADJUDICATOR), outcome="judged", struck=[], now=NOW)
    page.keyboard.press("m")
    page.keyboard.press("Enter")
    expect(page.locator(".strip .word")).to_have_text(["red"])
    see_case(page)
    page.keyboard.press("1")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Somebody else was quicker")).to_be_visible()
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    expect(page.locator(".connection")).to_have_count(0)
    decided = {act.pair_id: act.struck for act in Adjudication.objects.filter(adjudicator=ada)}
    assert decided == {three.pk: [YELLOW], one.pk: []}
    look = SecondLook.objects.get()
    assert (look.kind, look.pair, look.outcome) == (LookKind.LATE, last, "mismatch")
    assert set(BatchPair.objects.values_list("state", flat=True)) == {PairState.SETTLED}
