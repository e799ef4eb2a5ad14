"""
Prompts asked of a model by the Batch API, in files of full size: `./run bench sweeps --prompts 50000`.

The stand-in answers, in a process of its own. One process of ours fills the files, sends them and takes the results
in, as the tick of batches does. It prints the CPU and time of both halves for a job, beside them what it costs to
send and read the same files with nothing kept, the sizes of the files, and the most memory that was held. All of it
stands in var/bench/sweeps.json; exit code 1: the sweep did not end as it must.
"""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import django

from bench.cycles.databases import migrate
from bench.machines import Facts, ledger, own_cpu, stand_in
from jdb_site.frontdoor.paths import VAR

if TYPE_CHECKING:
    from dataset.actions.machine_batches import Outside
    from dataset.models import MachineRun

EVERY = 0.2  # seconds between two looks
RESULT = VAR / "bench" / "sweeps.json"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench sweeps", allow_abbrev=False)
    parser.add_argument("--prompts", type=int, default=40_000, help="prompts to ask about, in one file (40,000)")
    return parser.parse_args()


def metered(work: Callable[[], Any], n: int) -> Facts:
    """What something costs this process for each of n jobs, and the most memory that it held until then."""
    began, before = time.monotonic(), own_cpu()
    work()
    seconds, spent = time.monotonic() - began, own_cpu() - before
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {"seconds": seconds, "per_second": n / seconds, "cpu_ms": 1000 * spent / n, "most_mb": most}


def send(run: "MachineRun", outside: "Outside") -> None:
    """Make the jobs, fill the file, order its batch."""
    from dataset.actions import machine_batches, machine_runs  # noqa: PLC0415  settings must be there

    while machine_runs.build(run_id=run.pk, now=outside.clock()):
        pass
    tell(machine_batches.work(profile_id=run.profile_id, outside=outside))


def bare(base_url: str, run: "MachineRun") -> None:
    """The client alone: the file sent once more, and what was answered to the first read, with nothing kept."""
    from dataset.actions.machine_polls import SKEW  # noqa: PLC0415  settings must be there
    from dataset.gateways import shard_files  # noqa: PLC0415
    from dataset.gateways.batch_servers import BatchServer  # noqa: PLC0415
    from dataset.gateways.language_models import Server  # noqa: PLC0415

    server, [shard] = BatchServer(Server(base_url, "")), run.shards.all()
    since = run.created_at - SKEW
    path = shard_files.place(f"{shard.key}.jsonl")
    server.delete(server.upload(path, "bare.jsonl"))
    [told] = [one for one in server.listed(since) if one.batch_id == shard.batch_id]
    results = shard_files.place("bare")
    while not told.output_file_id:
        time.sleep(EVERY)
        [told] = [one for one in server.listed(since) if one.batch_id == shard.batch_id]
    server.download(told.output_file_id, results)
    for _, line in shard_files.read([results]):
        assert not isinstance(line, str), line
    server.close()


def take_in(run: "MachineRun", outside: "Outside") -> None:
    """Look after the batch until everything is answered."""
    from bench.asking import checks  # noqa: PLC0415  settings must be there
    from dataset.actions import machine_batches, machine_runs  # noqa: PLC0415

    while not checks.is_over(run):
        tell(machine_batches.work(profile_id=run.profile_id, outside=outside))
        machine_runs.finish(now=outside.clock())
        time.sleep(EVERY)


def tell(trouble: str) -> None:
    if trouble:
        print(trouble, file=sys.stderr)


def main() -> int:
    asked = arguments()
    migrate(os.environ)
    with TemporaryDirectory() as folder:
        os.environ["SHARD_ROOT"] = folder
        django.setup()
        from django.utils import timezone  # noqa: PLC0415

        from bench.asking import checks, prompts  # noqa: PLC0415  settings must be there
        from dataset.actions.machine_batches import Outside  # noqa: PLC0415
        from dataset.actions.machine_windows import server_of  # noqa: PLC0415
        from dataset.choices import Transport  # noqa: PLC0415
        from dataset.gateways.batch_servers import BatchServer  # noqa: PLC0415

        prompts.fill(asked.prompts)
        with stand_in("ok") as (base_url, _):
            cap, now = Decimal(1_000_000), timezone.now()
            run = prompts.begin(base_url, cap=cap, now=now, transports=[Transport.BATCH], enqueued_tokens=10**9)
            outside, n = Outside(lambda it: BatchServer(server_of(it)), timezone.now), asked.prompts
            found: Facts = {"asked": vars(asked), "load_before": os.getloadavg()}
            found["send"] = metered(lambda: send(run, outside), n)
            found["files_mb"] = [n_bytes / 1e6 for n_bytes in run.shards.values_list("n_bytes", flat=True)]
            found["bare"] = metered(lambda: bare(base_url, run), n)
            found["take_in"] = metered(lambda: take_in(run, outside), n)
            theirs = checks.told(ledger(base_url))
    ours, problems = checks.counted(), [*checks.problems(run, n)]
    if ours != theirs:
        problems.append(f"we counted {ours}, the server {theirs}")
    found |= {"load_after": os.getloadavg(), "tokens": ours, "server": theirs, "problems": problems}
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(found, indent=2) + "\n")
    print(f"\n{json.dumps(found, indent=2)}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
