"""The pictures of README and docs/look.md: taken when `./run look` asks for them, and there at all other times."""

import re
from io import BytesIO

import pytest
from django.conf import settings
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from annotation.actions import account_choices
from annotation.choices import Role
from annotation.models import User
from tests.e2e.looks import RECORDS, SIZES, n_different, wear
from tests.e2e.people import PASSWORD, person, see_picture, sign_in
from tests.e2e.stages import at_work, drawn, leave, newcomer, viewport
from tests.e2e.states import after_two_answers, end_of_shift, keys, rest, strike

DOCS = settings.ROOT / "docs"
PICTURES = DOCS / "images"
NAMES = {
    "workbench",
    "dark",
    "contrast",
    "guideline",
    "keys",
    "settings",
    "answers",
    "end",
    "phone",
    "begin",
    "ko",
    "zh",
}
MOST_BYTES = 4_500_000
GAP = 24

only_when_asked = pytest.mark.skipif(not RECORDS, reason="taken by `./run look`")


def test_every_picture_of_the_documents_is_shown_and_all_of_them_are_light() -> None:
    said = "".join(path.read_text() for path in [settings.ROOT / "README.md", *DOCS.glob("*.md")])
    screens = [*PICTURES.glob("*"), *(settings.ROOT / "tests" / "e2e" / "looks").glob("*")]

    assert set(re.findall(r"images/([\w-]+)\.webp", said)) == NAMES
    assert {path.stem for path in PICTURES.glob("*.webp")} == NAMES
    assert sum(path.stat().st_size for path in screens) < MOST_BYTES


def keep(picture: Image.Image, name: str) -> None:
    picture.save(PICTURES / f"{name}.webp", "WEBP", quality=82, method=6)


def named(name: str, **chosen: str) -> User:
    user = person(name, Role.ANNOTATOR)
    account_choices.save(annotator=user.annotator, chosen=chosen)
    return user


def photograph(page: Page) -> Image.Image:
    """Once two looks at it are the same."""
    last, now = shot(page), shot(page)
    while n_different(last, now) > 0:
        page.wait_for_timeout(100)
        last, now = now, shot(page)
    return now


def shot(page: Page) -> Image.Image:
    taken = page.screenshot(animations="disabled", caret="hide")
    return Image.open(BytesIO(taken)).convert("RGB")


def take(page: Page, name: str, theme: str = "light") -> None:
    wear(page, theme)
    keep(photograph(page), name)


@only_when_asked
def test_the_desk(browser: Browser, live_server: LiveServer) -> None:
    with at_work(browser, live_server, named("Mina"), drawing=drawn) as page:
        strike(page)
        take(page, "dark", "dark")
        take(page, "contrast", "contrast")
        for name, key in (("guideline", "KeyG"), ("keys", "Shift+Slash"), ("settings", "KeyO")):
            keys(key)(page)
            take(page, name)
            rest(page)
        after_two_answers(page)
        keys("KeyF")(page)
        take(page, "answers")
        rest(page)
        end_of_shift(page)
        take(page, "end")


@only_when_asked
def test_the_readme(browser: Browser, live_server: LiveServer) -> None:
    with at_work(browser, live_server, named("Mina"), drawing=drawn, device_scale_factor=1.5) as page:
        strike(page)
        take(page, "workbench")


@only_when_asked
@pytest.mark.parametrize(("language", "name"), [("ko", "ko"), ("zh-hans", "zh")])
def test_the_languages(browser: Browser, live_server: LiveServer, language: str, name: str) -> None:
    with at_work(browser, live_server, named("Mina", interface=language), drawing=drawn) as page:
        strike(page)
        keys("KeyS")(page)
        take(page, name)


@only_when_asked
def test_the_phone(browser: Browser, live_server: LiveServer) -> None:
    with at_work(
        browser, live_server, named("Mina"), drawing=drawn, size=SIZES["360"], has_touch=True, is_mobile=True
    ) as page:
        taken = []
        strike(page)
        for theme, key in (("light", "Home"), ("dark", "Home"), ("light", "KeyS")):
            keys(key)(page)
            wear(page, theme)
            taken.append(photograph(page))
    wide, high = taken[0].size
    side_by_side = Image.new("RGB", (3 * wide + 2 * GAP, high), "#8a857a")
    for place, picture in enumerate(taken):
        side_by_side.paste(picture, (place * (wide + GAP), 0))
    keep(side_by_side, "phone")


@only_when_asked
def test_the_way_to_the_first_pair(browser: Browser, live_server: LiveServer) -> None:
    now = timezone.now()
    user = newcomer("Mina", consented_at=now, rule_read_at=now, n_examples=0)
    page = browser.new_page(base_url=live_server.url, viewport=viewport(SIZES["1366"]))
    sign_in(page, user.username, PASSWORD)
    see_picture(page)
    for word in (1, 9):
        page.locator("button.word").nth(word).click()
    page.keyboard.press("Enter")
    page.wait_for_selector(".intro-said")
    take(page, "begin")
    leave(page)
    page.close()
