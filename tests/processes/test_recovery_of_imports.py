"""An import of pictures that was killed in their midst, and the next one, which waits for nothing that it left."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from dataset.choices import MediaState, RunState
from dataset.models import Image, ImportRun
from tests.dataset.collected import picture, row, tree
from tests.processes.conftest import PATIENCE, database_url, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

N = 60


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    pictures = {f"000/{n}.png": picture(n, size=(320, 320)) for n in range(N)}
    return tree(tmp_path / "pairs", [row(n) for n in range(N)], pictures)


@pytest.fixture
def importing(pairs: Path, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    running = subprocess.Popen(command(pairs), env=environment(tmp_path), start_new_session=True)
    yield running
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def command(pairs: Path) -> list[str]:
    return [sys.executable, "-m", "django", "import_pairs", str(pairs), "--source", "killed", "--inline"]


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": database_url(), "MEDIA_ROOT": str(folder / "media")}


def in_hand() -> int:
    return Image.objects.waiting().filter(media_lease_ends_at__gt=timezone.now()).count()


def is_alone() -> bool:
    """Whether the database has noticed that the command is gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        return bool(cursor.fetchone()[0] == 0)


def test_a_killed_import_of_pictures_is_gone_on_with_at_once(
    importing: subprocess.Popen[bytes], pairs: Path, tmp_path: Path
) -> None:
    wait_until(lambda: Image.objects.filter(media_state=MediaState.READY).exists() and in_hand() > 0)
    os.killpg(importing.pid, signal.SIGKILL)
    importing.wait()
    wait_until(is_alone)
    assert in_hand() > 0

    done = subprocess.run(command(pairs), env=environment(tmp_path), timeout=PATIENCE, check=False)

    assert done.returncode == 0
    assert Image.objects.filter(media_state=MediaState.READY).count() == N
    assert set(ImportRun.objects.values_list("state", flat=True)) == {RunState.DONE}
