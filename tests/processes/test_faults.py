"""Lives of annotators under seeded faults: the workbench's own outbox and state under Node, on a real server."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.crowd import people
from bench.lives import checks, running
from tests.processes.conftest import database_url

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SEEDS = [1, 2, 3, 4, 47]  # in the last one the server is killed
AT_ONCE = 5


@pytest.fixture
def server(tmp_path: Path, transactional_db: None) -> Iterator[running.Server]:
    env = {**os.environ, "DATABASE_URL": database_url(), "MEDIA_ROOT": str(tmp_path)}
    server = running.Server(env, tmp_path / "web.log")
    server.start()
    yield server
    server.stop()


def test_whatever_fails_the_server_holds_exactly_what_was_decided(tmp_path: Path, server: running.Server):
    staff = people.annotators(2 * len(SEEDS))
    people.open_batch("lives", running.PAIRS_A_LIFE * len(SEEDS), staff)

    stories = list(running.live(running.plan(SEEDS, staff, server.port, AT_ONCE), tmp_path, server))

    assert sorted(story["seed"] for story in stories) == SEEDS
    found = [
        problem
        for story in stories
        for place in [2 * story["place"]]
        for problem in checks.problems(story, staff[place], staff[place + 1])
    ]
    assert found == []
    assert sum(len(story["acts"]) for story in stories) > 4 * len(SEEDS)
