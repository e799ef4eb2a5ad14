"""A real Celery worker with its clock, on the test database and the real broker."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlencode

import pytest

from tests import database

PATIENCE = 180  # seconds until a real process has done what it was asked; the machine may be very busy


def database_url() -> str:
    """The application's DSN of the database that this test process uses."""
    arguments = database.dsn("DATABASE_URL")
    user, host = arguments.pop("user"), arguments.pop("host")
    return f"postgres://{user}@/{database.name()}?" + urlencode({"host": host, **arguments})


@pytest.fixture
def worker(tmp_path: Path, transactional_db: None) -> Iterator[subprocess.Popen[bytes]]:
    log = (tmp_path / "worker.log").open("wb")
    options = ["--beat", "--schedule", str(tmp_path / "schedule"), "--pool", "solo", "--queues", "default,media,models"]
    running = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "jdb_site", "worker", *options, "--loglevel", "info"],
        stdout=log,
        stderr=log,
        env={**os.environ, "DATABASE_URL": database_url(), "MEDIA_ROOT": str(tmp_path / "media")},
        start_new_session=True,
    )
    yield running
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    log.close()


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for what another process does; a failure to do it fails the test, however long it takes to be sure."""
    deadline = monotonic() + PATIENCE
    while not holds():
        if monotonic() > deadline:
            pytest.fail(f"not done within {PATIENCE} s")
        sleep(0.2)
