"""
The queue under a long siege: `./run bench queue --claims 100000 --clients 200 --time-limit 3600`.

Clients and web workers are killed at random, PostgreSQL is restarted in the middle, now politely, now by a crash, and
the batch asks now fewer, now more opinions.
Its servers keep their data in var/bench/queue and every act is in a log, so a run that was stopped (ctrl-C, time limit)
goes on where it was when it is started again; `--fresh` begins anew. The verdict stands in var/bench/queue.json.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from jdb_site.frontdoor import clusters, environments, processes, programs, servers
from jdb_site.frontdoor.children import Children
from jdb_site.frontdoor.paths import ROOT, VAR, DataFolder

if TYPE_CHECKING:
    from bench.crowd.crews import Crew, Web

PLACE, RESULT = VAR / "bench" / "queue", VAR / "bench" / "queue.json"
OPINIONS, N_PROCESSES, MARGIN = 2, 8, 5.0
CLIENT_DIES, WORKER_DIES, DATABASE_DIES, OVERLAP_CHANGES = 4.0, 10.0, 120.0, 60.0  # seconds between two, on average


@dataclass
class Progress:
    """The checkpoint: what was asked for, how far it came, what was done to it."""

    claims: int
    clients: int
    seed: int
    began: str
    seconds: float = 0.0
    n_claims: int = 0
    n_judgments: int = 0
    n_waiting: int = -1
    clients_killed: int = 0
    workers_killed: int = 0
    database_restarts: int = 0
    overlap_changes: int = 0
    n_no_work: int = 0
    verdict: str = "unfinished"
    problems: list[str] = field(default_factory=list)

    def save(self) -> None:
        RESULT.parent.mkdir(parents=True, exist_ok=True)
        fresh = RESULT.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self), indent=2) + "\n")
        fresh.replace(RESULT)


class Database:
    """Embedded servers of our own, whose PostgreSQL may be restarted."""

    def __init__(self) -> None:
        folder = DataFolder(PLACE / "servers")
        folder.make()
        self.children = Children(folder)
        self.children.end_stale()
        self.servers = servers.servers(folder, {**clusters.LASTING, "max_connections": "100"}, lasting=True)
        self.servers.start(self.children)
        self.servers.wait(self.children)
        self.env = environments.development(folder, self.servers.environment())

    def restart(self, number: int) -> None:
        """Stop PostgreSQL by the signal (SIGQUIT is a crash), start it and wait for its answer."""
        [child] = [child for child in self.children.running if child.spec.name == "postgres"]
        processes.send(child.process.pid, number)
        child.popen.wait()
        self.children.running.remove(child)
        self.servers.cluster.start(self.children)
        if not processes.wait_for(self.servers.cluster.ready, 60):
            raise clusters.NoServer(self.servers.cluster.why())


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench queue", allow_abbrev=False)
    parser.add_argument("--claims", type=int, default=3000, help="at least so many pairs are given out (3000)")
    parser.add_argument("--clients", type=int, default=200, help="tabs that work at once, two a person (200)")
    parser.add_argument("--time-limit", type=float, default=600, metavar="S", help="stop after S seconds (600)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fresh", action="store_true", help="forget an unfinished run")
    return parser.parse_args()


def checkpoint(asked: argparse.Namespace) -> Progress:
    """The unfinished run that was asked for alike, or a new one with empty folders."""
    if RESULT.exists() and PLACE.exists() and not asked.fresh:
        found = Progress(**json.loads(RESULT.read_text()))
        alike = (found.claims, found.clients, found.seed) == (asked.claims, asked.clients, asked.seed)
        if found.verdict == "unfinished" and alike and found.n_waiting != -1:
            return found
    servers.forget(DataFolder(PLACE / "servers"))
    shutil.rmtree(PLACE, ignore_errors=True)
    (PLACE / "logs").mkdir(parents=True)
    return Progress(asked.claims, asked.clients, asked.seed, datetime.now(UTC).isoformat(timespec="seconds"))


def prepare(progress: Progress) -> dict[int, str]:
    """The batch and its people, made once; their sessions, made anew."""
    import psycopg  # noqa: PLC0415  the environment must be set first

    from annotation.models import Annotator  # noqa: PLC0415
    from bench.crowd import history, people  # noqa: PLC0415

    if progress.n_waiting == -1:
        staff = people.annotators(progress.clients // 2)
        people.open_batch("siege", -(-progress.claims // OPINIONS), staff)
        with psycopg.connect(os.environ["DATABASE_ADMIN_URL"], autocommit=True) as admin:
            history.install(admin)
        count(progress)
        progress.save()
    return people.sessions(list(Annotator.objects.select_related("user")))


def count(progress: Progress) -> None:
    """How far it is, by the rows."""
    from annotation.choices import PairState, SlotState  # noqa: PLC0415
    from annotation.models import BatchPair, Judgment, Meeting, Slot  # noqa: PLC0415

    open_pairs = BatchPair.objects.filter(state=PairState.OPEN).count()
    held = Slot.objects.filter(state__in=[SlotState.OPEN, SlotState.LEASED]).count()
    progress.n_waiting = open_pairs + held
    progress.n_claims, progress.n_judgments = Meeting.objects.count(), Judgment.objects.count()


def besiege(progress: Progress, database: Database, crew: "Crew", web: "Web", limit: float) -> bool:
    """Kill, restart and ask otherwise at random until all is judged, or time is up; whether all is judged."""
    from django.db import connection  # noqa: PLC0415

    from bench.crowd import overlap  # noqa: PLC0415

    chance, began, before = random.Random(f"{progress.seed} {progress.seconds}"), time.monotonic(), progress.seconds
    clients, workers, restarts = progress.clients_killed, progress.workers_killed, progress.database_restarts
    while progress.n_waiting and time.monotonic() - began < limit:
        time.sleep(1)
        if chance.random() < 1 / CLIENT_DIES:
            crew.kill_one()
        if chance.random() < 1 / WORKER_DIES:
            web.kill_one(chance)
        restart_due = restarts == progress.database_restarts and progress.n_judgments > progress.claims / 2
        if restart_due or chance.random() < 1 / DATABASE_DIES:
            connection.close()
            database.restart(chance.choice([signal.SIGINT, signal.SIGQUIT]))
            progress.database_restarts += 1
        if chance.random() < 1 / OVERLAP_CHANGES:
            wanted = chance.randint(OPINIONS, 3)
            overlap.order(wanted, chance.randint(wanted, 5), f"order {progress.overlap_changes}")
            progress.overlap_changes += 1
        overlap.go_on()
        count(progress)
        progress.seconds = before + time.monotonic() - began
        progress.clients_killed, progress.workers_killed = clients + crew.n_killed, workers + web.n_killed
        progress.save()
        if int(progress.seconds) % 10 == 0:
            tell(progress)
    return progress.n_waiting == 0


def tell(progress: Progress) -> None:
    print(
        f"{progress.seconds:6.0f} s  {progress.n_claims} claims, {progress.n_judgments} judgments,"
        f" {progress.n_waiting} to do; killed {progress.clients_killed} client processes,"
        f" {progress.workers_killed} web workers; {progress.database_restarts} database restarts,"
        f" {progress.overlap_changes} changes of overlap",
        flush=True,
    )


def judge(progress: Progress, log: list[dict[str, Any]]) -> None:
    """The verdict, from the rows and what the clients noted."""
    import psycopg  # noqa: PLC0415

    from bench.crowd import checks, history  # noqa: PLC0415

    said = [event for event in log if event["event"] == "no_work"]
    with psycopg.connect(os.environ["DATABASE_ADMIN_URL"], autocommit=True) as admin:
        false = history.false_no_work(admin, said, MARGIN)
    told = [f"{event['who']} was told no_work while {one} was open" for event, one in false]
    progress.n_no_work = len(said)
    progress.problems = [*checks.problems(log), *told]
    progress.verdict = "broken" if progress.problems else "sound"
    progress.save()


def run(asked: argparse.Namespace, progress: Progress, database: Database) -> int:
    from bench.crowd.crews import Crew, logs, serving  # noqa: PLC0415
    from bench.crowd.tabs import Plan  # noqa: PLC0415

    sessions = prepare(progress)
    folder = PLACE / "logs"
    (folder / "stop").unlink(missing_ok=True)
    with serving(database.env, folder / "web.log") as web:
        crew = Crew(Plan(web.port, sessions, N_PROCESSES, 2, folder), random.Random(time.time_ns()))
        try:
            crew.start()
            finished = besiege(progress, database, crew, web, asked.time_limit)
            if finished:
                crew.finish()
        finally:
            crew.kill()
    tell(progress)
    if not finished:
        print("time is up; the same command goes on from here")
        return 2
    count(progress)
    judge(progress, logs(crew.plan))
    print(f"{progress.verdict}: {progress.n_claims} claims, {progress.n_no_work} times no_work (var/bench/queue.json)")
    print(*progress.problems[:20], sep="\n")
    return 0 if progress.verdict == "sound" else 1


def main() -> int:
    """Set up, run, stop whatever was started."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)  # whoever started us may have ignored them
    asked = arguments()
    progress = checkpoint(asked)
    database = Database()
    try:
        os.environ.update(database.env)
        migrate = {**os.environ, "DATABASE_URL": os.environ["DATABASE_OWNER_URL"]}
        subprocess.run(programs.manage("migrate", "-v0"), env=migrate, cwd=ROOT, check=True)
        import django  # noqa: PLC0415

        django.setup()
        return run(asked, progress, database)
    except KeyboardInterrupt:
        print("stopped; the same command goes on from here")
        return 130
    finally:
        database.children.stop()


if __name__ == "__main__":
    sys.exit(main())
