"""
How fast the workbench answers the hand, in a browser whose processor is four times slower: `./run bench workbench`.

Trusted key and pointer events; each is timed from the browser's own stamp of it to the frame that shows what it did.
Beside it, in the same run, a bare page that toggles a class, or swaps a decoded picture and 60 texts. Then submit to
the next picture painted without a picture at hand, a cold load, the sizes of what is loaded, and decoding. Results:
var/bench/workbench.json.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.cycles import webs
from bench.screen.hands import Hands, slow_network, throttled
from bench.screen.meters import BARE, SCRIPT, percentile, sizes
from jdb_site.frontdoor import browsers, environments, frontends, ports, programs, statics
from jdb_site.frontdoor.paths import ROOT, VAR
from jdb_site.frontdoor.steps import Steps

PLACE, RESULT = VAR / "bench" / "workbench", VAR / "bench" / "workbench.json"
SLOWER = 4
VIEW = {"width": 1366, "height": 768}
LOOK_MS = 1800  # and the while in which an answer is too soon: two seconds, as the forty of the loop think over a pair
MOBILE = {"latency_ms": 150, "bytes_a_second": 200_000}  # about 1.6 Mbit/s
NEXT_PAIR, BARE_TIMES = "submit, picture at hand", 3  # held beside the bare page: docs/adr/0034
BUDGETS = {  # percentile: milliseconds
    "key to strike": {50: 30, 95: 50},
    "click to strike": {50: 30, 95: 50},
    NEXT_PAIR: {95: 100},
}
LOADED = """() => {
  const paint = performance.getEntriesByType("paint").find((one) => one.name === "first-contentful-paint");
  return { paint: paint ? paint.startTime : NaN, now: performance.now() };
}"""
PAINTED = "() => { const p = document.querySelector('figure img'); return p && p.complete && p.naturalWidth > 0 }"
DECODE = """async () => {
  const times = [];
  const bytes = await (await fetch(document.querySelector("figure img").currentSrc)).blob();
  for (let n = 0; n < 10; n++) {
    const began = performance.now();
    (await createImageBitmap(bytes)).close();
    times.push(performance.now() - began);
  }
  return times;
}"""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench workbench", allow_abbrev=False)
    parser.add_argument("--times", type=int, default=40, help="of each act (40)")
    parser.add_argument("--slower", type=float, default=SLOWER, help="times that the processor is slower (4)")
    return parser.parse_args()


def fill(env: Mapping[str, str], count: int) -> str:
    """Tables, pairs and an annotator; their session."""
    subprocess.run(programs.manage("migrate", "-v0"), env=environments.as_owner(env), cwd=ROOT, check=True)
    command = [sys.executable, "-P", "-m", "bench.screen.filling", str(PLACE / "pairs"), str(count)]
    done = subprocess.run(command, env=dict(env), cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode().splitlines()[-1]


def signed_in(browser: Browser, address: str, session: str) -> BrowserContext:
    context = browser.new_context(base_url=address, viewport=VIEW)  # type: ignore[arg-type]  # two integers
    context.add_cookies([{"name": "session", "value": session, "url": address}])
    context.add_init_script(SCRIPT)
    return context


def at_work(context: BrowserContext, slower: float) -> Page:
    """The workbench with its first picture, the processor slowed from then on."""
    page = context.new_page()
    page.goto("/work/")
    page.wait_for_function(PAINTED)
    page.wait_for_timeout(2000)  # the next ones come meanwhile
    throttled(page, slower)
    return page


def acts(context: BrowserContext, asked: argparse.Namespace) -> dict[str, list[float]]:
    hands = Hands(at_work(context, asked.slower))
    hands.strike_by_key(asked.times // 2)
    hands.strike_by_mouse(asked.times // 2)
    hands.drag(max(1, asked.times // 7))
    decoded = hands.page.evaluate(DECODE)
    hands.undo_all()
    hands.answer(NEXT_PAIR, asked.times, LOOK_MS)
    hands.page.close()
    return {**hands.times, "decode, 1024 px WebP": decoded}


def misses(context: BrowserContext, asked: argparse.Namespace) -> dict[str, list[float]]:
    """Answers faster than a slow line brings pictures."""
    hands = Hands(context.new_page())
    line = throttled(hands.page, asked.slower)
    slow_network(line, **MOBILE)
    hands.page.goto("/work/")
    hands.page.wait_for_function(PAINTED)
    hands.answer("submit, picture to be fetched", max(3, asked.times // 8), rest_ms=0)
    hands.page.close()
    return hands.times


def bare(context: BrowserContext, asked: argparse.Namespace) -> dict[str, list[float]]:
    hands = Hands(context.new_page())
    hands.page.set_content(BARE)
    hands.page.evaluate(SCRIPT)
    hands.page.wait_for_function(PAINTED)
    throttled(hands.page, asked.slower)
    hands.strike_by_key(asked.times // 2)
    hands.strike_by_mouse(asked.times // 2)
    hands.answer(NEXT_PAIR, asked.times, LOOK_MS)
    hands.page.close()
    return hands.times


def cold(browser: Browser, address: str, session: str, slower: float) -> dict[str, list[float]]:
    """First visits with nothing kept: first words, first picture."""
    times: dict[str, list[float]] = {"cold load, first paint": [], "cold load, picture painted": []}
    for _ in range(5):
        context = signed_in(browser, address, session)
        page = context.new_page()
        throttled(page, slower)
        page.goto("/work/")
        page.wait_for_function(PAINTED)
        found = page.evaluate(LOADED)
        times["cold load, first paint"].append(found["paint"])
        times["cold load, picture painted"].append(found["now"])
        context.close()
    return times


def rows(found: Mapping[str, list[float]], floor: Mapping[str, list[float]]) -> list[str]:
    lines = ["| | n | p50 ms | p95 | most | bare page p50 | p95 | ratios |", "|---|---|---|---|---|---|---|---|"]
    for what, times in found.items():
        figures = f"{percentile(times, 0.5):.0f} | {percentile(times, 0.95):.0f} | {max(times):.0f}"
        beside = "| | |"
        if what in floor:
            half, most = percentile(floor[what], 0.5), percentile(floor[what], 0.95)
            ratios = f"{percentile(times, 0.5) / half:.1f}, {percentile(times, 0.95) / most:.1f}"
            beside = f"{half:.0f} | {most:.0f} | {ratios} |"
        lines.append(f"| {what} | {len(times)} | {figures} | {beside}")
    return lines


def verdicts(
    found: Mapping[str, list[float]], floor: Mapping[str, list[float]], kilobytes: Mapping[str, float]
) -> list[tuple[bool, str]]:
    ratio = percentile(found[NEXT_PAIR], 0.95) / percentile(floor[NEXT_PAIR], 0.95)
    told = [(ratio <= BARE_TIMES, f"{NEXT_PAIR}: p95 ≤ {BARE_TIMES} times the bare page's ({ratio:.1f})")]
    told += [
        (percentile(found[what], share / 100) <= budget, f"design budget, {what}: p{share} ≤ {budget} ms")
        for what, budgets in BUDGETS.items()
        for share, budget in budgets.items()
    ]
    limits = {"js": 45, "css": 12}
    return told + [(kilobytes[kind] <= limit, f"{kind} ≤ {limit} kB gzip") for kind, limit in limits.items()]


def browse(program: str, address: str, session: str, asked: argparse.Namespace) -> dict[str, Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--disable-gpu"])
        try:
            loaded = cold(browser, address, session, asked.slower)
            context = signed_in(browser, address, session)
            found = {**acts(context, asked), **misses(context, asked), **loaded}
            floor = bare(context, asked)
        finally:
            browser.close()
    return {"found": found, "floor": floor}


def main() -> int:
    asked = arguments()
    steps = Steps(sys.stderr)
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    frontends.build(steps)
    statics.collect(steps)
    program = browsers.provide(steps).program
    env = {**os.environ, "MEDIA_ROOT": str(PLACE / "media")}
    session = fill(env, 2 * asked.times + 40)
    with webs.serving(env, PLACE / "web.log") as (port, _):
        told = browse(program, ports.address(port), session, asked)
    kilobytes = sizes(ROOT / "frontend" / "dist")
    load = os.getloadavg()[0]
    print(f"load {load:.1f}, processor {asked.slower:g} times slower\n")
    print("\n".join(rows(told["found"], told["floor"])))
    print(f"\nscripts {kilobytes['js']:.1f} kB, styles {kilobytes['css']:.1f} kB, gzipped\n")
    for held, what in verdicts(told["found"], told["floor"], kilobytes):
        print(f"{what}:", "held" if held else "missed")
    RESULT.write_text(json.dumps({"load": load, "slower": asked.slower, "kB": kilobytes, **told}, indent=2) + "\n")
    shutil.rmtree(PLACE / "pairs", ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
