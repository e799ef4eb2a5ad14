"""A model that scores pictures in real workers of its queue, one of them killed in the midst."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from time import sleep

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from dataset import tasks
from dataset.choices import RunState
from dataset.gateways.onnx_scorers import ClipScorer
from dataset.gateways.scorers import PictureUnreadable
from dataset.models import Score, ScoreRun
from tests.dataset.scoring import made, picture
from tests.processes.conftest import database_url, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

N_PICTURES = 128


class SlowClip(ClipScorer):
    """Takes its time over each batch, so that somebody may be killed in the midst."""

    def scores(self, pictures: Sequence[bytes], texts: Sequence[str]) -> list[float | PictureUnreadable]:
        sleep(0.5)
        return super().scores(pictures, texts)


@pytest.fixture
def started(tmp_path: Path, settings: Settings) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """A worker of the queue `scores` each time it is called, over the tiny models."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    env = {**os.environ, "DATABASE_URL": database_url(), "MEDIA_ROOT": settings.MEDIA_ROOT}
    slow = {"dataset.gateways.onnx_scorers.ClipScorer": "tests.processes.test_scores.SlowClip"}
    env["SCORERS_FILE"] = str(made(tmp_path, settings, **slow))
    command = [sys.executable, "-m", "celery", "-A", "jdb_site", "worker", "--pool", "solo", "--queues", "scores"]
    running: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        with (tmp_path / f"scores-{len(running)}.log").open("wb") as log:
            running.append(subprocess.Popen(command, stdout=log, stderr=log, env=env, start_new_session=True))
        return running[-1]

    yield start
    for one in running:
        if one.poll() is None:
            os.killpg(one.pid, signal.SIGKILL)
            one.wait()


def rung() -> bool:
    """Ring until somebody walked: a ring that nobody hears yet is no loss."""
    tasks.tick_scores()
    return Score.objects.exists()


def test_a_worker_that_is_killed_in_the_midst_leaves_every_picture_scored_once(
    started: Callable[[], subprocess.Popen[bytes]],
) -> None:
    for number in range(N_PICTURES):
        picture("red", 255, number, 0)
    call_command("score_images", scorer="clip", in_background=True, stdout=StringIO())

    first = started()
    wait_until(rung)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    n_before, then = Score.objects.count(), ScoreRun.objects.get()
    started()
    wait_until(lambda: rung() and ScoreRun.objects.get().state == RunState.DONE)

    assert (then.state, then.n_added) == (RunState.RUNNING, n_before)
    assert 0 < n_before < N_PICTURES
    run = ScoreRun.objects.get()
    assert (run.n_rows, run.n_added, run.n_refused, Score.objects.count()) == (N_PICTURES, N_PICTURES, 0, N_PICTURES)
