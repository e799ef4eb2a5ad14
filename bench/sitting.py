"""
A thousand pairs in one sitting: `./run bench sitting --pairs 1000`.

One annotator answers so many pairs in Chromium without ever loading the page anew, as fast as the workbench takes it;
every hundred pairs the heap (after collection) and the nodes are counted. The verdict is sound when from the first
hundred on the heap grew by no more than 10 MB a thousand pairs and the nodes outside of the document by no more than
one screen of them, the outbox is empty and the server has every answer. It stands in var/bench/sitting.json. About six
minutes.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from jdb_site.frontdoor import browsers, environments, frontends, ports, programs, statics
from jdb_site.frontdoor.paths import ROOT, VAR
from jdb_site.frontdoor.steps import Steps

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

FOLDER, RESULT = VAR / "bench" / "sitting", VAR / "bench" / "sitting.json"
STEP = 100
HEAP_GROWTH = 10_000_000
DETACHED = 250  # a screen that was put away once, for want of a next pair, is kept until the next is: 170 nodes
# A pair's picture painted, and the moment gone in which a key is taken for one meant for the pair before.
READY = """last => {
  const image = document.querySelector("figure img");
  return image && image.complete && image.src !== last && !document.querySelector("main.waiting");
}"""
TOO_SOON_MS = 170
# The next picture, or none; a hand that sees neither presses again, as one does whose key came before the picture.
MOVED_ON = """last => document.querySelector("figure img")?.src !== last || !!document.querySelector("main.waiting")"""
AGAIN_MS, TRIES = 2000, 30
# What was answered is drawn as not yet saved until the server has it; that is drawn a frame after the words.
SAVED = """() => document.querySelector(".past") && !document.querySelector(".past:not([data-sync=saved])")"""
SETTLED_MS = 500  # after it the page draws what waits until the hands rest
LOOKED_AT = 5  # every so many pairs the hands rest that long
IN_DOCUMENT = """() => {
  let n = 1;
  const walker = document.createTreeWalker(document, -1);
  while (walker.nextNode()) n++;
  return n;
}"""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench sitting", allow_abbrev=False)
    parser.add_argument("--pairs", type=int, default=1000, help="how many (1000)")
    return parser.parse_args()


def counted(page: "Page", cdp: "CDPSession") -> dict[str, int]:
    """What the page holds after everything that can go was let go."""
    for _ in range(3):
        cdp.send("HeapProfiler.collectGarbage")
    counters = cdp.send("Memory.getDOMCounters")
    heap = cdp.send("Runtime.getHeapUsage")
    detached = counters["nodes"] - int(page.evaluate(IN_DOCUMENT))
    return {"heap": int(heap["usedSize"]), "nodes": counters["nodes"], "detached": detached}


def sit(page: "Page", n: int) -> list[dict[str, int]]:
    """Answer so many pairs; what was counted every hundred."""
    cdp = page.context.new_cdp_session(page)
    marks, last = [], ""
    for done in range(1, n + 1):
        page.wait_for_function(READY, arg=last, timeout=60_000)
        last = str(page.evaluate("document.querySelector('figure img').src"))
        page.wait_for_timeout(SETTLED_MS if done % LOOKED_AT == 0 else TOO_SOON_MS)
        answer(page, last)
        if done % STEP == 0 or done == n:
            all_saved(page)
            marks.append({"pairs": done, **counted(page, cdp)})
            print(json.dumps(marks[-1]), flush=True)
    return marks


def all_saved(page: "Page") -> None:
    """
    Wait until the server has every answer, and the page has drawn what follows the last.

    :raises TimeoutError: it had not in a minute
    """
    page.wait_for_timeout(SETTLED_MS)
    page.wait_for_function(SAVED, timeout=60_000)


def answer(page: "Page", last: str) -> None:
    """
    Strike the first word and submit.

    :raises TimeoutError: the page took no answer in a minute
    """
    from playwright.sync_api import TimeoutError as TookTooLong  # noqa: PLC0415  as all that needs a browser here

    for _ in range(TRIES):
        if not page.locator("button.word[aria-pressed=true]").count():
            page.keyboard.press("Space")
        page.keyboard.press("Enter")
        try:
            page.wait_for_function(MOVED_ON, arg=last, timeout=AGAIN_MS)
        except TookTooLong:
            continue
        return
    raise TimeoutError(f"no answer was taken in {TRIES * AGAIN_MS // 1000} s")


def verdict(marks: list[dict[str, int]], n_judgments: int, n: int) -> list[str]:
    first, last = marks[0], marks[-1]
    thousands = max(1.0, (last["pairs"] - first["pairs"]) / 1000)
    found = []
    if last["heap"] - first["heap"] > HEAP_GROWTH * thousands:
        found.append(f"the heap grew by {(last['heap'] - first['heap']) / 1e6:.1f} MB")
    if last["detached"] - first["detached"] > DETACHED:
        found.append(f"{last['detached'] - first['detached']} more nodes outside of the document")
    if n_judgments != n:
        found.append(f"{n_judgments} judgments of {n}")
    return found


def run(asked: argparse.Namespace) -> int:
    from annotation.models import Judgment  # noqa: PLC0415  the environment must be set first
    from bench.crowd import people  # noqa: PLC0415
    from bench.lives import chromium, pairs, running  # noqa: PLC0415

    staff = people.annotators(2)
    pairs.open_many(FOLDER, asked.pairs + 1)  # so that one is in hand whenever the page is counted
    keys, server = people.sessions(staff), running.Server(os.environ, FOLDER / "web.log")
    server.start()
    try:
        base = ports.address(server.port)
        with chromium.browser(browsers.provide(Steps(sys.stderr)).environment()) as browser:
            context = browser.new_context(base_url=base, viewport={"width": 1366, "height": 768})
            context.add_cookies(running.cookies(base, keys[staff[0].pk], 0))  # type: ignore[arg-type]  # plain dicts
            page = context.new_page()
            page.goto("/work/")
            marks = sit(page, asked.pairs)
    finally:
        server.stop()
    problems = verdict(marks, Judgment.objects.count(), asked.pairs)
    save(marks, problems)
    print("broken:" if problems else "sound", *problems)
    return 1 if problems else 0


def save(marks: list[dict[str, Any]], problems: list[str]) -> None:
    told = {"verdict": "broken" if problems else "sound", "problems": problems, "counted": marks}
    RESULT.write_text(json.dumps(told, indent=2) + "\n")


def main() -> int:
    """Set up, run, stop whatever was started."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)  # whoever started us may have ignored them
    asked = arguments()
    shutil.rmtree(FOLDER, ignore_errors=True)  # pictures of another day may be alike
    FOLDER.mkdir(parents=True)
    steps = Steps(sys.stderr)
    frontends.build(steps)
    statics.collect(steps)
    subprocess.run(programs.manage("migrate", "-v0"), env=environments.as_owner(os.environ), cwd=ROOT, check=True)
    import django  # noqa: PLC0415

    django.setup()
    try:
        return run(asked)
    except KeyboardInterrupt:
        print("stopped")
        return 130


if __name__ == "__main__":
    sys.exit(main())
