"""Whoever sits at the browser, and what their hands do."""

from collections.abc import Collection
from functools import cache
from typing import Literal

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test.client import Client
from playwright.sync_api import BrowserContext, Page, expect

from annotation.choices import Role
from annotation.models import Annotator, User

TOO_SOON_MS = 160  # the workbench drops an answer within 150 ms of a new pair
PASSWORD = "correct horse battery staple"
PAINTED = "() => !document.querySelector('figure .placeholder') && document.querySelector('figure img')?.src"


@cache
def hashed() -> str:
    """The password as it is kept: slow to make, so once."""
    return make_password(PASSWORD)


def person(name: str, *roles: Role) -> User:
    user = User.objects.create_user(name, roles=list(roles))
    user.password = hashed()
    user.save(update_fields=["password"])
    if Role.ANNOTATOR in roles:
        Annotator.objects.create(user=user, languages=["ar", "en", "ko", "zh"])
    return user


def enter(context: BrowserContext, user: User, base: str) -> None:
    """Signed in without the form, which is tried elsewhere."""
    client = Client()
    client.force_login(user, backend="jdb_site.backends.Accounts")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base}])


def sign_in(page: Page, username: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Username or e-mail").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def shown_words(page: Page) -> dict[int, str]:
    """The words that can be struck now, by their index."""
    found = page.locator("button.word").evaluate_all(
        "all => all.map(one => [Number(one.dataset.word), one.textContent])"
    )
    return {int(word): str(text) for word, text in found}


def see_picture(page: Page) -> None:
    """Look as a person does: a key at once belongs to the last pair, and until the picture is painted nothing goes."""
    seen = ""
    while (shown := str(page.wait_for_function(PAINTED).json_value())) != seen:
        seen = shown
        page.wait_for_timeout(TOO_SOON_MS)


def strike_by_mouse(page: Page, words: Collection[int]) -> None:
    for word in sorted(words):
        page.locator(f'button.word[data-word="{word}"]').click()


def strike_by_keyboard(page: Page, words: Collection[int]) -> None:
    """Walk to each word with the arrow and strike it with the space bar."""
    page.keyboard.press("Home")
    for word in sorted(words):
        target = page.locator(f'button.word[data-word="{word}"]')
        for _ in range(200):
            if target.evaluate("one => one === document.activeElement"):
                break
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")


def answer(page: Page, words: Collection[int], hands: Literal["mouse", "keyboard"]) -> None:
    """Strike these words and submit; with none, say that all is depicted."""
    (strike_by_mouse if hands == "mouse" else strike_by_keyboard)(page, words)
    expect(page.locator('button.word[aria-pressed="true"]')).to_have_count(len(words))
    page.keyboard.press("Enter" if words else "KeyA")


def set_apart(page: Page, place: int) -> None:
    """Say of the whole pair what stands at that place of the list."""
    page.keyboard.press("KeyM")
    page.keyboard.press(f"Digit{place}")
