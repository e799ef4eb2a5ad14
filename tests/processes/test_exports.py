"""An export that is killed, at ten points of its course: nothing is in its place before all of it is."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.annotation.streets import Street
from tests.dataset import exported
from tests.processes.conftest import database_url

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

N_PAIRS, N_DEATHS = 20, 10


def test_killed_at_ten_points_of_its_course_a_rerun_writes_the_same_bytes(tmp_path: Path) -> None:
    make_pairs()
    code, acts = export(tmp_path, "whole")
    assert code == 0
    whole = sums(tmp_path / "whole")
    put = acts.index("os.rename")
    assert put < len(acts) - 1  # the last act comes when all is in place

    for at in spread(len(acts)):
        code, _ = export(tmp_path, "out", dies_at=at)

        assert code == -signal.SIGKILL
        assert sums(tmp_path / "out") == (whole if at > put else {})
        call_command("export_test_set", "--out", str(tmp_path / "out"), stdout=StringIO(), stderr=StringIO())
        assert sums(tmp_path / "out") == whole
        assert not (tmp_path / "out.partial").exists()
        shutil.rmtree(tmp_path / "out")


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


def export(folder: Path, name: str, dies_at: int = -1) -> tuple[int, list[str]]:
    """Run the command in a process of its own: its exit code, and its acts on files."""
    log = folder / f"{name}.{dies_at}.acts"  # opened before the acts are watched
    dying = [sys.executable, "-m", "tests.processes.dying", str(dies_at), str(folder), str(log)]
    command = [*dying, "export_test_set", "--out", str(folder / name)]
    env = {**os.environ, "DATABASE_URL": database_url(), "MEDIA_ROOT": str(settings.MEDIA_ROOT)}
    code = subprocess.run(command, env=env, capture_output=True, check=False).returncode
    return code, log.read_text().splitlines()


def sums(directory: Path) -> dict[str, str]:
    """The SHA-256 of each file by its path; nothing when there is no such directory."""
    return {path: hashlib.sha256(data).hexdigest() for path, data in exported.everything(directory).items()}
