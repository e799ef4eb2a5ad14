"""Seeded schedules of faults in Chromium itself: the server holds exactly what hands decided, once each."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.crowd import people
from bench.lives import checks, chromium, running
from jdb_site.frontdoor import ports, statics
from jdb_site.frontdoor.steps import Steps
from tests.e2e.benches import paint
from tests.processes.conftest import database_url

SEED = 13  # the server is killed in its course, and its network is bad


@pytest.fixture
def server(tmp_path: Path, transactional_db: None) -> Iterator[running.Server]:
    statics.collect(Steps(sys.stderr))  # what this server serves to a browser
    env = {**os.environ, "DATABASE_URL": database_url(), "MEDIA_ROOT": str(tmp_path)}
    server = running.Server(env, tmp_path / "web.log")
    server.start()
    yield server
    server.stop()


def test_whatever_fails_the_server_holds_exactly_what_was_decided(browser: Browser, server: running.Server):
    ann, bea = people.annotators(2)
    people.open_batch("lives", running.PAIRS_A_LIFE, [ann, bea])
    base, keys = ports.address(server.port), people.sessions([ann, bea])
    cookies = {"me": running.cookies(base, keys[ann.pk], 0), "other": running.cookies(base, keys[bea.pk], 1)}
    context = browser.new_context(base_url=base, viewport={"width": 1366, "height": 768})
    paint(context)

    [told] = chromium.schedules(SEED, 1)
    story = chromium.Life(context, server, told, cookies).live()
    context.close()

    assert story["problems"] == []
    assert list(checks.miscounted(story["decisions"], ann)) == []
    assert not bea.judgments.exists()
    assert (server.n_killed, len(story["decisions"]) > 4) == (1, True)
