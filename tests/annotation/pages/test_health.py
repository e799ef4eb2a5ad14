"""The health page says which part is not well, and says it at once also while Redis hangs."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.conf import settings as given
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from annotation.choices import PulseKind
from annotation.models import Pulse
from dataset.gateways import brokers
from tests.dataset.gateways.test_brokers import HANGS, silent
from tests.factories import ExportRunFactory, MachineRunFactory, ModelProfileFactory, PulseFactory

pytestmark = pytest.mark.django_db
QUEUES = ["default", "media", "models"]


@pytest.fixture(autouse=True)
def _roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever room there is where the tests run."""
    monkeypatch.setattr("annotation.rules.conditions.is_low", lambda **_: False)


def now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def all_alive(n: int = 1) -> None:
    """Workers and a clock that rang for everything, heard in a moment from now, so that they stay alive for a while."""
    heard, rang = now() + timedelta(minutes=1), now().isoformat()
    ticks = {entry["task"]: rang for entry in given.CELERY_BEAT_SCHEDULE.values()}
    at = [{"task": "dataset.tasks.ask_models", "since": "2026-11-23T09:00:00+00:00"}]
    for _ in range(n):
        PulseFactory(queues=QUEUES, in_hand=at, beat_at=heard, began_at=heard, version=given.BUILD)
    PulseFactory(kind=PulseKind.BEAT, name="beat@here", queues=[], ticks=ticks, beat_at=heard, began_at=heard)


def problems(page: str) -> list[str]:
    return re.findall(r"<strong>([^<]+)</strong>", page)


@pytest.mark.parametrize("address", ["/health/", "/health/live/"])
@pytest.mark.parametrize("n", [1, 3])
def test_the_page_takes_eleven_queries_however_much_there_is(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int, address: str
) -> None:
    all_alive(n)
    for _ in range(n):
        MachineRunFactory()
        ExportRunFactory()

    # Version, pulses; eight tables of work, models.
    with django_assert_num_queries(11):
        answer = by_manager.get(address)

    found = answer.context["now"]
    assert [one.n for one in found.backlogs if one.what in {"runs of models", "exports"}] == [n, n]
    assert (len(found.processes), len(found.models)) == (n + 1, n)


def test_when_all_is_well_it_says_so_and_what_each_process_is_at(by_manager: Client) -> None:
    all_alive()

    page = by_manager.get("/health/").content.decode()

    assert (problems(page), "All is well." in page) == ([], True)
    assert "<td>ask models since 09:00:00</td>" in page
    assert re.search(r"<dd>PostgreSQL \d", page)
    assert re.search(r"<dd>(Redis|Valkey) \d", page)


def test_what_is_dead_silent_late_or_of_another_build_is_named(by_manager: Client) -> None:
    long_ago = now() - timedelta(hours=5)
    PulseFactory(name="default@here", queues=["default"], beat_at=now() + timedelta(minutes=1), version="before")
    PulseFactory(name="media@here", queues=["media", "models"], beat_at=long_ago)
    PulseFactory(kind=PulseKind.BEAT, queues=[], beat_at=now() + timedelta(minutes=1), began_at=now())
    Pulse.objects.filter(kind=PulseKind.BEAT).update(
        ticks={given.CELERY_BEAT_SCHEDULE["leases"]["task"]: long_ago.isoformat()}
    )

    page = by_manager.get("/health/").content.decode()

    assert problems(page) == [
        "No worker serves the queue media. Pictures, imports and exports wait.",
        "No worker serves the queue models. Runs that ask models wait.",
        "The clock did not ring for leases in time; it does every 30 s.",
        "default@here runs another build (before) than this server.",
    ]
    assert "silent since" in page
    assert "<code>docker compose up --detach models</code>" in page


def test_a_clock_that_is_not_heard_is_a_problem_of_its_own(by_manager: Client) -> None:
    PulseFactory(queues=QUEUES, beat_at=now() + timedelta(minutes=1))

    found = by_manager.get("/api/v1/health").json()

    assert [one["what"].partition(".")[0] for one in found["problems"]] == ["The clock (Celery beat) is not alive"]
    assert not found["is_well"]


def test_a_redis_that_hangs_is_told_in_words(by_manager: Client, settings: Settings) -> None:
    all_alive()
    with silent() as url:
        settings.CELERY_BROKER_URL = url
        page = by_manager.get("/health/live/").content.decode()
        brokers._silent.clear()

    [said] = problems(page)
    assert said.startswith(f"Redis (broker) {HANGS}. Nothing is asked of workers meanwhile")
    assert "Nobody can tell while Redis gives no answer." in page


def test_a_poll_is_told_that_nothing_changed(by_manager: Client) -> None:
    all_alive()
    first = by_manager.get("/health/live/")

    again = by_manager.get("/health/live/", headers={"If-None-Match": first["ETag"]})
    PulseFactory(name="media@there")
    changed = by_manager.get("/health/live/", headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, changed.status_code) == (200, 304, 200)


def test_a_stand_in_is_named_as_such(by_manager: Client) -> None:
    all_alive()
    MachineRunFactory(profile=ModelProfileFactory(name="demo", model="stand-in"))
    MachineRunFactory(profile=ModelProfileFactory(name="true", model="a-model"))

    found = by_manager.get("/api/v1/health").json()["models"]
    page = by_manager.get("/health/").content.decode()

    assert [(one["name"], one["is_stand_in"]) for one in found] == [("demo", True), ("true", False)]
    assert page.count("a stand-in, no model") == 1


def test_programs_are_told_the_same(by_manager: Client) -> None:
    all_alive()

    found = by_manager.get("/api/v1/health").json()

    assert (found["is_well"], found["problems"]) == (True, [])
    [worker] = [one for one in found["processes"] if one["process"] == "worker"]
    since = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert [(one["task"], datetime.fromisoformat(one["since"])) for one in worker["in_hand"]] == [
        ("dataset.tasks.ask_models", since)
    ]
    assert {*found["redis"]["broker"]["queues"]} == {*QUEUES, "scores"}
    assert {one["name"] for one in found["ticks"]} == {*given.CELERY_BEAT_SCHEDULE}
    assert not any(one["is_late"] for one in found["ticks"])


def test_the_command_ends_with_one_when_something_is_wrong() -> None:
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match=r"^4 things are wrong\.$"):
        call_command("health", stdout=out, stderr=err)
    assert err.getvalue().count("No worker serves the queue") == 3

    all_alive()
    call_command("health", stdout=out)

    assert out.getvalue().endswith("All is well.\n")
    assert "ask_models" in out.getvalue()
