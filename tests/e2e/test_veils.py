"""Sensitive pictures come covered on the office's pages and in the history; a held key shows them for as long."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from annotation.choices import Role
from annotation.models import User
from annotation.queries import images
from dataset.choices import Sensitivity
from dataset.models import Image
from tests.e2e.benches import await_saved, held, open_batch, paint, sit_down
from tests.e2e.people import person
from tests.factories import GoldFactory, SensitivityChangeFactory

Seat = Callable[[User], Page]


def cover() -> Image:
    """The only picture, flagged and gold before that."""
    image = Image.objects.get()
    GoldFactory(image=image)
    SensitivityChangeFactory(image=image)
    Image.objects.update(sensitivity=Sensitivity.SENSITIVE)
    return image


def test_a_picture_of_the_office_is_uncovered_while_a_key_is_held(seat: Seat):
    open_batch("red_apple")
    image = cover()
    page = seat(person("ruth", Role.MANAGER))
    paint(page.context)

    for at in ("/sensitivities/", f"/sensitivities/{image.public_id}/", "/gold/", f"/gold/{image.public_id}/"):
        page.goto(at)
        picture = page.locator("img[data-sensitivity=sensitive]")
        expect(picture).not_to_have_css("filter", "none")
        page.locator("h1").focus()
        with held(page, "e"):
            expect(picture).to_have_css("filter", "none")
        expect(picture).not_to_have_css("filter", "none")
        page.get_by_role("button", name="Show covered pictures").click()
        expect(picture).to_have_css("filter", "none")


def test_a_sensitive_picture_stays_covered_in_the_history_and_is_not_sent_to_who_never_wants_it(seat: Seat):
    ann = open_batch("red_apple", "three_cats")
    page = seat(ann)
    paint(page.context)
    Image.objects.update(sensitivity=Sensitivity.SENSITIVE)
    sit_down(page)
    with held(page, "e"):
        page.wait_for_timeout(300)
    page.keyboard.press("KeyA")
    await_saved(page, 1)

    expect(page.locator(".thumb-canvas[data-veiled]")).to_have_count(1)
    type(ann.annotator).objects.update(exposure="never")
    ids = Image.objects.values_list("public_id", flat=True)
    assert [images.visible(public_id=one, user=ann) for one in ids] == [None, None]
    page.goto("about:blank")
    page.wait_for_timeout(1000)
