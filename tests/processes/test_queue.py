"""Many people with two tabs each on a real server, while clients, web workers and connections are killed."""

import os
import random
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import psycopg
import pytest
from django.db import connection

from annotation.choices import PairState, ReceiptOutcome
from annotation.models import BatchPair, Judgment, Slot
from bench.crowd import checks, history, people
from bench.crowd.crews import Crew, Web, logs, serving
from bench.crowd.tabs import Plan
from tests import database
from tests.processes.conftest import database_url, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SEED, N_PEOPLE, N_TABS, N_PROCESSES, N_PAIRS, N_KILLS = 7, 20, 2, 4, 160, 5
MARGIN = 1.0  # seconds that an opening may take to be committed
CUT = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s AND usename = %s AND pid <> %s"


@pytest.fixture
def admin(transactional_db: None) -> Iterator[psycopg.Connection]:
    with database.superuser(database.name()) as superuser:
        history.install(superuser)
        yield superuser
        history.remove(superuser)


@pytest.fixture
def web(tmp_path: Path, admin: psycopg.Connection) -> Iterator[Web]:
    env = {**os.environ, "DATABASE_URL": database_url(), "MEDIA_ROOT": str(tmp_path)}
    with serving(env, tmp_path / "web.log") as running:
        yield running


def cut_connections(admin: psycopg.Connection) -> int:
    """End every connection of the web server's, whatever it is doing; this test's own stays."""
    ours = connection.connection.info.backend_pid
    row = admin.execute(CUT, [database.name(), database.dsn("DATABASE_URL")["user"], ours]).fetchone()
    return int(row[0]) if row else 0


def is_finished() -> bool:
    waiting = BatchPair.objects.filter(state__in=[PairState.PREPARING, PairState.OPEN])
    return not waiting.exists() and not Slot.objects.filter(state__in=[0, 1]).exists()


def test_whoever_is_killed_meanwhile_every_slot_is_filled_once_and_every_receipt_is_true(
    tmp_path: Path, admin: psycopg.Connection, web: Web
):
    chance = random.Random(SEED)  # noqa: S311  not for secrets
    staff = people.annotators(N_PEOPLE, n_german=N_PEOPLE // 2)
    people.open_batch("crowd", N_PAIRS, staff)
    crew = Crew(Plan(web.port, people.sessions(staff), N_PROCESSES, N_TABS, tmp_path), chance)
    crew.start()
    try:
        n_cut = 0
        for _ in range(N_KILLS):
            sleep(0.5 + chance.random())
            crew.kill_one()
            web.kill_one(chance)
            n_cut += cut_connections(admin)
        wait_until(is_finished)
        crew.finish()
    finally:
        crew.kill()

    log = logs(crew.plan)
    said = [event for event in log if event["event"] == "no_work"]
    assert checks.problems(log) == []
    assert history.false_no_work(admin, said, MARGIN) == []
    assert (crew.n_killed, web.n_killed > 0, n_cut > 0, said != []) == (N_KILLS, True, True, True)
    surplus = Judgment.objects.exclude(receipt=ReceiptOutcome.COUNTED)
    assert Judgment.objects.count() == len({event["uuid"] for event in log if event["event"] == "receipt"})
    assert set(surplus.values_list("receipt", flat=True)) <= {ReceiptOutcome.SURPLUS}
