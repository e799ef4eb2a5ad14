"""What goes wrong round an annotator in a real browser, and that nothing of theirs is lost by it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from pytest_django.live_server_helper import LiveServer

from annotation.actions import claims, rounds, withdrawals
from annotation.choices import PairState, ReceiptOutcome, Role, SlotState
from annotation.models import BatchPair, Judgment, Slot, User
from bench.crowd.people import open_batch
from dataset.actions import images
from tests.e2e.benches import await_saved, await_true, expect_struck, n_drafts, paint
from tests.e2e.people import PASSWORD, enter, person, see_picture

Profile = Callable[[], BrowserContext]
Work = Callable[[BrowserContext, User], Page]
Two = tuple[User, User]
N_PAIRS = 12
PACK = 80
JUDGMENTS = "**/api/v1/judgments"


@pytest.fixture
def profile(browser: Browser, live_server: LiveServer) -> Iterator[Profile]:
    """A browser profile; its pages must raise nothing, though their network may fail."""
    contexts: list[BrowserContext] = []
    raised: list[str] = []

    def new() -> BrowserContext:
        context = browser.new_context(base_url=live_server.url, viewport={"width": 1366, "height": 768})
        context.on("page", lambda page: page.on("pageerror", lambda error: raised.append(str(error))))
        paint(context)
        contexts.append(context)
        return context

    yield new
    for context in contexts:
        context.close()
    assert raised == []


@pytest.fixture
def people() -> Two:
    return two_with(N_PAIRS)


def two_with(n_pairs: int) -> Two:
    """Two people and so many pairs before them."""
    found = person("ann", Role.ANNOTATOR), person("bea", Role.ANNOTATOR)
    open_batch("flow", n_pairs, [user.annotator for user in found])
    return found


@pytest.fixture
def work(live_server: LiveServer) -> Work:
    """`work(profile, user)`: a page of the workbench, with a pair in hand and its picture painted."""

    def sit_down(context: BrowserContext, user: User) -> Page:
        enter(context, user, live_server.url)
        page = context.new_page()
        page.goto("/work/")
        see_picture(page)
        return page

    return sit_down


def strike_and_submit(page: Page, word: int = 1) -> str:
    """Strike one word of the pair in hand; the picture of that pair."""
    see_picture(page)
    picture = str(page.locator("figure img").first.get_attribute("src"))
    page.locator(f'button.word[data-word="{word}"]').click()
    page.keyboard.press("Enter")
    return picture


def hold_back(context: BrowserContext) -> None:
    """The server asks to come back later: no request is under way that would be let through as its page goes."""
    context.route(JUDGMENTS, lambda route: route.fulfill(status=503, headers={"Retry-After": "600"}, json={}))


def n_leased() -> int:
    return Slot.objects.filter(state=SlotState.LEASED).count()


def judged() -> list[tuple[int, ...]]:
    return [tuple(struck) for struck in Judgment.objects.order_by("pk").values_list("struck", flat=True)]


def test_two_hours_without_a_network_and_then_all_is_sent_and_the_rest_given_back(profile: Profile, work: Work):
    ann, _ = two_with(PACK + 5)
    context = profile()
    context.clock.install()
    page = work(context, ann)
    page.get_by_role("button", name="Take work offline").click()
    expect(page.get_by_text(f"{PACK} pairs left offline")).to_be_visible()
    assert n_leased() == PACK

    context.set_offline(True)
    for word in range(8):
        page.clock.fast_forward("15:00")
        strike_and_submit(page, word % 4)
    expect(page.get_by_text(f"{PACK - 8} pairs left offline")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Go on working")).to_be_visible()
    assert judged() == []
    context.set_offline(False)

    await_saved(page, 8)
    expect(page.get_by_role("button", name="Take work offline")).to_be_visible()
    assert judged() == [(word % 4,) for word in range(8)]
    await_true(page, lambda: n_leased() == 10)


def test_a_session_that_ended_is_renewed_in_a_window_beside_the_work(profile: Profile, people: Two, work: Work):
    page = work(profile(), people[0])
    Session.objects.all().delete()

    strike_and_submit(page, 1)
    expect(page.get_by_role("alert")).to_contain_text("You are signed out")
    strike_and_submit(page, 2)
    with page.expect_popup() as opening:
        page.get_by_role("link", name="Sign in again").click()
    beside = opening.value
    beside.get_by_label("Username or e-mail").fill("ann")
    beside.get_by_label("Password").fill(PASSWORD)
    with beside.expect_event("close"):
        beside.get_by_role("button", name="Sign in").click()

    await_saved(page, 2)
    assert judged() == [(1,), (2,)]
    expect(page.get_by_role("alert")).to_have_count(0)


def test_one_tab_works_and_another_takes_over_with_the_marks(profile: Profile, people: Two, work: Work):
    context = profile()
    first = work(context, people[0])
    first.locator('button.word[data-word="2"]').click()

    second = context.new_page()
    second.goto("/work/")
    second.get_by_role("button", name="Use it here").click()

    expect_struck(second, 2)
    expect(first.locator("main[data-elsewhere]")).to_be_visible()
    see_picture(second)
    second.keyboard.press("Enter")
    await_saved(second, 1)
    second.close()
    expect(first.locator("button.past[data-sync=saved]")).to_have_count(1)
    assert judged() == [(2,)]


def test_who_sits_down_at_the_same_browser_neither_sees_nor_sends_what_another_left(
    profile: Profile, people: Two, work: Work
):
    ann, bea = people
    context = profile()
    page = work(context, ann)
    hold_back(context)
    with page.expect_response(JUDGMENTS):
        strike_and_submit(page, 3)
    expect(page.locator("button.past[data-sync=queued]")).to_have_count(1)
    page.close()
    context.clear_cookies()
    context.unroute(JUDGMENTS)

    other = work(context, bea)
    expect(other.locator("button.past")).to_have_count(0)
    strike_and_submit(other, 1)
    await_saved(other, 1)
    assert list(Judgment.objects.values_list("annotator__user__username", "struck")) == [("bea", [1])]
    other.close()
    context.clear_cookies()

    again = work(context, ann)
    await_saved(again, 1)
    found = Judgment.objects.order_by("pk").values_list("annotator__user__username", "struck")
    assert list(found) == [("bea", [1]), ("ann", [3])]


def test_signing_out_with_unsent_answers_sends_them_first(profile: Profile, people: Two, work: Work):
    context = profile()
    page = work(context, people[0])
    hold_back(context)
    with page.expect_response(JUDGMENTS):
        strike_and_submit(page, 1)
    expect(page.locator("button.past[data-sync=queued]")).to_have_count(1)
    page.goto("/me/")
    context.unroute(JUDGMENTS)

    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("heading", name="The shift is over")).to_be_visible()
    assert judged() == [(1,)]
    assert n_leased() == 0


def test_a_tab_of_an_earlier_build_goes_on_and_loads_itself_anew_when_idle(
    profile: Profile, people: Two, work: Work, settings: object
):
    context = profile()
    context.clock.install()
    page = work(context, people[0])
    page.evaluate("window.isOld = true")
    settings.BUILD = "the next"  # type: ignore[attr-defined]  # pytest-django's

    strike_and_submit(page, 1)
    await_saved(page, 1)
    page.locator('button.word[data-word="2"]').click()
    page.clock.fast_forward("01:00")
    assert page.evaluate("window.isOld") is True
    page.keyboard.press("KeyZ")
    page.clock.fast_forward("01:00")
    page.wait_for_function("() => !window.isOld")

    expect(page.locator("button.past[data-sync=saved]")).to_have_count(1)
    assert judged() == [(1,)]


def test_a_lost_lease_costs_nothing(profile: Profile, people: Two, work: Work):
    page = work(profile(), people[0])
    slots = Slot.objects.filter(state=SlotState.LEASED)
    assert slots.update(lease_ends_at=timezone.now() - timedelta(hours=1)) >= 1
    claims.reopen_expired(now=timezone.now())

    strike_and_submit(page, 1)

    await_saved(page, 1)
    [judgment] = Judgment.objects.all()
    assert (judgment.struck, judgment.receipt) == ([1], ReceiptOutcome.COUNTED)


def test_an_answer_to_a_pair_that_was_withdrawn_is_kept_and_the_next_pair_is_there(
    profile: Profile, people: Two, work: Work
):
    page = work(profile(), people[0])
    slot = Slot.objects.filter(state=SlotState.LEASED).select_related("pair__image").order_by("lane", "position")[0]
    images.withdraw(image=slot.pair.image, reason="asked for", actor="test", now=timezone.now())
    withdrawals.follow(now=timezone.now())

    strike_and_submit(page, 1)

    expect(page.get_by_title("the pair was withdrawn")).to_have_count(1)
    expect(page.locator("button.word").first).to_be_visible()
    assert Judgment.objects.get().receipt == ReceiptOutcome.WITHDRAWN


def test_an_answer_on_words_that_were_split_anew_is_kept_with_its_round(profile: Profile, people: Two, work: Work):
    """Words are pinned on a round of a pair: others come with a new round, which this person may judge as well."""
    page = work(profile(), people[0])
    slot = Slot.objects.filter(state=SlotState.LEASED).order_by("lane", "position")[0]
    rounds.new_round(pair=slot.pair, actor="test", reason="other words", now=timezone.now())

    strike_and_submit(page, 1)

    await_saved(page, 1)
    assert Judgment.objects.get().receipt == ReceiptOutcome.WITHDRAWN
    assert BatchPair.objects.get(pk=slot.pair_id).state == PairState.REPLACED


def test_a_crash_takes_no_mark_and_no_correction(profile: Profile, people: Two, work: Work):
    context = profile()
    page = work(context, people[0])
    strike_and_submit(page, 1)
    await_saved(page, 1)
    page.keyboard.press("KeyB")
    page.locator('button.word[data-word="3"]').click()
    await_true(page, lambda: n_drafts(page) == 1)
    with suppress(Error):
        page.goto("chrome://crash")
    page.close()

    page = context.new_page()
    page.goto("/work/")

    expect(page.locator(".correcting")).to_be_visible()
    expect_struck(page, 1, 3)
    see_picture(page)
    page.keyboard.press("Enter")
    expect(page.locator(".correcting")).to_have_count(0)
    await_true(page, lambda: judged() == [(1,), (1, 3)])
    assert list(Judgment.objects.order_by("pk").values_list("revision", flat=True)) == [1, 2]


def test_the_end_of_a_shift_gives_all_back_and_shows_the_receipt(profile: Profile, people: Two, work: Work):
    page = work(profile(), people[0])
    strike_and_submit(page, 1)

    page.get_by_role("button", name="End shift").click()

    expect(page.get_by_role("heading", name="The shift is over")).to_be_visible()
    expect(page.locator("dl.receipt dd").nth(1)).to_have_text("1")
    assert n_leased() == 0
