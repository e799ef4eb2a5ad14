"""Proof-reading by keys, in a real browser: each key is for the first of the list, and what is read leaves it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from annotation.choices import PairState, ProofDecision, Role
from annotation.models import ProofReading, User
from tests.annotation.actions.test_proofs import changed
from tests.annotation.tables import RED, YELLOW
from tests.e2e.benches import paint
from tests.e2e.people import person

Seat = Callable[[User], Page]


def test_keys_keep_the_first_and_send_the_next_back_with_a_reason(seat: Seat) -> None:
    kept, back = changed(RED), changed(YELLOW)
    page = seat(person("ada", Role.ADJUDICATOR))
    paint(page.context)

    page.goto("/proof-reading/")
    expect(page.locator(".proof")).to_have_count(2)
    page.keyboard.press("k")
    expect(page.locator(".proof")).to_have_count(1)
    page.keyboard.press("b")
    page.keyboard.type("and bananas?")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Nothing to read")).to_be_visible()
    read = {(row.pair_id, row.decision, row.reason) for row in ProofReading.objects.all()}
    assert read == {(kept.pair.pk, ProofDecision.KEPT, ""), (back.pair.pk, ProofDecision.BACK, "and bananas?")}
    assert back.now().state == PairState.DESK
