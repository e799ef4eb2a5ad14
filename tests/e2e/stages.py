"""The same few pairs in the same order each time, with their drawn pictures, before somebody who may begin."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from typing import Any

from django.utils import timezone
from PIL import Image as Pictures
from playwright.sync_api import Browser, Page, Route, ViewportSize
from pytest_django.live_server_helper import LiveServer

from annotation.actions.guidelines import locking
from annotation.actions.preparation import locked_in
from annotation.choices import Role
from annotation.models import User
from dataset.choices import Sensitivity
from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import pack
from jdb_site.demo.pairs import DemoPair, demo_pairs, struck_words
from tests.e2e.people import enter, person, see_picture
from tests.factories import BatchFactory, BatchPairFactory, GoldFactory, MemberFactory, OnboardingFactory

FIRST = "moon_rider"
PAIRS = (FIRST, "cherry_tree_ko", "koi_zh", "owl", "whale", "neon_sign")
WIDE = 1024

Drawing = Callable[[DemoPair], bytes]


@cache
def shown(key: str) -> DemoPair:
    [found] = [pair for pair in demo_pairs() if pair.key == key]
    return found


@cache
def drawn(pair: DemoPair) -> bytes:
    """The picture as it is, in the usual rendition."""
    return _webp(Pictures.open(BytesIO(pair.draw())).convert("RGB"))


@cache
def plain(pair: DemoPair) -> bytes:
    """In place of the picture: a sky, a sun and some ground, which weigh little and are the same everywhere."""
    wide, high = pair.width, pair.height
    canvas = Pictures.new("RGB", (wide, high), "#a9c3d1")
    canvas.paste("#e8c27a", (wide * 5 // 8, high // 8, wide * 6 // 8, high // 8 + wide // 8))
    canvas.paste("#5d7257", (0, high * 2 // 3, wide, high))
    return _webp(canvas)


def _webp(picture: Pictures.Image) -> bytes:
    picture.thumbnail((WIDE, WIDE))
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=90)
    return buffer.getvalue()


def set_up(user: User, keys: Sequence[str], covered: Collection[str] = ()) -> dict[str, DemoPair]:
    """These pairs in one batch, for this person; each by the id of its image, in the order in which it comes."""
    batch = BatchFactory(name="pilot")
    MemberFactory(batch=batch, annotator=user.annotator)
    found = {}
    for pair in map(shown, keys):
        made = BatchPairFactory(
            batch=batch,
            text=pair.prompt,
            locked=locked_in(row_of(pair), locking(guideline_id=batch.guideline_id)),
            image__prompt__language=pair.language,
            image__width=pair.width,
            image__height=pair.height,
            image__sensitivity=Sensitivity.SENSITIVE if pair.key in covered else Sensitivity.SAFE,
        )
        found[str(made.image.public_id)] = pair
    return found


def row_of(pair: DemoPair) -> dict[str, Any]:
    return {"text": pair.prompt, "tokens": pack(tokenise(pair.prompt)), "language": pair.language}


def hang(page: Page, pairs: Mapping[str, DemoPair], drawing: Drawing) -> None:
    """The pictures of these pairs come from here."""

    def answer(route: Route) -> None:
        image = route.request.url.split("/images/")[1].split("/")[0]
        route.fulfill(content_type="image/webp", body=drawing(pairs[image]))

    page.route("**/images/**", answer)


@contextmanager
def at_work(
    browser: Browser,
    server: LiveServer,
    user: User | None = None,
    *,
    drawing: Drawing = plain,
    n_pairs: int = 3,
    covered: Collection[str] = (),
    before: Callable[[Page], object] = lambda page: None,
    size: tuple[int, int] = (1366, 768),
    **kind: Any,
) -> Iterator[Page]:
    """The workbench of somebody, with a pair in hand, on a screen of that size."""
    someone = user or person("ann", Role.ANNOTATOR)
    pairs = set_up(someone, PAIRS[:n_pairs], covered)
    context = browser.new_context(
        base_url=server.url, locale="en-GB", timezone_id="UTC", viewport=viewport(size), reduced_motion="reduce", **kind
    )
    enter(context, someone, server.url)
    page = context.new_page()
    hang(page, pairs, drawing)
    before(page)
    page.goto("/work/")
    see_picture(page)
    yield page
    leave(page)
    context.close()


def viewport(size: tuple[int, int]) -> ViewportSize:
    return {"width": size[0], "height": size[1]}


def leave(page: Page) -> None:
    """A page that is left tells the server so: it has heard of it before the rows are taken away."""
    page.unroute_all(behavior="ignoreErrors")
    page.goto("/livez")
    page.wait_for_load_state("networkidle")


def newcomer(name: str, **reached: Any) -> User:
    """Somebody on the way to their first pair."""
    user = person(name, Role.ANNOTATOR)
    OnboardingFactory(annotator=user.annotator, created_at=timezone.now(), **reached)
    return user


def set_gold(keys: Sequence[str]) -> dict[str, DemoPair]:
    """Pictures whose truth is known, by the id of the image."""
    found = {}
    for pair in map(shown, keys):
        struck = struck_words(pair, tokenise(pair.prompt))
        size = {"image__width": pair.width, "image__height": pair.height}
        gold = GoldFactory(text=pair.prompt, struck=[*struck], **size)
        found[str(gold.image.public_id)] = pair
    return found
