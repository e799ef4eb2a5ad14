from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from jdb_site.stand_in import StandIn


@pytest.fixture
def server(settings: Settings, tmp_path: Path) -> Iterator[StandIn]:
    """A server in OpenAI's place; files of questions lie in a folder of the test."""
    settings.SHARD_ROOT = tmp_path / "shards"
    with StandIn(seed=1) as running:
        yield running
