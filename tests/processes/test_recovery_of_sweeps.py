"""A sweep by the Batch API whose process is killed again and again, and the next one, which finds what it left."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from openai import OpenAI

from dataset.choices import JobState, ShardState
from dataset.models import Attempt, MachineRun, MachineShard
from jdb_site.stand_in import StandIn
from tests.dataset.sweeps import begun, billed, fresh, ids, profile, shards, spent, states
from tests.processes.conftest import PATIENCE, database_url, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

N = 30


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn("slow_steps", seed=1) as running:
        yield running


def sweeping(run: MachineRun, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "django", "annotate_prompts", "--run", str(run.pk), "--every", "0.1"],
        env={**os.environ, "DATABASE_URL": database_url(), "SHARD_ROOT": str(folder / "shards")},
        start_new_session=True,
    )


def killed_when(happens: Callable[[], bool], run: MachineRun, folder: Path) -> None:
    """Sweep until that, and no further."""
    running = sweeping(run, folder)
    try:
        wait_until(happens)
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def test_a_sweep_that_is_killed_again_and_again_sends_nothing_twice_and_loses_nothing(
    server: StandIn, tmp_path: Path
) -> None:
    run = begun(N, profile(server, enqueued_tokens=12_000))

    killed_when(MachineShard.objects.exclude(batch_id="").exists, run, tmp_path)
    killed_when(Attempt.objects.exists, run, tmp_path)
    killed_when(MachineShard.objects.filter(number=3).exists, run, tmp_path)
    assert sweeping(run, tmp_path).wait(PATIENCE) == 0

    assert states(run) == {JobState.DONE: N}
    assert {*shards(run, "state")} == {ShardState.RECONCILED}
    ledger = server.ledger()
    assert ledger["custom_ids"] == dict.fromkeys(ids(run), 1)
    told = billed(ledger["models"]["stand-in"])
    budget = fresh(run).budget
    assert (budget.reserved_amount, budget.spent_amount, spent(run)) == (Decimal(0), told, told)
    with OpenAI(api_key="any", base_url=server.base_url) as client:
        keys = [(batch.metadata or {}).get("strikeout_shard") for batch in client.batches.list()]
        assert client.files.list().data == []
    assert sorted(map(str, keys)) == sorted(map(str, shards(run, "key")))
