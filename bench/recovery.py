"""
Every part of a site killed under load, one after another: `./run bench recovery --rounds 3 --away 10`.

Annotators claim and submit over HTTP while pictures are imported, batches opened, verdicts published and the test set
exported. Each part in turn is killed (-9), stays away for up to so many seconds and is started again, as a supervisor
would; Redis is emptied too. It prints how long the web server and the background work needed from then on, and at the
end the verdict: back within 30 s each time, nothing acknowledged lost, nothing left undone. All of it stands in
var/bench/recovery.json, after ctrl-C what was measured until then.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bench.deaths.sites import Site
from jdb_site.frontdoor import programs, servers
from jdb_site.frontdoor.paths import ROOT, VAR, DataFolder

if TYPE_CHECKING:
    from bench.deaths.load import Load

RESULT = VAR / "bench" / "recovery.json"
BACK_WITHIN = 30.0  # seconds, from the return of the process
PATIENCE = 180.0  # seconds until all that is left must be done
PAUSE = 0.1
BACK_AT_ONCE = {"redis emptied", "web worker", "web workers"}
PAGES_NEED_NONE_OF = {"redis", "worker", "media worker", "beat"}


@dataclass
class Death:
    """What was killed, what was under way, and how long it took from its return until all went on."""

    what: str
    round: int
    away: float
    judgments: int
    pictures_waiting: int
    served_meanwhile: bool = False
    web: float | None = None
    work: float | None = None

    def told(self) -> str:
        return (
            f"{self.what:14} away {self.away:4.1f} s   web {seconds(self.web)}   background {seconds(self.work)}"
            f"   {self.judgments} judgments, {self.pictures_waiting} pictures waiting"
            f"{'   pages were served meanwhile' if self.served_meanwhile else ''}"
        )


@dataclass
class Report:
    deaths: list[Death] = field(default_factory=list)
    judgments: int = 0
    exports: int = 0
    commands_failed: int = 0
    verdict: str = "unfinished"
    problems: list[str] = field(default_factory=list)

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self), indent=2) + "\n")
        fresh.replace(path)


def seconds(value: float | None) -> str:
    return " never" if value is None else f"{value:4.1f} s"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench recovery", allow_abbrev=False)
    parser.add_argument("--rounds", type=int, default=2, help="how often each part dies (2)")
    parser.add_argument("--away", type=float, default=8, metavar="S", help="stays away for up to S seconds (8)")
    parser.add_argument("--annotators", type=int, default=20, help="at work in two tabs each (20)")
    parser.add_argument(
        "--thinks", type=float, default=0.5, metavar="S", help="seconds that a tab looks at a pair (0.5)"
    )
    parser.add_argument("--pictures", type=int, default=600, help="imported meanwhile (600)")
    parser.add_argument("--wave", type=int, default=60, help="pairs of each batch that is opened meanwhile (60)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=VAR / "bench" / "recovery", help="where the site keeps its data")
    parser.add_argument("--result", type=Path, default=RESULT)
    return parser.parse_args()


def acts(site: Site) -> dict[str, Callable[[], None]]:
    """How each part dies; the first while the pictures have just begun."""
    return {
        "redis emptied": site.empty_redis,
        "media worker": lambda: site.kill("media"),
        "worker": lambda: site.kill("worker"),
        "redis": lambda: site.kill("redis"),
        "web worker": site.kill_web_worker,
        "web workers": site.kill_web_workers,
        "web": lambda: site.kill("web"),
        "beat": site.kill_beat,
        "postgres": lambda: site.kill("postgres"),
    }


def die(what: str, act: Callable[[], None], load: "Load", death: Death) -> None:
    """Kill it, let it be away, start it again, and watch until web and background work go on."""
    act()
    until = time.monotonic() + death.away
    while time.monotonic() < until:
        death.served_meanwhile = load.is_served() or death.served_meanwhile
        time.sleep(PAUSE)
    began = time.monotonic()
    wave = load.wave(f"{what.replace(' ', '-')}-{death.round}")
    while (death.web is None or death.work is None) and time.monotonic() - began < 2 * BACK_WITHIN:
        load.tend()
        if death.web is None and load.is_served():
            death.web = round(time.monotonic() - began, 1)
        if death.work is None and wave.has_come():
            death.work = round(time.monotonic() - began, 1)
        time.sleep(PAUSE)


def kill_all(asked: argparse.Namespace, site: Site, load: "Load", report: Report) -> None:
    chance = random.Random(asked.seed)
    for number in range(1, asked.rounds + 1):
        for what, act in acts(site).items():
            away = 0.0 if what in BACK_AT_ONCE else round(chance.uniform(0.3, 1) * asked.away, 1)
            death = Death(what, number, away, load.n_judgments(), load.n_pictures_waiting())
            die(what, act, load, death)
            report.deaths.append(death)
            report.save(asked.result)
            print(death.told(), flush=True)


def finish(load: "Load") -> Iterable[str]:
    """Wait until nothing is left to do, and let the crowd end; what is left when patience ends."""
    until = time.monotonic() + PATIENCE
    told = time.monotonic()
    while (left := load.left()) and time.monotonic() < until:
        load.tend()
        time.sleep(PAUSE)
        if time.monotonic() - told > 10:
            told = time.monotonic()
            print("  left:", ", ".join(f"{n} {what}" for what, n in left.items()), flush=True)
    load.finish()
    return (f"after {PATIENCE:.0f} s: {n} {what}" for what, n in left.items())


def judge(report: Report, load: "Load", left: Iterable[str]) -> None:
    late = [
        f"{death.what} ({death.round}): {part} was back after {seconds(took)}"
        for death in report.deaths
        for part, took in (("web", death.web), ("background work", death.work))
        if took is None or took > BACK_WITHIN
    ]
    needless = [f"without {d.what} no page was served" for d in report.deaths if not served_as_must_be(d)]
    report.problems = [*late, *needless, *left, *load.problems()]
    report.judgments, report.exports, report.commands_failed = load.n_judgments(), load.n_exports(), load.n_failed()
    report.verdict = "broken" if report.problems else "sound"


def served_as_must_be(death: Death) -> bool:
    """No page needs Redis, worker or clock."""
    return death.served_meanwhile or death.what not in PAGES_NEED_NONE_OF


def run(asked: argparse.Namespace, site: Site, report: Report) -> int:
    from bench.deaths.load import Load  # noqa: PLC0415  the environment must be set first

    load = Load(asked, site)
    try:
        load.start()
        kill_all(asked, site, load, report)
        left = list(finish(load))
        judge(report, load, left)
    finally:
        load.stop()
        report.save(asked.result)
    print(f"{report.verdict}: {len(report.deaths)} deaths, {report.judgments} judgments, {report.exports} exports")
    print(*report.problems[:20], sep="\n")
    return 0 if report.verdict == "sound" else 1


def main() -> int:
    """Set up, run, stop whatever was started."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)  # whoever started us may have ignored them
    asked = arguments()
    servers.forget(DataFolder(asked.folder))
    site = Site(asked.folder)
    try:
        os.environ.update(site.env)
        owner = {**os.environ, "DATABASE_URL": os.environ["DATABASE_OWNER_URL"]}
        subprocess.run(programs.manage("migrate", "-v0"), env=owner, cwd=ROOT, check=True)
        import django  # noqa: PLC0415

        django.setup()
        return run(asked, site, Report())
    except KeyboardInterrupt:
        print(f"stopped; what was measured stands in {asked.result}")
        return 130
    finally:
        site.stop()


if __name__ == "__main__":
    sys.exit(main())
