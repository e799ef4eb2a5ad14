"""Sweeps by the Batch API: from jobs to a file, to a batch, to answers, with every question accounted for."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openai import OpenAI
from pytest_django.fixtures import Settings

from dataset.actions import machine_runs
from dataset.choices import JobState, ShardState, Transport
from dataset.models import Annotation, Attempt
from jdb_site.stand_in import StandIn
from tests.dataset.sweeps import begun, billed, fresh, ids, look, profile, shards, spent, states

pytestmark = pytest.mark.django_db

HOUR, NOTHING = timedelta(hours=1), Decimal(0)


@pytest.fixture(autouse=True)
def _shards_here(settings: Settings, tmp_path: Path) -> None:
    settings.SHARD_ROOT = tmp_path / "shards"


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn(seed=1) as running:
        yield running


def test_a_sweep_comes_to_its_end_and_costs_what_the_server_counted(server: StandIn, settings: Settings) -> None:
    run = begun(5, profile(server))

    assert look(run) == ""
    assert shards(run, "state", "n_lines", "told") == [(ShardState.CREATED, 5, "validating")]
    assert states(run) == {JobState.SENT: 5}
    held = fresh(run).budget
    assert held.reserved_amount > 0 == held.spent_amount
    assert look(run) == ""

    assert shards(run, "state", "n_answered", "n_failed", "n_missing", "n_strange") == [
        (ShardState.RECONCILED, 5, 0, 0, 0)
    ]
    assert states(run) == {JobState.DONE: 5}
    assert Annotation.objects.count() == 5
    ledger = server.ledger()
    assert ledger["custom_ids"] == dict.fromkeys(ids(run), 1)
    budget = fresh(run).budget
    assert (budget.reserved_amount, budget.spent_amount) == (NOTHING, billed(ledger["models"]["stand-in"]))
    assert spent(run) == budget.spent_amount
    assert {*Attempt.objects.values_list("transport", "outcome", "shard__run")} == {(Transport.BATCH, "good", run.pk)}
    with OpenAI(api_key="any", base_url=server.base_url) as client:
        assert client.files.list().data == []
    assert [*Path(settings.SHARD_ROOT).iterdir()] == []
    assert machine_runs.finish(now=run.created_at) == 1
