from collections.abc import Iterator

import pytest
from openai import OpenAI

from jdb_site.stand_in import StandIn


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with StandIn(seed=1) as server:
        yield server


@pytest.fixture
def client(stand_in: StandIn) -> Iterator[OpenAI]:
    with OpenAI(api_key="any", base_url=stand_in.base_url, max_retries=0, timeout=30) as client:
        yield client
