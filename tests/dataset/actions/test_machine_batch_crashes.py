"""A sweep whose process dies at every arrow between its states: no question is sent twice, and none is lost."""

import inspect
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection
from django.utils import timezone
from openai import OpenAI
from pytest_django.fixtures import Settings

from dataset.actions import machine_shards
from dataset.actions.machine_windows import server_of
from dataset.choices import JobState, ShardState
from dataset.gateways import hands
from dataset.gateways.batch_servers import BatchServer, Told
from dataset.models import Annotation, MachineJob, MachineRun, MachineShard, ModelProfile
from jdb_site.stand_in import StandIn
from tests.dataset.sweeps import begun, billed, few, fresh, ids, look, profile, shards, spent, states

pytestmark = pytest.mark.django_db

# Where a process can die: before and after each word with the server, and wherever the clock is read for a row.
ARROWS = {
    *(f"{when} {act}" for act in ("find_file", "upload", "listed", "create", "download", "delete")
      for when in ("before", "after")),
    *(f"clock in {act}" for act in ("make", "fill", "send", "order", "take_in", "ingest", "reconcile", "work")),
}  # fmt: skip


class Died(Exception):
    """The process is gone."""


class Fate:
    """Lets the process die once at each place that it comes to."""

    def __init__(self) -> None:
        self.met: Counter[str] = Counter()

    def pass_by(self, place: str) -> None:
        self.met[place] += 1
        if self.met[place] == 1:
            raise Died(place)

    def clock(self) -> datetime:
        caller = inspect.currentframe()
        assert caller is not None
        assert caller.f_back is not None
        self.pass_by(f"clock in {caller.f_back.f_code.co_name}")
        return timezone.now()

    @contextmanager
    def around(self, act: str) -> Iterator[None]:
        self.pass_by(f"before {act}")
        yield
        self.pass_by(f"after {act}")


class Mortal(BatchServer):
    """The real thing, with a process that dies before and after each word."""

    def __init__(self, one: ModelProfile, fate: Fate) -> None:
        super().__init__(server_of(one))
        self.fate = fate

    def find_file(self, name: str) -> str | None:
        with self.fate.around("find_file"):
            return super().find_file(name)

    def upload(self, path: Path, name: str) -> str:
        with self.fate.around("upload"):
            return super().upload(path, name)

    def create(self, file_id: str, metadata: dict[str, str]) -> Told:
        with self.fate.around("create"):
            return super().create(file_id, metadata)

    def listed(self, since: datetime) -> Iterator[Told]:
        with self.fate.around("listed"):
            found = [*super().listed(since)]
        return iter(found)

    def download(self, file_id: str, path: Path) -> None:
        with self.fate.around("download"):
            super().download(file_id, path)

    def delete(self, file_id: str) -> None:
        with self.fate.around("delete"):
            super().delete(file_id)


def live_through(run: MachineRun, fate: Fate, settings: Settings, *, moved: bool) -> list[str]:
    """Look until nothing is left to do, by a new process after each death, perhaps on another machine."""
    deaths = []
    for _ in range(100):
        try:
            look(run, server_of=lambda one: Mortal(one, fate), clock=fate.clock, limits=few(2, at_once=1))
        except Died as died:
            deaths.append(str(died))
            if moved:
                shutil.rmtree(settings.SHARD_ROOT, ignore_errors=True)
        if {*shards(run, "state")} == {ShardState.RECONCILED} and states(run) == {JobState.DONE: 3}:
            break
    return deaths


@pytest.mark.parametrize("moved", [False, True])
def test_a_process_that_dies_at_every_arrow_sends_nothing_twice_and_loses_nothing(
    server: StandIn, settings: Settings, *, moved: bool
) -> None:
    run = begun(3, profile(server))

    deaths = live_through(run, Fate(), settings, moved=moved)

    assert {*deaths} == ARROWS
    assert states(run) == {JobState.DONE: 3}
    assert shards(run, "state", "n_lines", "n_answered") == [
        (ShardState.RECONCILED, 2, 2),
        (ShardState.RECONCILED, 1, 1),
    ]
    ledger = server.ledger()
    assert ledger["custom_ids"] == dict.fromkeys(ids(run), 1)
    assert Annotation.objects.count() == 3
    budget = fresh(run).budget
    assert (budget.reserved_amount, budget.spent_amount) == (Decimal(0), billed(ledger["models"]["stand-in"]))
    assert spent(run) == budget.spent_amount
    with OpenAI(api_key="any", base_url=server.base_url) as client:
        keys = [(batch.metadata or {}).get("strikeout_shard") for batch in client.batches.list()]
        assert client.files.list().data == []
    assert sorted(map(str, keys)) == sorted(map(str, shards(run, "key")))


def test_a_batch_that_somebody_ordered_besides_is_cancelled(server: StandIn) -> None:
    server.mode("slow_steps", polls=2)
    run = begun(2, profile(server))
    look(run)
    with OpenAI(api_key="any", base_url=server.base_url) as client:
        [first] = client.batches.list().data
        stray = client.batches.create(
            input_file_id=first.input_file_id,
            endpoint="/v1/chat/completions",
            completion_window="24h",
            metadata=first.metadata,
        )

        look(run)

        assert client.batches.retrieve(stray.id).status in {"cancelling", "cancelled"}
    for _ in range(9):
        look(run, later=timedelta(minutes=1))
    assert states(run) == {JobState.DONE: 2}


def test_another_process_of_the_same_profile_is_left_to_its_work(server: StandIn) -> None:
    run = begun(2, profile(server))
    held, over = Event(), Event()

    def elsewhere() -> None:
        with hands.alone(hands.PROFILE, run.profile_id) as mine:
            assert mine
            held.set()
            over.wait(30)
        connection.close()

    other = Thread(target=elsewhere)
    other.start()
    held.wait(30)

    assert (look(run), shards(run, "pk")) == ("", [])

    over.set()
    other.join()
    look(run)
    assert states(run) == {JobState.SENT: 2}


def test_a_file_whose_filling_was_broken_off_after_its_last_question_goes_out(server: StandIn) -> None:
    run = begun(2, profile(server))
    server.mode("500", on=["files"])
    look(run)
    MachineShard.objects.update(state=ShardState.FILLING)
    server.mode("ok")

    look(run)
    look(run)

    assert (shards(run, "state", "n_lines"), states(run)) == ([(ShardState.RECONCILED, 2)], {JobState.DONE: 2})


def test_a_file_that_was_sent_before_it_was_written_anew_is_not_taken_for_it(server: StandIn) -> None:
    run = begun(2, profile(server))

    class Dying(BatchServer):
        def upload(self, path: Path, name: str) -> str:
            super().upload(path, name)
            raise Died

    with pytest.raises(Died):
        look(run, server_of=lambda one: Dying(server_of(one)))
    MachineJob.objects.filter(pk=MachineJob.objects.earliest("pk").pk).update(sent_sha256=b"another")
    machine_shards.place(run.shards.get()).write_bytes(b"of an older day\n")
    for _ in range(3):
        look(run)

    assert shards(run, "state", "n_lines", "n_strange") == [(ShardState.RECONCILED, 1, 0)] * 2
    assert server.ledger()["custom_ids"] == dict.fromkeys(ids(run), 1)
