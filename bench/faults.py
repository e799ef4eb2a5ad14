"""
Faults between browser and server: `./run bench faults --schedules 1000`.

The workbench's own outbox and state run under Node, with an IndexedDB stand-in, against the real server: requests and
answers are lost, doubled, late and garbled, the server errs, is killed and started again, sessions end, somebody else
signs in on the same browser, tabs crash in the midst of writing, reload and take over from each other, the network goes
and comes back. Every schedule has a seed, `--first 417 --schedules 1` lives one again. After each the server must hold
exactly the judgments that the annotator made, once each. The verdict stands in var/bench/faults.json, of every fifty as
they are done; stopped, the same command with `--resume` goes on after them.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from typing import Any

from jdb_site.frontdoor import browsers, environments, frontends, ports, programs, statics
from jdb_site.frontdoor.paths import ROOT, VAR
from jdb_site.frontdoor.steps import Steps

FOLDER, RESULT = VAR / "bench" / "faults", VAR / "bench" / "faults.json"
A_CHUNK = 50  # lives in one batch


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench faults", allow_abbrev=False)
    parser.add_argument("--schedules", type=int, default=1000, help="how many (1000)")
    parser.add_argument("--first", type=int, default=1, metavar="SEED", help="the seed of the first (1)")
    parser.add_argument("--chromium", type=int, default=0, metavar="N", help="so many of them in Chromium besides (0)")
    parser.add_argument("--times", type=int, default=1, metavar="N", help="each so many times: for races (1)")
    parser.add_argument("--at-once", type=int, default=16, help="lives at once (16)")
    parser.add_argument("--resume", action="store_true", help="go on after what a run that was stopped had done")
    return parser.parse_args()


class Report:
    """What was lived and what came of it, written after each chunk."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked, self.began, self.n_killed = asked, time.monotonic(), 0
        self.counts: Counter[str] = Counter()
        self.problems: list[str] = []
        self.stories: list[dict[str, Any]] = []  # those that did not go well

    def resume(self) -> None:
        """Go on from what stands in the file, if it is about the same schedules."""
        if not RESULT.is_file():
            return
        found = json.loads(RESULT.read_text())
        if found["first"] == self.asked.first:
            self.counts, self.problems, self.stories = Counter(found["counts"]), found["problems"], found["stories"]
            self.began, self.n_killed = self.began - found["seconds"], found["server killed"]

    def add(self, story: dict[str, Any], problems: list[str]) -> None:
        self.problems += problems
        self.stories += [story] if problems else []
        self.counts["schedules"] += 1
        self.counts["requests"] += len(story["met"])
        self.counts.update(f"request: {met.split(' ', 1)[1]}" for met in story["met"])
        self.counts.update(act["kind"] for act in story["acts"] if act["fate"] != "void")
        self.counts["decisions that a crash was faster than"] += sum(act["fate"] == "void" for act in story["acts"])

    def add_chromium(self, story: dict[str, Any], problems: list[str]) -> None:
        self.problems += [f"{story['seed']} in Chromium: {one}" for one in problems]
        self.counts["schedules in Chromium"] += 1
        self.counts["decisions in Chromium"] += len(story["decisions"])
        self.counts["requests in Chromium"] += len(story["met"])
        print(
            f"{time.monotonic() - self.began:6.0f} s  seed {story['seed']} in Chromium: {problems or 'sound'}",
            flush=True,
        )

    def save(self, n_killed: int) -> None:
        found = {
            "schedules": self.asked.schedules,
            "first": self.asked.first,
            "seconds": round(time.monotonic() - self.began),
            "server killed": self.n_killed + n_killed,
            "counts": dict(sorted(self.counts.items())),
            "verdict": "broken" if self.problems else "sound",
            "problems": self.problems,
            "stories": self.stories,
        }
        RESULT.write_text(json.dumps(found, indent=2) + "\n")


def live_chunk(seeds: list[int], report: Report, server: Any, at_once: int) -> None:
    from bench.crowd import people  # noqa: PLC0415  the environment must be set first
    from bench.lives import checks, running  # noqa: PLC0415

    staff = people.annotators(2 * len(seeds))
    people.open_batch(f"lives {seeds[0]}", running.PAIRS_A_LIFE * len(seeds), staff)
    told = running.plan(seeds, staff, server.port, at_once)
    for story in list(running.live(told, FOLDER, server)):  # whole chunks, so that the next run knows where to begin
        place = 2 * story["place"]
        report.add(story, checks.problems(story, staff[place], staff[place + 1]))


def live_in_chromium(asked: argparse.Namespace, report: Report, server: Any) -> None:
    """The first schedules in a real browser, one after another."""
    if not asked.chromium:
        return
    from bench.crowd import people  # noqa: PLC0415  the environment must be set first
    from bench.lives import checks, chromium, pairs, running  # noqa: PLC0415

    staff = people.annotators(2 * asked.chromium)
    pairs.open_many(FOLDER, running.PAIRS_A_LIFE * asked.chromium)
    base, keys = ports.address(server.port), people.sessions(staff)
    told = chromium.schedules(asked.first, asked.chromium)
    with chromium.browser(browsers.provide(Steps(sys.stderr)).environment()) as running_browser:
        for place, schedule in enumerate(told):
            me, other = staff[2 * place], staff[2 * place + 1]
            cookies = {"me": running.cookies(base, keys[me.pk], 0), "other": running.cookies(base, keys[other.pk], 1)}
            story = chromium.live(running_browser, server, schedule, cookies)
            report.add_chromium(story, [*story["problems"], *checks.miscounted(story["decisions"], me)])
            report.save(server.n_killed)


def run(asked: argparse.Namespace) -> int:
    from bench.lives.running import Server  # noqa: PLC0415

    report, server = Report(asked), Server(os.environ, FOLDER / "web.log")
    if asked.resume:
        report.resume()
    server.start()
    try:
        live_in_chromium(asked, report, server)
        done = report.counts["schedules"] // asked.times
        for first in range(asked.first + done, asked.first + asked.schedules, A_CHUNK):
            seeds = list(range(first, min(first + A_CHUNK, asked.first + asked.schedules))) * asked.times
            live_chunk(seeds, report, server, asked.at_once)
            report.save(server.n_killed)
            print(f"{time.monotonic() - report.began:6.0f} s  {told(report, server.n_killed)}", flush=True)
    finally:
        server.stop()
        report.save(server.n_killed)
    print(*report.problems[:40], sep="\n")
    print(f"{'broken' if report.problems else 'sound'}: {told(report, server.n_killed)} (var/bench/faults.json)")
    return 1 if report.problems else 0


def told(report: Report, n_killed: int) -> str:
    counts, n_all = report.counts, report.n_killed + n_killed
    return (
        f"{counts['schedules']} schedules, {counts['judgment']} judgments, {counts['correction']} corrections,"
        f" {counts['skip']} skips, {counts['requests']} requests; the server was killed {n_all} times;"
        f" {len(report.problems)} problems"
    )


def main() -> int:
    """Set up, run, stop whatever was started."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)  # whoever started us may have ignored them
    asked = arguments()
    FOLDER.mkdir(parents=True, exist_ok=True)
    steps = Steps(sys.stderr)
    frontends.build(steps)
    statics.collect(steps)
    subprocess.run(programs.manage("migrate", "-v0"), env=environments.as_owner(os.environ), cwd=ROOT, check=True)
    import django  # noqa: PLC0415

    django.setup()
    try:
        return run(asked)
    except KeyboardInterrupt:
        print(f"stopped; what was lived until then stands in {RESULT}")
        return 130


if __name__ == "__main__":
    sys.exit(main())
