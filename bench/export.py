"""
The export at size: `./run bench export --pairs 1000000`.

Settled pairs are made within the database, kept in var/bench/export and used again by the next run; a filling that was
stopped goes on where it was (`--fresh` begins anew). Then the real command writes the rows of all of them, watched for
seconds, CPU and memory; bare COPY of the same columns into a file stands beside it; and the command runs once more as
on another machine: other locale, zone and hash seed. The verdict, a line a budget, stands in var/bench/export.json
too; exit code 1: a budget is missed, or the bytes differ.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.arrivals.commands import Spent
from bench.settled.places import opened, watched
from jdb_site.frontdoor import programs, servers
from jdb_site.frontdoor.paths import ROOT, VAR, DataFolder

PLACE, RESULT = VAR / "bench" / "export", VAR / "bench" / "export.json"
SERVERS = DataFolder(PLACE / "servers")
MOST_SECONDS, MOST_COPIES, MOST_MB, PART = 30, 3, 300, 1 << 20
ELSEWHERE = {
    "PYTHONHASHSEED": "7",
    "TZ": "Asia/Seoul",
    "PGTZ": "America/Lima",
    "PGDATESTYLE": "German, DMY",
    "LC_ALL": "C",
    "LANG": "tr_TR",
    "PYTHONUTF8": "0",
}

Facts = dict[str, Any]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench export", allow_abbrev=False)
    parser.add_argument("--pairs", type=int, default=1_000_000, help="settled pairs (1,000,000)")
    parser.add_argument("--fresh", action="store_true", help="forget the pairs that are there")
    return parser.parse_args()


def fill(n_pairs: int) -> None:
    """Bring the corpus to so many pairs."""
    import psycopg  # noqa: PLC0415  the environment must be set first

    from bench.settled import filling  # noqa: PLC0415

    began = time.monotonic()
    with psycopg.connect(os.environ["DATABASE_ADMIN_URL"], autocommit=True) as admin:
        filling.fill(admin, n_pairs, lambda done, total: print(f"filled {done:,} of {total:,}", end="\r", flush=True))
    print(f"{n_pairs:,} settled pairs stand ready ({time.monotonic() - began:.0f} s)", flush=True)


def exported(target: Path, env: dict[str, str]) -> Spent:
    """The real command, watched to its end."""
    shutil.rmtree(target, ignore_errors=True)
    command = programs.manage("export_test_set", "--out", str(target), "--rows-only")
    return watched(command, env, SERVERS.postgres, SERVERS.logs / "export.log")


def copied(target: Path) -> float:
    """Seconds that bare COPY takes for the columns that the lines are made of, in the order of their files."""
    import psycopg  # noqa: PLC0415

    from dataset.gateways.snapshots import LIMITS  # noqa: PLC0415
    from dataset.queries import candidates  # noqa: PLC0415
    from dataset.rules.exported_ids import ranges  # noqa: PLC0415
    from dataset.rules.exports import ExportOptions  # noqa: PLC0415

    query, [every] = candidates.statement(ExportOptions()), ranges(1)
    began = time.perf_counter()
    with psycopg.connect(os.environ["DATABASE_URL"]) as own, own.cursor() as cursor, target.open("wb") as file:
        cursor.execute(LIMITS)
        with cursor.copy(f"COPY ({query}) TO STDOUT", candidates.parameters(ExportOptions(), every)) as found:
            file.writelines(found)
        file.flush()
        os.fsync(file.fileno())
    seconds = time.perf_counter() - began
    target.unlink()
    return seconds


def run(asked: argparse.Namespace, env: dict[str, str]) -> int:
    fill(asked.pairs)
    load = os.getloadavg()[0]
    first, second = PLACE / "first", PLACE / "second"
    spent = exported(first, env)
    baseline = copied(PLACE / "copied")
    elsewhere = exported(second, {**env, **ELSEWHERE})
    found: Facts = {
        "pairs": asked.pairs,
        "load": load,
        "export": asdict(spent),
        "copied": baseline,
        "elsewhere": asdict(elsewhere),
        "n_bytes": sum(path.stat().st_size for path in first.rglob("*") if path.is_file()),
        "same": (first / "SHA256SUMS").read_bytes() == (second / "SHA256SUMS").read_bytes(),
    }
    RESULT.write_text(json.dumps(found, indent=2) + "\n")
    print(told(found))
    for target in (first, second):
        shutil.rmtree(target)
    return 0 if kept(found) == [True] * 4 else 1


def kept(found: Facts) -> list[bool]:
    """Whether each budget is: time, which is of a million pairs, time beside bare COPY, memory, and the same bytes."""
    export, share = found["export"], found["pairs"] / 1_000_000
    return [
        export["seconds"] <= MOST_SECONDS * share,
        export["seconds"] <= MOST_COPIES * found["copied"],
        export["peak_mb"] <= MOST_MB,
        found["same"],
    ]


def told(found: Facts) -> str:
    """A table and the verdicts."""
    rows, copy = found["pairs"], found["copied"]
    lines = [
        f"load before: {found['load']:.1f}; {found['n_bytes'] / 1e9:.1f} GB written each time",
        "| | s | rows/s | CPU of client, s | of PostgreSQL, s | peak MB |\n|---|---|---|---|---|---|",
    ]
    for name, key in (("export", "export"), ("as on another machine", "elsewhere")):
        spent = Spent(**found[key])
        lines.append(
            f"| {name} | {spent.seconds:.1f} | {rows / spent.seconds:,.0f} | {spent.client_cpu:.1f} |"
            f" {spent.server_cpu:.1f} | {spent.peak_mb:.0f} |"
        )
    lines.append(f"| bare COPY | {copy:.1f} | {rows / copy:,.0f} | | | |")
    said = (f"≤ {MOST_SECONDS} s a million", f"≤ {MOST_COPIES} bare COPYs", f"≤ {MOST_MB} MB", "same bytes")
    lines += [f"{what}: {'kept' if holds else 'MISSED'}" for what, holds in zip(said, kept(found), strict=True)]
    return "\n".join(lines)


def main() -> int:
    """Set up, run, stop whatever was started."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)  # whoever started us may have ignored them
    asked = arguments()
    if asked.fresh:
        servers.forget(SERVERS)
    try:
        with opened(SERVERS) as env:
            os.environ.update(env)
            owner = {**env, "DATABASE_URL": env["DATABASE_OWNER_URL"]}
            subprocess.run(programs.manage("migrate", "-v0"), env=owner, cwd=ROOT, check=True)
            return run(asked, env)
    except KeyboardInterrupt:
        print("\nstopped; the same command goes on from here")
        return 130


if __name__ == "__main__":
    sys.exit(main())
