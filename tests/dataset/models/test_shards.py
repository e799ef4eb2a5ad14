"""What the database refuses of files of questions."""

from decimal import Decimal
from typing import Any

import pytest

from dataset.choices import ShardState
from dataset.models.shards import OVER, WITHOUT_FILE
from tests.factories import MachineShardFactory
from tests.factories.dataset import NOW
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db

FILE = {"n_lines": 3, "sha256": b"0" * 32}


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("machineshard_is_known", FILE | {"state": "lost"}),
        ("machineshard_has_its_file", {"state": ShardState.BUILT, "n_lines": 3}),
        ("machineshard_has_its_file", {"state": ShardState.BUILT, "sha256": b"0" * 32}),
        ("machineshard_has_its_batch", FILE | {"state": ShardState.CREATED}),
        ("machineshard_adds_up", FILE | {"state": ShardState.RECONCILED, "ended_at": NOW, "n_answered": 2}),
        ("machineshard_ended_when_over", {"state": ShardState.CANCELLED}),
        ("machineshard_ended_when_over", {"ended_at": NOW}),
        ("machineshard_loses_nothing_or_more", {"lost_amount": Decimal(-1)}),
    ],
)
def test_a_row_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        MachineShardFactory(**row)


def test_the_shards_of_a_run_are_numbered() -> None:
    shard = MachineShardFactory()

    with refused_by("machineshard_numbered"):
        MachineShardFactory(run=shard.run, price=shard.price, number=shard.number)


def test_a_shard_has_a_key_of_its_own() -> None:
    shard = MachineShardFactory()

    with refused_by("dataset_machineshard_key_key"):
        MachineShardFactory(key=shard.key)


def test_a_batch_is_of_one_shard() -> None:
    shard = MachineShardFactory(batch_id="batch_1")
    MachineShardFactory(batch_id="batch_1")

    with refused_by("machineshard_of_its_own_batch"):
        MachineShardFactory(run=shard.run, price=shard.price, batch_id="batch_1")


@pytest.mark.parametrize("state", ShardState)
def test_every_state_can_be(state: ShardState) -> None:
    shard = MachineShardFactory(
        state=state,
        batch_id="batch_1",
        n_answered=1,
        n_failed=1,
        n_missing=1,
        ended_at=NOW if state in OVER else None,
        **({} if state in WITHOUT_FILE else FILE) | {"n_lines": 3},
    )

    shard.refresh_from_db()
    assert shard.state == state
