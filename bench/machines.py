"""
Prompts asked of a model by real workers: `./run bench machines --prompts 100000`.

The stand-in answers, in a process of its own. First the bare client asks it the same questions, with nothing kept: what
the client's library and the stand-in cost by themselves. Then a run over all prompts, by workers as in production. It
prints jobs a second, the database's time and the CPU of each side for a job, and the memory of workers and database
each twentieth of the way. `--mode` and `--kill-every` make it a siege. All of it stands in var/bench/machines.json;
exit code 1: the run did not end as it must.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from bench.cycles import meters
from bench.cycles.databases import migrate
from jdb_site.frontdoor import programs
from jdb_site.frontdoor.paths import ROOT, VAR

if TYPE_CHECKING:
    from bench.asking.crews import Crew
    from dataset.models import MachineRun

RESULT = VAR / "bench" / "machines.json"
LONGEST = 5.0  # seconds between two looks, each of which counts rows
PARTS = 20  # samples of a run
ACTIVE = "SELECT active_time FROM pg_stat_database WHERE datname = current_database()"
BACKEND = "SELECT pg_backend_pid()"

Facts = dict[str, Any]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench machines", allow_abbrev=False)
    parser.add_argument("--prompts", type=int, default=100_000, help="prompts to ask about (100,000)")
    parser.add_argument("--workers", type=int, default=1, help="workers, of two processes each (1)")
    parser.add_argument("--bare", type=int, default=2_000, help="questions of the bare client (2,000)")
    parser.add_argument("--mode", default="ok", help="faults of the stand-in, as 429=0.05,500=0.03 (ok)")
    parser.add_argument("--kill-every", type=float, default=0, metavar="S", help="kill a worker each S seconds (never)")
    return parser.parse_args()


@contextmanager
def stand_in(mode: str) -> Iterator[tuple[str, int]]:
    """The stand-in in a process of its own: its base URL and its pid."""
    running = subprocess.Popen(programs.stand_in(0, mode), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        yield running.stdout.readline().strip(), running.pid
    finally:
        running.terminate()
        running.wait()


def bare(base_url: str, pid: int, n: int) -> Facts:
    """The client alone: questions as the run asks them, none of the answers read or kept."""
    from dataset.actions.machine_questions import compose  # noqa: PLC0415  settings must be there
    from dataset.actions.machine_runs import build  # noqa: PLC0415
    from dataset.gateways.language_models import Line, Server  # noqa: PLC0415
    from dataset.gateways.rate_limits import bucket  # noqa: PLC0415
    from dataset.models import MachineJob, MachineRun  # noqa: PLC0415

    run = MachineRun.objects.latest("pk")
    build(run_id=run.pk, now=run.created_at, limit=200)
    ids = [*MachineJob.objects.filter(run=run).values_list("pk", flat=True)[:200]]
    questions = [one.question for one in compose(run, ids, run.created_at)]
    line, turns = Line(), bucket("bare", 600_000, 1_000_000_000)
    server, began, before = Server(base_url, ""), time.monotonic(), (own_cpu(), meters.cpu([pid]))
    asked = islice(cycle(questions), n)
    while window := [*islice(asked, 50)]:
        line.ask(server, window, turns, 16)
    seconds, spent = time.monotonic() - began, (own_cpu() - before[0], meters.cpu([pid]) - before[1])
    line.close()
    return {"per_second": n / seconds, "client_ms": 1000 * spent[0] / n, "stand_in_ms": 1000 * spent[1] / n}


def own_cpu() -> float:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime


def watched(run: "MachineRun", crew: "Crew", pid: int, asked: argparse.Namespace) -> Facts:
    """The run, from its first job to its end."""
    from bench.asking import checks, memories  # noqa: PLC0415  settings must be there

    n, chance, samples = asked.prompts, random.Random(1), list[Facts]()
    while not (done := n_done(run)):
        time.sleep(0.1)
    before, began, first, killed_at = costs(crew, pid), time.monotonic(), done, time.monotonic()
    while not checks.is_over(run):
        time.sleep(min(LONGEST, max(1.0, n / 10_000)))
        done, seconds = n_done(run), time.monotonic() - began
        print(f"{done:,} of {n:,} ({(done - first) / seconds:.0f} a second)", end="\r", flush=True)
        if done >= n * (len(samples) + 1) / PARTS:
            held = memories.of(crew, postgres())
            samples.append({"done": done, "seconds": round(seconds), "load": os.getloadavg()[0], **held})
        if asked.kill_every and time.monotonic() - killed_at > asked.kill_every:
            crew.kill_one(chance)
            killed_at = time.monotonic()
    seconds, n_jobs = time.monotonic() - began, max(1, n_done(run) - first)
    spent = {f"{name}_ms": 1000 * (value - before[name]) / n_jobs for name, value in costs(crew, pid).items()}
    return {"seconds": seconds, "per_second": n_jobs / seconds, "killed": crew.n_killed, **spent, "samples": samples}


def n_done(run: "MachineRun") -> int:
    from dataset.models import MachineJob  # noqa: PLC0415  settings must be there

    return MachineJob.objects.filter(run=run, ended_at__isnull=False).count()


def costs(crew: "Crew", pid: int) -> dict[str, float]:
    """Seconds of CPU of each side until now, and the seconds that the database was at work for somebody."""
    from django.db import connection  # noqa: PLC0415  settings must be there

    with connection.cursor() as cursor:
        cursor.execute(ACTIVE)
        active = float(cursor.fetchone()[0]) / 1000
    workers = [one.pid for name, one in crew.running.items() if name != "clock"]
    return {
        "workers": meters.cpu(workers),
        "clock": meters.cpu([crew.running["clock"].pid]),
        "postgres": meters.cpu([postgres()]),
        "database_active": active,
        "stand_in": meters.cpu([pid]),
    }


def postgres() -> int:
    """The process that all of PostgreSQL's are below."""
    from django.db import connection  # noqa: PLC0415  settings must be there

    with connection.cursor() as cursor:
        cursor.execute(BACKEND)
        return meters.times()[cursor.fetchone()[0]].parent


def ledger(base_url: str) -> Facts:
    address = f"{base_url.removesuffix('/v1')}/stand-in/ledger"
    with urllib.request.urlopen(address) as response:  # noqa: S310  our own address
        found: Facts = json.load(response)
        return found


def main() -> int:
    asked = arguments()
    migrate(os.environ)
    django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from bench.asking import checks, crews, prompts  # noqa: PLC0415  settings must be there

    prompts.fill(asked.prompts)
    with stand_in(asked.mode) as (base_url, pid), tempfile.TemporaryDirectory() as folder:
        run = prompts.begin(base_url, cap=Decimal(1_000_000), now=timezone.now())
        found: Facts = {"asked": vars(asked), "load_before": os.getloadavg(), "bare": bare(base_url, pid, asked.bare)}
        before = ledger(base_url)
        with crews.at_work(asked.workers, os.environ, Path(folder)) as crew:
            found["run"] = watched(run, crew, pid, asked)
        told, bare_told = checks.told(ledger(base_url)), checks.told(before)
    problems = [*checks.problems(run, asked.prompts)]
    ours = checks.counted()
    theirs = {name: n - bare_told[name] for name, n in told.items()}
    if ours != theirs and not asked.kill_every:
        problems.append(f"we counted {ours}, the server {theirs}")
    found |= {"load_after": os.getloadavg(), "tokens": ours, "server": theirs, "problems": problems}
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(found, indent=2) + "\n")
    print(f"\n{json.dumps(found, indent=2)}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
