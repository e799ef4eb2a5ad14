"""A Redis that is away, hangs or forgets is told in words, at once."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import redis
from django.conf import settings

from dataset.gateways import brokers
from dataset.gateways.brokers import Told, is_one_server, look

HANGS = "takes connections and gives no answer: it hangs, or the network swallows what is sent"
AWAY = "cannot be reached: nothing listens there, or the network is cut"


@pytest.fixture(autouse=True)
def _nothing_known() -> Iterator[None]:
    brokers._silent.clear()
    yield
    brokers._silent.clear()


@contextmanager
def silent() -> Iterator[str]:
    """An address where connections are taken and nothing is ever said."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"


def test_one_that_answers_tells_its_version_and_what_waits() -> None:
    url = settings.CACHES["default"]["LOCATION"]
    line = redis.Redis.from_url(url)
    line.rpush("brokers-a", "1", "2")

    told = look(url, ["brokers-a", "brokers-b"])
    line.delete("brokers-a")

    assert (told.trouble, told.queues, told.n_in_hand) == ("", {"brokers-a": 2, "brokers-b": 0}, 0)
    assert told.version.split()[0] in {"Redis", "Valkey"}
    assert told.n_bytes > 100_000
    assert not told.may_forget


def test_where_nothing_listens_it_cannot_be_reached(tmp_path: Path) -> None:
    assert look(f"unix://{tmp_path}/nobody.sock") == Told(trouble=AWAY)


def test_one_that_hangs_is_waited_for_a_second_and_then_left_alone_for_some() -> None:
    with silent() as url:
        first = look(url)
        until, _ = brokers._silent[url]
        again = look(url)

    assert first == again == Told(trouble=HANGS)
    assert brokers._silent[url][0] == until


def test_what_it_refuses_is_told(tmp_path: Path) -> None:
    def refuse(listener: socket.socket) -> None:
        with suppress(OSError):
            while line := listener.accept()[0]:
                with line:
                    line.recv(4096)
                    line.sendall(b"-LOADING Redis is loading the dataset in memory\r\n" * 9)

    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "loading.sock"))
        listener.listen(1)
        threading.Thread(target=refuse, args=(listener,), daemon=True).start()

        assert look(f"unix://{tmp_path}/loading.sock").trouble == "reads its data still"


def test_one_that_evicts_keys_may_forget() -> None:
    assert [Told(policy=policy).may_forget for policy in ("", "noeviction", "allkeys-lru")] == [False, False, True]


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("redis://redis:6379/0", "redis://:word@redis/1", True),
        ("redis://redis:6379/0", "redis://cache:6379/0", False),
        ("redis://redis:6379/0", "redis://redis:6380/0", False),
        ("unix:///a.sock?db=0", "unix:///a.sock?db=1", True),
        ("redis+socket:///a.sock?virtual_host=0", "unix:///a.sock?db=1", True),
        ("unix:///a.sock", "unix:///b.sock", False),
    ],
)
def test_two_databases_of_one_server_are_one_server(first: str, second: str, *, alike: bool) -> None:
    assert is_one_server(first, second) is alike
