"""
The desk: from the key that decides a dispute to the next picture painted, and what a claim costs: `./run bench desk`.

The first in a real browser, by trusted keys, each timed from the browser's stamp of it to the frame with the next
picture: at most 150 ms at p95. The second through the real server, on a copy of the filled database of `./run bench
loop` in which every tenth pair waits at the desk (filled when it is not there, a few minutes). Results:
var/bench/desk.json.
"""

import argparse
import http.client
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping

from playwright.sync_api import sync_playwright

from annotation.rules.outcomes import DeskReason
from bench.cycles import webs
from bench.cycles.databases import COPY, Servers, module
from bench.cycles.databases import PLACE as FILLED
from bench.screen.hands import Hands, throttled
from bench.screen.meters import percentile
from bench.workbench import PAINTED, signed_in
from jdb_site.frontdoor import browsers, environments, frontends, ports, programs, statics
from jdb_site.frontdoor.paths import ROOT, VAR
from jdb_site.frontdoor.steps import Steps

PLACE, RESULT = VAR / "bench" / "desk", VAR / "bench" / "desk.json"
BUDGET_MS = 150
EVERY = 10
NEXT = """(() => {
  const picture = () => document.querySelector("figure img");
  const was = picture().currentSrc;
  return () => picture() && picture().currentSrc !== was && picture().complete && picture().naturalWidth > 0;
})()"""
AT_THE_DESK = """
UPDATE annotation_batchpair SET state = 2, desk_reason = %(reason)s, desk_words = ARRAY[1 + id %% 2]::smallint[]
 WHERE id %% %(every)s = 0 AND n_words > 2"""
TOKEN = "b" * 32  # of CSRF: a cookie and a header that are alike


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench desk", allow_abbrev=False)
    parser.add_argument("--times", type=int, default=40, help="of each act (40)")
    parser.add_argument("--slower", type=float, default=1, help="times that the browser's processor is slower (1)")
    parser.add_argument("--pairs", type=int, default=1_000_000, help="0: the browser alone")
    return parser.parse_args()


def fill(env: Mapping[str, str], count: int) -> str:
    """Tables, disputes and an adjudicator; their session."""
    subprocess.run(programs.manage("migrate", "-v0"), env=environments.as_owner(env), cwd=ROOT, check=True)
    return module(env, "bench.screen.disputes", str(PLACE / "pairs"), str(count)).splitlines()[-1]


def decided(program: str, address: str, session: str, asked: argparse.Namespace) -> list[float]:
    """Milliseconds from the key that decides to the next picture; the word was toggled before."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--disable-gpu"])
        try:
            page = signed_in(browser, address, session).new_page()
            page.goto("/desk/disputes/")
            page.wait_for_function(PAINTED)
            page.wait_for_timeout(2000)  # the next ones come meanwhile
            throttled(page, asked.slower)
            hands = Hands(page)
            for _ in range(asked.times):
                page.wait_for_timeout(1000)
                page.keyboard.press("Digit1")
                hands.timed("decide", "keydown", NEXT, lambda: page.keyboard.press("Enter"))
        finally:
            browser.close()
    return hands.times["decide"]


def claimed(asked: argparse.Namespace) -> list[float]:
    """Milliseconds of each claim of three cases, after two to warm up."""
    servers = Servers()
    try:
        servers.fill(asked.pairs)
        with servers.copy(asked.pairs) as env:
            with servers.admin(COPY) as admin:
                admin.execute("SET session_replication_role = replica")
                admin.execute(AT_THE_DESK, {"reason": next(iter(DeskReason)).value, "every": EVERY})
                admin.execute("ANALYZE annotation_batchpair")
            session = json.loads(module(env, "bench.cycles.offices"))["session"]
            with webs.serving(env, FILLED / "logs" / "desk.log") as (port, _):
                return claims(port, session, asked.times)
    finally:
        servers.children.stop()


def claims(port: int, session: str, times: int) -> list[float]:
    line, found, passed = http.client.HTTPConnection(ports.HOST, port, timeout=120), [], list[int]()
    headers = {
        "Cookie": f"session={session}; csrf={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": "application/json",
        "Host": f"{ports.HOST}:{port}",
    }
    for _ in range(times + 2):
        body = json.dumps({"n": 3, "passed": passed})
        began = time.perf_counter()
        line.request("POST", "/api/v1/desk/claims", body, headers)
        answer = line.getresponse()
        told = json.loads(answer.read())
        found.append(1000 * (time.perf_counter() - began))
        if answer.status != http.HTTPStatus.OK or not told["cases"]:
            raise OSError(f"a claim answered {answer.status}: {told}")
        passed += [case["pair"] for case in told["cases"]]
    return found[2:]


def main() -> int:
    asked = arguments()
    steps = Steps(sys.stderr)
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    frontends.build(steps)
    statics.collect(steps)
    program = browsers.provide(steps).program
    env = {**os.environ, "MEDIA_ROOT": str(PLACE / "media")}
    session = fill(env, asked.times + 5)
    with webs.serving(env, PLACE / "web.log") as (port, _):
        found = {"decide to next picture": decided(program, ports.address(port), session, asked)}
    if asked.pairs:
        found[f"claim at {asked.pairs:,} pairs"] = claimed(asked)
    print(f"load {os.getloadavg()[0]:.1f}\n\n| | n | p50 ms | p95 | most |\n|---|---|---|---|---|")
    for what, times in found.items():
        told = f"{percentile(times, 0.5):.0f} | {percentile(times, 0.95):.0f} | {max(times):.0f}"
        print(f"| {what} | {len(times)} | {told} |")
    RESULT.write_text(json.dumps(found, indent=1) + "\n")
    slow = [what for what, times in found.items() if percentile(times, 0.95) > BUDGET_MS]
    for what in slow:
        print(f"✗ {what}: p95 over {BUDGET_MS} ms")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
