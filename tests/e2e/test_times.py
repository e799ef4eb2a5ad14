"""Working time from a real browser: reported while somebody works, counted once, and theirs to see."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, Response, expect

from annotation.models import ActiveInterval, Heartbeat, User, WorkSession
from tests.e2e.benches import open_batch, paint
from tests.e2e.people import see_picture

Seat = Callable[[User], Page]
MINUTE_MS = 60_000


def is_heartbeat(response: Response) -> bool:
    return response.url.endswith("/api/v1/heartbeats") and response.status == 200


def test_a_minute_at_work_is_reported_counted_and_shown_to_who_worked_it(seat: Seat) -> None:
    page = seat(open_batch("fox_in_snow", "three_cats", "red_apple"))
    paint(page.context)
    page.clock.install()
    with page.expect_response(is_heartbeat):
        page.goto("/work/")
    see_picture(page)
    page.mouse.move(400, 300)

    with page.expect_response(is_heartbeat) as answered:
        page.clock.fast_forward(MINUTE_MS)

    assert 50_000 <= answered.value.json()["active_today_ms"] <= 2 * MINUTE_MS
    session = WorkSession.objects.latest("opened_at")
    seqs = Heartbeat.objects.filter(session=session).order_by("seq").values_list("seq", flat=True)
    assert list(seqs)[:2] == [1, 2]
    page.goto("/me/time/")
    expect(page.get_by_role("cell", name="Judging", exact=True).first).to_be_visible()
    lengths = [one.length for one in ActiveInterval.objects.all()]
    assert timedelta(seconds=50) <= sum(lengths, timedelta()) <= timedelta(seconds=120)
