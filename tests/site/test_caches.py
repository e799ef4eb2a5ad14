"""The cache without Redis, and sessions that never need it."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test.client import Client
from pytest_django.fixtures import Settings

from jdb_site.caches import StandIn, redis_answers
from tests.conftest import SignIn
from tests.factories import AnnotatorFactory

BACKEND = "jdb_site.caches.StandIn"


@pytest.fixture
def _no_redis(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """The cache as it is when nothing listens where Redis was."""
    settings.CACHES = {"default": {"BACKEND": BACKEND, "LOCATION": f"unix://{tmp_path}/nobody.sock"}}
    yield
    caches["default"].clear()
    StandIn.away_until = 0.0


def test_with_redis_it_is_redis_that_keeps() -> None:
    kept, other = StandIn(caches["default"].redis._servers[0], {}), caches["default"]  # type: ignore[attr-defined]
    kept.set("a", 1)

    assert (other.get("a"), kept.memory.get("a"), redis_answers()) == (1, None, True)
    assert (kept.incr("a"), kept.touch("a", 9), kept.delete("a"), other.get("a")) == (2, True, True, None)


@pytest.mark.usefixtures("_no_redis")
def test_without_redis_the_process_remembers_by_itself() -> None:
    cache = caches["default"]

    assert cache.add("a", 1) is True
    assert cache.add("a", 2) is False
    assert (cache.get("a"), cache.incr("a"), cache.touch("a"), cache.delete("a")) == (1, 2, True, True)
    assert (cache.get("a", "none"), redis_answers()) == ("none", False)


def test_redis_is_asked_again_after_a_while(settings: Settings, tmp_path: Path) -> None:
    there = caches["default"].redis._servers[0]  # type: ignore[attr-defined]
    away = StandIn(f"unix://{tmp_path}/nobody.sock", {})
    away.set("b", "by myself")
    back = StandIn(there, {})

    assert back.get("b") == "by myself"
    StandIn.away_until = 0.0
    assert back.get("b") is None
    away.memory.clear()


def test_a_redis_that_hangs_is_waited_for_only_once(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "silent.sock"))
        silent.listen(0)
        cache = StandIn(f"unix://{tmp_path}/silent.sock", {})
        cache.set("c", 1)

        assert cache.get("c") == 1
        assert StandIn.away_until > 0
    cache.memory.clear()
    StandIn.away_until = 0.0


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_redis")
def test_people_sign_in_work_and_sign_out_without_redis(client: Client, signed_in: SignIn) -> None:
    person = AnnotatorFactory().user
    person.set_password("correct horse battery staple")
    person.save()

    answer = client.post("/accounts/login/", {"login": person.username, "password": "correct horse battery staple"})

    assert (answer.status_code, client.get("/work/").status_code) == (302, 200)
    assert client.post("/api/v1/claims", {"want": 1}, content_type="application/json").status_code == 200
    assert client.get("/readyz").json() == {"database": True, "redis": False}
    assert client.get("/readyz").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/me/").status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_redis")
def test_guesses_are_counted_without_redis(client: Client) -> None:
    person = AnnotatorFactory().user
    guess = {"login": person.username, "password": "wrong"}

    pages = [client.post("/accounts/login/", guess).content.decode() for _ in range(6)]

    assert ["Too many" in page for page in pages] == [False] * 5 + [True]
