"""
Imports at size: `./run bench import --rows 1000000`.

A clean table beside bare COPY of the same rows into the same indexed tables; a table with 20 % repeated rows and 1 %
that are no pairs; the same killed (-9) at ten random points and gone on with: it must end as the one that was left
alone, which a digest over every row tells. Each part has a database of its own. Parts that are done stand in
var/bench/import.json; stopped, the same command goes on with the rest (`--fresh` begins anew). Exit code 1: the ends
differ.

`./run bench import --pictures 500` takes so many JPEG and so many PNG through the whole of it instead, and says where
the time of one picture goes.
"""

# ruff: noqa: N999  the word that follows `./run bench`; it is run, never imported

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from bench.arrivals import commands, pictures, places, tables
from bench.arrivals.commands import Spent
from bench.arrivals.tables import Recipe
from jdb_site.frontdoor import environments, programs
from jdb_site.frontdoor.paths import ROOT, VAR

PLACE, RESULT = VAR / "bench" / "import", VAR / "bench" / "import.json"
DUMP = PLACE / "copied"

Facts = dict[str, Any]
Part = Callable[[argparse.Namespace, Facts], Facts]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench import", allow_abbrev=False)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of each table (1,000,000)")
    parser.add_argument("--kills", type=int, default=10, help="how often the last import is killed (10)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", choices=sorted(PARTS), action="append", help="only this part; may be given again")
    parser.add_argument("--pictures", type=int, default=0, metavar="N", help="N JPEG and N PNG instead of tables")
    parser.add_argument("--fresh", action="store_true", help="forget the parts that are done")
    return parser.parse_args()


def clean(asked: argparse.Namespace, _found: Facts) -> Facts:
    """Pairs with a prompt each, then COPY of what they became."""
    folder = tables.tree(PLACE, Recipe(asked.rows, asked.seed))
    with places.place("bench_clean") as place:
        spent = commands.watched(place, folder, "--rows-only")
        try:
            copied = places.copied(place, DUMP)
        finally:
            shutil.rmtree(DUMP, ignore_errors=True)
        return {**asdict(spent), "copied": copied, "mb": place.n_bytes() / 1e6}


def shared(asked: argparse.Namespace, _found: Facts) -> Facts:
    """Pairs of which several share a prompt, as many as in JourneyDB's train split: 4,429,295 to 1,701,935."""
    folder = tables.tree(PLACE, Recipe(asked.rows, asked.seed, images_a_prompt=2.6))
    with places.place("bench_shared") as place:
        return asdict(commands.watched(place, folder, "--rows-only"))


def dirty(asked: argparse.Namespace, _found: Facts) -> Facts:
    """Repeated rows and rows that are no pairs; and once again, when every pair is known."""
    folder = tables.tree(PLACE, spoilt(asked))
    with places.place("bench_dirty") as place:
        spent = commands.watched(place, folder, "--rows-only")
        digest = place.digest()
        again = commands.watched(place, folder, "--rows-only")
        return {**asdict(spent), "digest": digest, "again": asdict(again)}


def killed(asked: argparse.Namespace, found: Facts) -> Facts:
    """The dirty table, killed at random and gone on with."""
    folder, chance = tables.tree(PLACE, spoilt(asked)), random.Random(f"kills {asked.seed}")
    at = sorted(chance.sample(range(asked.rows * 19 // 20), asked.kills))
    with places.place("bench_killed") as place:
        seen = commands.killed(place, folder, at, chance, "--rows-only")
        digest = place.digest()
    return {"killed_at": seen, "digest": digest, "same": digest == found.get("dirty", {}).get("digest")}


def spoilt(asked: argparse.Namespace) -> Recipe:
    return Recipe(asked.rows, asked.seed, repeated=0.2, bad=0.01)


PARTS: dict[str, Part] = {"clean": clean, "shared": shared, "dirty": dirty, "killed": killed}


def checkpoint(asked: argparse.Namespace) -> Facts:
    """What is done of the run that was asked for alike."""
    same = {"rows": asked.rows, "kills": asked.kills, "seed": asked.seed}
    if RESULT.is_file() and not asked.fresh:
        found: Facts = json.loads(RESULT.read_text())
        if found["asked"] == same:
            return found
    return {"asked": same}


def save(found: Facts) -> None:
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    fresh = RESULT.with_suffix(".new")
    fresh.write_text(json.dumps(found, indent=2) + "\n")
    fresh.replace(RESULT)


def told(found: Facts) -> str:
    """The parts as a table."""
    rows = found["asked"]["rows"]
    lines = ["| | s | rows/s | CPU of client, s | of PostgreSQL, s | peak MB |", "|---|---|---|---|---|---|"]
    lines += [line(name, rows, found[name]) for name in ("clean", "shared", "dirty") if name in found]
    if "dirty" in found:
        lines.append(line("dirty, again", rows, found["dirty"]["again"]))
    if "clean" in found:
        copied = found["clean"]["copied"]
        total = sum(copied.values())
        lines += [
            f"| bare COPY | {total:.1f} | {rows / total:,.0f} | | | |",
            f"The import has {total / found['clean']['seconds']:.0%} of the speed of COPY ("
            + ", ".join(f"{table.removeprefix('dataset_')} {seconds:.1f}" for table, seconds in copied.items())
            + f"); {found['clean']['mb']:,.0f} MB in the database.",
        ]
    if "killed" in found:
        same = "the same end" if found["killed"]["same"] else "ANOTHER END"
        lines.append(f"killed at {found['killed']['killed_at']}: {same}")
    return "\n".join(lines)


def line(name: str, rows: int, found: Facts) -> str:
    spent = Spent(**{key: found[key] for key in Spent.__dataclass_fields__})
    return (
        f"| {name} | {spent.seconds:.1f} | {rows / spent.seconds:,.0f} | {spent.client_cpu:.1f} |"
        f" {spent.server_cpu:.1f} | {spent.peak_mb:.0f} |"
    )


def run(asked: argparse.Namespace) -> int:
    found = checkpoint(asked)
    print(f"load before: {os.getloadavg()[0]:.1f}; results go to {RESULT.relative_to(ROOT)}", flush=True)
    for name, part in PARTS.items():
        if name in (asked.part or PARTS) and name not in found:
            print(f"{name}: {(part.__doc__ or '').splitlines()[0]}", flush=True)
            found[name] = part(asked, found)
            save(found)
    print(told(found))
    return 0 if found.get("killed", {}).get("same", True) else 1


def main() -> int:
    """Make the tables, measure, tell."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)  # whoever started us may have ignored them
    asked = arguments()
    subprocess.run(programs.manage("migrate", "-v0"), env=environments.as_owner(os.environ), cwd=ROOT, check=True)
    try:
        return pictures.told(PLACE, asked.pictures) if asked.pictures else run(asked)
    except KeyboardInterrupt:
        print("stopped; the same command goes on with the parts that are left")
        return 130


if __name__ == "__main__":
    sys.exit(main())
