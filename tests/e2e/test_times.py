"""Working time from a real browser: reported while somebody works, counted once, and theirs to see."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, Response, expect

from annotation.choices import Role
from annotation.models import ActiveInterval, Heartbeat, User, WorkSession
from jdb_site.demo.pairs import demo_pairs, write_pairs
from tests.e2e.people import person, see_picture

Seat = Callable[[User], Page]
MINUTE_MS = 60_000


@pytest.fixture
def batch(tmp_path: Path) -> None:
    person("ann", Role.ANNOTATOR)
    person("bea", Role.ANNOTATOR)
    write_pairs(tmp_path / "pairs", demo_pairs()[:3])
    quiet = {"stdout": StringIO(), "stderr": StringIO()}
    call_command("import_pairs", str(tmp_path / "pairs"), "--source", "few", "--inline", **quiet)
    call_command("open_batch", "few", "--source", "few", stdout=StringIO(), no_color=True)


def is_heartbeat(response: Response) -> bool:
    return response.url.endswith("/api/v1/heartbeats") and response.status == 200


@pytest.mark.usefixtures("batch")
def test_a_minute_at_work_is_reported_counted_and_shown_to_who_worked_it(seat: Seat) -> None:
    page = seat(User.objects.get(username="ann"))
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
