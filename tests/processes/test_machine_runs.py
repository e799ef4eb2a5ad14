"""Runs of models with real workers, while the server fails, workers are killed, and Redis or the network goes."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from time import sleep
from urllib.parse import urlsplit

import pytest
import redis
from django.utils import timezone

from annotation.models import Pulse
from bench.asking import checks, crews, prompts
from bench.asking.proxies import Proxy, Reach, by_port, by_socket
from dataset.actions import budgets, machine_runs
from dataset.actions.machine_windows import OVER_BUDGET, SIZE
from dataset.choices import BudgetScope, JobState, MachineRunState
from dataset.models import Attempt, MachineJob, MachineRun
from jdb_site.stand_in.servers import StandIn
from tests.processes.conftest import database_url, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FAULTS = "429=0.05,500=0.03,wrong_body=0.04,refusal=0.04,slow=0.03"
N, N_WORKERS, CONCURRENCY, N_KILLS = 150, 2, 2, 2
AWAY, SLOW = 2, 0.2  # seconds
CAP, ENOUGH, NOTHING = Decimal("0.05"), Decimal(100), Decimal(0)


@contextmanager
def at_work(folder: Path, **env: str) -> Iterator[crews.Crew]:
    given = {**os.environ, "DATABASE_URL": database_url(), "MEDIA_ROOT": str(folder), **env}
    with crews.at_work(N_WORKERS, given, folder / "crew", concurrency=CONCURRENCY) as crew:
        yield crew


def begun(base_url: str, n: int = N, *, cap: Decimal = ENOUGH, **fields: float) -> MachineRun:
    prompts.fill(n)
    return prompts.begin(base_url, cap=cap, now=timezone.now(), **fields)


def n_done() -> int:
    return MachineJob.objects.filter(state__in=[JobState.DONE, JobState.POISON]).count()


def done(n: int) -> Callable[[], bool]:
    return lambda: n_done() >= n


def test_whatever_the_server_answers_and_redis_forgets_tokens_are_counted_and_a_cap_is_kept(tmp_path: Path) -> None:
    with StandIn(FAULTS, seed=1, retry_seconds=0.1, slow_seconds=0.5) as server, at_work(tmp_path):
        run = begun(server.base_url, cap=CAP)
        wait_until(done(N // 5))
        redis.Redis.from_url(os.environ["CACHE_URL"]).flushall()
        wait_until(lambda: checks.is_over(run))
        wait_until(lambda: not MachineJob.objects.filter(state=JobState.LEASED).exists())
        run.refresh_from_db()
        paused, first = (run.state, run.because), run.budget
        budgets.set_cap(scope=BudgetScope.RUN, key=str(run.pk), cap=ENOUGH)
        assert machine_runs.resume(run=run)
        wait_until(lambda: checks.is_over(run))
        ledger = server.ledger()

    assert paused == (str(MachineRunState.PAUSED), OVER_BUDGET)
    assert CAP / 2 < first.spent_amount <= CAP
    assert (first.reserved_amount, first.overrun_amount) == (NOTHING, NOTHING)
    assert list(checks.problems(run, N)) == []
    assert checks.counted() == checks.told(ledger)
    assert {*ledger["faults"]} >= {"429", "500", "wrong_body", "refusal", "slow"}


def test_workers_that_are_killed_cost_what_they_had_in_hand_and_nothing_else(tmp_path: Path) -> None:
    with StandIn(FAULTS, seed=2, retry_seconds=0.1, slow_seconds=0.5) as server, at_work(tmp_path) as crew:
        run = begun(server.base_url)
        wait_until(lambda: Pulse.objects.filter(in_hand__contains=[{"task": "dataset.tasks.ask_models"}]).exists())
        for number in range(N_KILLS):
            wait_until(done((number + 1) * N // (N_KILLS + 2)))
            crew.kill_one(random.Random(number))  # noqa: S311  seeded
        wait_until(lambda: checks.is_over(run))
        ledger = server.ledger()

    assert list(checks.problems(run, N)) == []
    n_lost = sum(row["requests"] for row in ledger["models"].values()) - Attempt.objects.exclude(usage={}).count()
    assert 0 <= n_lost <= N_KILLS * CONCURRENCY * SIZE
    assert all(checks.counted()[name] <= n for name, n in checks.told(ledger).items())


def test_redis_and_the_server_cut_off_and_half_open_lose_nothing(tmp_path: Path) -> None:
    with StandIn() as server, Proxy(to_redis()) as broker, Proxy(by_port(server.server.server_port)) as models:
        address = f"redis://127.0.0.1:{broker.port}"
        with at_work(tmp_path, REDIS_URL=f"{address}/0", CACHE_URL=f"{address}/1"):
            models.delay = SLOW
            run = begun(f"http://127.0.0.1:{models.port}/v1", timeout_seconds=3, at_once=4)
            for harm in (broker.cut, models.cut, models.half_open):
                wait_until(lambda: models.n_under_way > 0)
                inflict(harm, broker, models)
            wait_until(lambda: Attempt.objects.filter(outcome="late").exists())
            machine_runs.pause(run=run, reason="until the broker died half-open")
            inflict(broker.half_open, broker, models)
            machine_runs.resume(run=run)  # nobody goes on before clock and workers hear each other again
            wait_until(lambda: checks.is_over(run))

    assert list(checks.problems(run, N)) == []
    assert {*Attempt.objects.values_list("outcome", flat=True)} >= {"good", "unreachable", "late"}


def inflict(harm: Callable[[], None], *proxies: Proxy) -> None:
    """Harm for a while. What died half-open stays dead afterwards; new connections go through."""
    harm()
    sleep(AWAY)
    for proxy in proxies:
        proxy.heal()


def to_redis() -> Reach:
    """The broker of these tests, where it truly is."""
    found = urlsplit(os.environ["CACHE_URL"])
    return by_socket(found.path) if found.scheme == "unix" else by_port(found.port or 6379)
