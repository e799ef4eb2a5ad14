"""Jobs are found by the index that was made for them, however many others wait."""

import hashlib
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from dataset.gateways import machine_jobs
from dataset.gateways.machine_jobs import CLAIMS, UNSENT, Lane
from tests.factories import MachineRunFactory, PromptFactory
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db

MANY = 3_000


def waiting() -> int:
    """A run with many jobs, none of which was asked."""
    run, prompt = MachineRunFactory(), PromptFactory()
    keys = [hashlib.sha256(b"%d" % n).digest() for n in range(MANY)]
    machine_jobs.add(run=run.pk, prompts=[prompt.pk] * MANY, keys=keys, now=NOW)
    return int(run.pk)


def plan(statement: str, **given: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE dataset_machinejob")
        cursor.execute(f"EXPLAIN {statement}", given)
        return "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.parametrize(
    ("lane", "index"),
    [
        (Lane.ALL, "machinejob_pending"),
        (Lane.FRESH, "machinejob_pending"),
        (Lane.FIRST_PROFILE, "machinejob_pending"),
        (Lane.TO_MEND, "machinejob_to_mend"),
        (Lane.STRONGER, "machinejob_to_mend"),
    ],
)
def test_jobs_of_a_lane_are_found_by_an_index_of_it(lane: Lane, index: str) -> None:
    given: dict[str, Any] = {"run": waiting(), "owner": uuid4(), "ends": NOW, "now": NOW, "limit": 50}

    assert f"using {index}" in plan(CLAIMS[lane], **given)


def test_what_stands_in_a_file_is_found_by_the_file() -> None:
    waiting()

    assert "using machinejob_sent" in plan(UNSENT, shard=1, ids=None)
