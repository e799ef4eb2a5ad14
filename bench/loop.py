"""
The loop of an annotator, submit with refill, through the real server: `./run bench loop --time-limit 480`.

Databases of 1,000, 100,000 and 1,000,000 pairs (two slots each) are filled once and kept in var/bench/loop; each run
works on copies. Clients with no think time share the cores with all that they measure; what they cost is in the table.
Beside it a bare Django view on the same server, and the same transactions in plain SQL. Results: var/bench/loop.json.
"""

import argparse
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.cycles import burdens, filling, meters, reports, runs, webs
from bench.cycles.databases import COPY, PLACE, SMALL, Servers, module
from bench.cycles.runs import Measured
from jdb_site.frontdoor import programs, servers
from jdb_site.frontdoor.paths import VAR, DataFolder

RESULT = VAR / "bench" / "loop.json"
MANY = 10**9
WARM = 2.0


@dataclass
class Bench:
    """What a run shares: its servers, what was asked, what was found."""

    servers: Servers
    asked: argparse.Namespace
    began: float = field(default_factory=time.monotonic)
    measured: list[Measured] = field(default_factory=list)

    def keep(self, one: Measured) -> None:
        self.measured.append(one)
        print(list(reports.rows([one]))[-1], flush=True)

    def time_is_up(self) -> bool:
        return bool(time.monotonic() - self.began > self.asked.time_limit)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench loop", allow_abbrev=False)
    parser.add_argument("--pairs", type=int, nargs="+", default=[1_000, 100_000, 1_000_000])
    parser.add_argument("--annotators", type=int, nargs="+", default=[1, 40, 200])
    parser.add_argument("--seconds", type=float, default=10, help="of a measurement (10); paced ones take six times")
    parser.add_argument("--time-limit", type=float, default=900, metavar="S", help="begin nothing later (900)")
    parser.add_argument("--fresh", action="store_true", help="fill the databases anew")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="parts to run (all)")
    return parser.parse_args()


def sessions(env: Mapping[str, str], first: int, count: int) -> list[str]:
    found: list[str] = json.loads(module(env, "bench.cycles.sessions", str(first), str(count)))
    return found


def cycles_at_most(pairs: int, annotators: int) -> int:
    """So many that the queue stays as it is in work: no round ends in an empty one."""
    return MANY if pairs > SMALL else pairs * 6 // 10 * min(2, annotators)


def loop(bench: Bench, pairs: int) -> None:
    """The cycle through the server, for each number of annotators; one answer asks for one pair."""
    with bench.servers.copy(pairs) as env, webs.serving(env, PLACE / "logs" / "web.log") as web:
        keys = sessions(env, 0, max(bench.asked.annotators))
        for n in bench.asked.annotators:
            through(bench, env, web, Measured("loop", pairs, n), keys[:n])
        through(bench, env, web, Measured("ten ahead", pairs, 40), keys[:40], refill=0)
        if pairs >= 2 * filling.JUDGED:
            [old, new] = sessions(env, filling.veteran() - 1, 2)
            for what, key in (("newcomer", new), ("veteran", old), ("newcomer", new), ("veteran", old)):
                through(bench, env, web, find(bench, what, pairs), [key])
        if pairs == max(bench.asked.pairs):
            statements(bench, env, web, keys[0])


def find(bench: Bench, what: str, pairs: int) -> Measured:
    """A measurement that goes on in a second round, so that neither comes always first."""
    kept = [one for one in bench.measured if (one.what, one.pairs) == (what, pairs)]
    bench.measured = [one for one in bench.measured if one not in kept]
    return kept[0] if kept else Measured(what, pairs, 1)


def through(
    bench: Bench, env: Mapping[str, str], web: tuple[int, int], into: Measured, keys: list[str], **plan: Any
) -> None:
    """Measure clients against the web server, warm; batches that empty quickly are filled again between rounds."""
    if bench.time_is_up():
        return
    seconds, before = bench.asked.seconds, into.seconds
    whole = {"port": web[0], "sessions": keys, "seconds": seconds, **plan}
    meter = metered(bench, web[1])
    small = into.pairs <= SMALL and "bare" not in plan
    limit = cycles_at_most(into.pairs, len(keys)) if small else MANY
    warm = Measured("warm", into.pairs, len(keys))
    runs.measure("bench.cycles.drivers", {**whole, "seconds": WARM, "cycles": min(limit, 1000)}, env, meter, warm)
    while into.seconds - before < seconds * 0.9:
        if small:
            bench.servers.empty(into.pairs)
        left = seconds - (into.seconds - before)
        runs.measure("bench.cycles.drivers", {**whole, "cycles": limit, "seconds": left}, env, meter, into)
    bench.keep(into)


