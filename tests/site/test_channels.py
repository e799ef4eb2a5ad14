"""A worker takes messages again after its connections died half-open, with all the places that it had."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import redis

from bench.asking.proxies import Proxy, by_port, by_socket
from jdb_site.celery import app
from jdb_site.channels import Patient, Places

SOON = {"socket_timeout": 0.2, "socket_connect_timeout": 0.2}


@pytest.fixture
def network() -> Iterator[Proxy]:
    """A network before the broker of these tests."""
    found = urlsplit(os.environ["CACHE_URL"])
    with Proxy(by_socket(found.path) if found.scheme == "unix" else by_port(found.port or 6379)) as proxy:
        yield proxy


@pytest.mark.parametrize("settle", ["ack", "reject"])
def test_a_message_whose_settlement_was_lost_gives_its_place_back(network: Proxy, settle: str) -> None:
    with Patient(f"redis://127.0.0.1:{network.port}/0", transport_options=SOON) as line:
        queue = line.SimpleQueue(f"places-{settle}")
        queue.put("a ring")
        message = queue.get(timeout=5)
        places = queue.channel.qos  # type: ignore[attr-defined]  # of virtual channels
        places.prefetch_count = 1
        assert (type(places), places.can_consume()) == (Places, False)
        network.half_open()

        with pytest.raises(redis.TimeoutError):
            getattr(message, settle)()

        assert places.can_consume()


def test_what_celery_connects_by_counts_so() -> None:
    with app.connection_for_read() as line:
        assert isinstance(line.default_channel.qos, Places)  # type: ignore[attr-defined]  # as above
