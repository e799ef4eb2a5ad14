"""Seeded schedules of faults in Chromium itself: the server holds exactly what hands decided, once each."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from annotation.choices import Role
from annotation.models import User
from bench.lives import checks, chromium
from jdb_site.demo.pairs import demo_pairs, write_pairs
from tests.e2e.people import PASSWORD, person, sign_in

SEEDS = (4,)
N_PAIRS = 16


@pytest.fixture
def people(tmp_path: Path) -> tuple[User, User]:
    """Two who share a computer, and pairs enough for one of them."""
    found = person("ann", Role.ANNOTATOR), person("bea", Role.ANNOTATOR)
    write_pairs(tmp_path / "pairs", demo_pairs()[:N_PAIRS])
    quiet = {"stdout": StringIO(), "stderr": StringIO()}
    call_command("import_pairs", str(tmp_path / "pairs"), "--source", "few", "--inline", **quiet)
    call_command("open_batch", "few", "--source", "few", stdout=StringIO(), no_color=True)
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_fails_the_server_holds_exactly_what_was_decided(
    seed: int, browser: Browser, live_server: LiveServer, people: tuple[User, User]
):
    ann, bea = people
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1366, "height": 768})
    page = context.new_page()
    cookies = {}
    for who, user in (("other", bea), ("me", ann)):
        context.clear_cookies()
        sign_in(page, user.username, PASSWORD)
        cookies[who] = context.cookies()
    page.close()

    [told] = chromium.schedules(seed, 1)
    story = chromium.Life(context, told, cookies).live()
    context.close()

    assert story["problems"] == []
    assert list(checks.miscounted(story["decisions"], ann.annotator)) == []
    assert not bea.annotator.judgments.exists()