def metered(bench: Bench, web: int) -> runs.Meter:
    return lambda: {"web": meters.cpu([web]) if web else 0.0, **bench.servers.cpu()}


def statements(bench: Bench, env: Mapping[str, str], web: tuple[int, int], key: str) -> None:
    """What one cycle says to the database, counted in its log."""
    n, one = 20, Measured("logged", 0, 1)
    with bench.servers.logging() as said:
        plan = {"port": web[0], "sessions": [key], "seconds": 60, "cycles": n}
        runs.measure("bench.cycles.drivers", plan, env, metered(bench, web[1]), one)
    ends = [text for text in said if text.startswith(("BEGIN", "COMMIT"))]
    print(f"statements a cycle: {(len(said) - len(ends)) / (n + 1):.1f}, and {len(ends) / (n + 1):.1f} BEGIN or COMMIT")


def bare(bench: Bench, pairs: int) -> None:
    """A view with one SELECT and one INSERT, on the same server."""
    with bench.servers.copy(pairs) as env, webs.serving(env, PLACE / "logs" / "bare.log", webs.BARE) as web:
        for n in bench.asked.annotators:
            through(bench, env, web, Measured("bare view", pairs, n), ["none"] * n, bare=True)


def plain(bench: Bench, pairs: int) -> None:
    """The same transactions in plain SQL."""
    lines = 2 * programs.BLOCKING_THREADS
    for n in bench.asked.annotators:
        if not bench.time_is_up():
            with bench.servers.copy(pairs) as env:
                numbers = people(bench)[:n]
                one, n_lines = Measured("plain SQL", pairs, n), min(n, lines)
                seconds = bench.asked.seconds
                plan = {"numbers": numbers, "n_lines": n_lines, "seconds": seconds, "cycles": MANY}
                runs.measure("bench.cycles.plain", plan, env, metered(bench, 0), one)
                bench.keep(one)


def people(bench: Bench) -> list[int]:
    with bench.servers.admin(COPY) as admin:
        return [row[0] for row in admin.execute("SELECT id FROM annotation_annotator ORDER BY id")]


def paced(bench: Bench, pairs: int) -> None:
    """Forty people with two seconds a pair: alone, then while an import, an export and a Celery job run."""
    with bench.servers.copy(pairs) as env, webs.serving(env, PLACE / "logs" / "web.log") as web:
        keys, pace = sessions(env, 0, 40), {"think": 2.0, "asks_apart": True}
        seconds = bench.asked.seconds
        bench.asked.seconds = 6 * seconds
        try:
            through(bench, env, web, Measured("paced alone", pairs, 40), keys, **pace)
            with bench.servers.admin(COPY) as admin:
                admin.execute(burdens.waiting_batch(pairs // 2))
            burdens.write_rows()
            with burdens.carrying(env) as busy:
                time.sleep(5)
                through(bench, env, web, Measured("paced, all at work", pairs, 40), keys, **pace)
                print(f"still at work at the end: {', '.join(name for name, yes in busy().items() if yes)}")
        finally:
            bench.asked.seconds = seconds


PARTS = {"loop": loop, "bare": bare, "plain": plain, "paced": paced}


def measure(bench: Bench) -> int:
    sizes = sorted(bench.asked.pairs)
    for n in sizes:
        bench.servers.fill(n)
    print(f"load before: {os.getloadavg()[0]:.2f}", *list(reports.rows([])), sep="\n", flush=True)
    for name in bench.asked.only:
        for n in sizes if name == "loop" else sizes[-1:]:
            if not bench.time_is_up():
                PARTS[name](bench, n)
    print("", *reports.requests(one for one in bench.measured if one.what.startswith("paced")), "", sep="\n")
    verdicts = list(reports.verdicts(bench.measured))
    runs.note(RESULT, bench.measured, {verdict.budget: verdict.found for verdict in verdicts})
    print(*(f"{'✓' if one.holds else '✗'} {one.budget}: {one.found}" for one in verdicts), sep="\n")
    return 0 if all(one.holds for one in verdicts) else 1


def main() -> int:
    """Start the servers, measure, stop them."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)  # whoever started us may have ignored them
    asked = arguments()
    if asked.fresh:
        servers.forget(DataFolder(PLACE))
        shutil.rmtree(PLACE, ignore_errors=True)
    own = Servers()
    try:
        return measure(Bench(own, asked))
    except KeyboardInterrupt:
        print("stopped; what is filled stays filled")
        return 130
    finally:
        own.children.stop()


if __name__ == "__main__":
    sys.exit(main())
