"""An import of rows killed three times and gone on with: it ends as the one that was left alone."""

import os
import random
from pathlib import Path

import pytest

from bench.arrivals import commands, tables
from bench.arrivals.places import Place
from bench.arrivals.tables import Recipe
from dataset.models import Image, ImportRow, ImportRun
from tests import database
from tests.processes.conftest import database_url

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

N, KILLED_AT = 30_000, [1, 5_001, 10_001]


@pytest.fixture
def place() -> Place:
    return Place(database.name(), {**os.environ, "DATABASE_URL": database_url()})


def test_an_import_killed_and_gone_on_with_ends_as_the_undisturbed_one(place: Place, tmp_path: Path) -> None:
    folder = tables.tree(tmp_path, Recipe(N, repeated=0.2, bad=0.01))
    commands.watched(place, folder, "--rows-only")
    undisturbed = place.digest()
    database.empty()

    seen = commands.killed(place, folder, KILLED_AT, random.Random(1), "--rows-only")  # noqa: S311  seeded

    assert seen == sorted(seen)
    assert all(0 < cursor < N for cursor in seen)
    assert place.digest() == undisturbed
    run = ImportRun.objects.get()
    assert (run.state, run.n_rows) == ("done", N)
    told = {*ImportRow.objects.values_list("number", flat=True), *Image.objects.values_list("row", flat=True)}
    assert told == set(range(1, N + 1))
