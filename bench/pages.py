"""
The manager's pages over a batch of a million pairs, through the real server: `./run bench pages`.

It works on a copy of the filled database of `./run bench loop`, and fills that when it is not there (a few minutes).
Pages with a budget must answer within 150 ms at p95; what reads the whole corpus or batch, as a preview does, is told
beside them, and so is how many pairs a second a worker counts for a changed ruling.
Results: var/bench/pages.json.
"""

import argparse
import http.client
import json
import os
import statistics
import sys
import time

from bench.cycles import webs
from bench.cycles.databases import PLACE, Servers, module
from jdb_site.frontdoor import ports
from jdb_site.frontdoor.paths import VAR

RESULT = VAR / "bench" / "pages.json"
BUDGET_MS = 150
LISTED = [
    "/overview/",
    "/overview/live/",
    "/record/",
    "/record/?words=opened",
    "/admin/annotation/slot/",
    "/admin/annotation/batchpair/?p=300",
    "/api/v1/figures",
    "/api/v1/batches",
    "/api/v1/disputes",
    "/batches/",
    "/batches/{batch}/",
    "/batches/{batch}/progress/",
    "/batches/{batch}/overlap/",
    "/batches/{batch}/cost/",
    "/pairs/?show=work&batch={batch}",
    "/judgments/",
    "/desk/",
    "/proof-reading/",
    "/results/",
    "/gold/",
    "/sensitivities/",
    "/people/",
    "/questions/",
    "/exports/",
    "/imports/",
    "/rulings/{version}/",
    "/rulings/{version}/reach/0/",
]
BESIDE = [
    "/open-batch/preview/?unjudged=on",
    "/open-batch/preview/?sample=1000",
    "/batches/{batch}/overlap/?wanted=3&at_most=5",
    "/batches/{batch}/agreement/",
]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench pages", allow_abbrev=False)
    parser.add_argument("--pairs", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=60, help="requests of a page with a budget (60)")
    return parser.parse_args()


def asked(port: int, session: str, path: str, times: int) -> list[float]:
    """Milliseconds of each request, after two to warm up."""
    line, found = http.client.HTTPConnection(ports.HOST, port, timeout=120), []
    for _ in range(times + 2):
        began = time.perf_counter()
        line.request("GET", path, headers={"Cookie": f"session={session}", "Host": f"{ports.HOST}:{port}"})
        answer = line.getresponse()
        answer.read()
        found.append(1000 * (time.perf_counter() - began))
        if answer.status != http.HTTPStatus.OK:
            raise OSError(f"{path} answered {answer.status}")
    return sorted(found[2:])


def measure(servers: Servers, asks: argparse.Namespace) -> list[dict[str, object]]:
    kept: list[dict[str, object]] = []
    with servers.copy(asks.pairs) as env:
        known = json.loads(module(env, "bench.cycles.offices", "reach"))
        with webs.serving(env, PLACE / "logs" / "pages.log") as (port, _):
            print(
                f"| a changed ruling's reach: {known['rate']:,.0f} pairs counted a second | {asks.pairs:,} | | |",
                flush=True,
            )
            for path, times in [*((path, asks.times) for path in LISTED), *((path, 3) for path in BESIDE)]:
                found = asked(port, known["session"], path.format(**known), times)
                p95 = found[max(0, -(-95 * len(found) // 100) - 1)]
                kept.append({"page": path, "p50": statistics.median(found), "p95": p95, "listed": path in LISTED})
                print(f"| {path} | {asks.pairs:,} | {statistics.median(found):.0f} | {p95:.0f} |", flush=True)
    return kept


def main() -> int:
    asks = arguments()
    servers = Servers()
    try:
        servers.fill(asks.pairs)
        print(f"load before: {os.getloadavg()[0]:.2f}\n| page | pairs | p50 ms | p95 |\n|---|---|---|---|", flush=True)
        kept = measure(servers, asks)
    finally:
        servers.children.stop()
    RESULT.write_text(json.dumps({"pairs": asks.pairs, "pages": kept}, indent=1))
    slow = [row for row in kept if row["listed"] and float(str(row["p95"])) > BUDGET_MS]
    for row in slow:
        print(f"✗ {row['page']}: p95 over {BUDGET_MS} ms")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
