"""An export that is killed, at ten points of its course: nothing is in its place before all of it is."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bench.settled import filling
from tests import database
from tests.annotation.streets import Street
from tests.dataset import exported
from tests.processes.conftest import database_url, wait_until
from tests.processes.dying import HANDED_OVER

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

N_PAIRS, N_MANY, N_DEATHS = 20, 3_500, 10
OTHERS = """
SELECT count(*) FROM pg_stat_activity
 WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"""


@pytest.fixture
def many() -> Iterator[None]:
    """Settled pairs for several processes to make the lines of."""
    with database.superuser(database.name()) as admin:
        filling.fill(admin, N_MANY, lambda _done, _total: None)
        yield
        admin.execute("DROP SCHEMA bench CASCADE")


def test_killed_at_ten_points_of_its_course_a_rerun_writes_the_same_bytes(tmp_path: Path) -> None:
    make_pairs()

    acts = dies_at_ten_points(tmp_path)

    assert acts.count("open") > N_PAIRS


def test_killed_while_others_make_its_lines_it_takes_them_along(many: None, tmp_path: Path) -> None:
    acts = dies_at_ten_points(tmp_path, "--rows-only")

    assert acts.count(HANDED_OVER) >= N_DEATHS


def dies_at_ten_points(folder: Path, *options: str) -> list[str]:
    """Kill the command at ten of its acts and run it again after each; the acts of one that was left alone."""
    code, acts = export(folder, "whole", *options)
    assert code == 0
    whole = sums(folder / "whole")
    put = max(place for place, act in enumerate(acts) if act == "os.rename")
    assert put < len(acts) - 1  # the last act comes when all is in place

    for at in spread(len(acts)):
        code, _ = export(folder, "out", *options, dies_at=at)

        assert code == -signal.SIGKILL
        assert sums(folder / "out") == (whole if at > put else {})
        wait_until(is_alone)
        call_command("export_test_set", "--out", str(folder / "out"), *options, stdout=StringIO(), stderr=StringIO())
        assert sums(folder / "out") == whole
        assert not (folder / "out.partial").exists()
        shutil.rmtree(folder / "out")
    return acts


def is_alone() -> bool:
    """Whether no other process is connected to the database."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        return bool(cursor.fetchone()[0] == 0)


def make_pairs() -> None:
    """Exported, excluded, with and without strikes, in two languages."""
    street = Street("street-1")
    for number in range(N_PAIRS):
        struck = (number % 6,)
        street.pair(number, struck, struck, outcome="mismatch" if number % 7 == 3 else "judged")
    street.pair(N_PAIRS, (), (), text="안경을 쓴 고양이")


def spread(n_acts: int) -> list[int]:
    """Numbers of acts from the first to the last, evenly."""
    return [place * (n_acts - 1) // (N_DEATHS - 1) for place in range(N_DEATHS)]


def export(folder: Path, name: str, *options: str, dies_at: int = -1) -> tuple[int, list[str]]:
    """Run the command in a process of its own: its exit code, and its acts on files."""
    log = folder / f"{name}.{dies_at}.acts"  # opened before the acts are watched
    dying = [sys.executable, "-m", "tests.processes.dying", str(dies_at), str(folder), str(log)]
    command = [*dying, "export_test_set", "--out", str(folder / name), *options]
    env = {**os.environ, "DATABASE_URL": database_url(), "MEDIA_ROOT": str(settings.MEDIA_ROOT)}
    code = subprocess.run(command, env=env, capture_output=True, check=False).returncode
    return code, log.read_text().splitlines()


def sums(directory: Path) -> dict[str, str]:
    """The SHA-256 of each file by its path; nothing when there is no such directory."""
    return {path: hashlib.sha256(data).hexdigest() for path, data in exported.everything(directory).items()}
