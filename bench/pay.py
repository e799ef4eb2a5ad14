"""
Paid time against ground truth: 500 simulated days, reckoned by the rules that wages follow: `./run bench pay`.

A person works in bouts, with a sign every few seconds or after a long look; then they walk away, hide the page or shut
the lid. Their browser reports as the workbench does, on days with a clock that is wrong, runs fast or jumps, with two
tabs at once, without a network for hours, with machines asleep, over midnight and over both changes of the clock. The
truth is each bout from its first to its last sign, and the minute that a silence counts for at most (design:
back-dated to the last input + 60 s) where somebody walked away. Fails where all days together, or the days of one kind,
are more than 1 % off. Then a period of forty people is taken from proposed to paid through the real actions, which must
take a minute at most; both proofs of the ledger are timed beside it.
"""

import argparse
import json
import os
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from annotation.rules.activities import Activity
from annotation.rules.intervals import Interval, by_day, merged
from annotation.rules.times import (
    GRACE,
    IDLE_AFTER,
    READING_A_WORD,
    Contact,
    Reported,
    Stretch,
    worked,
    written_at,
)
from bench.cycles.databases import migrate, module

KINDS = ("plain", "skew", "jump", "tabs", "offline", "sleep", "midnight", "dst")
ZONES = ("Asia/Seoul", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Asia/Kolkata", "Etc/GMT+12")
# Days of 23 and of 25 hours.
CHANGES = (
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
)
REPORT_EVERY = 60.0
TOLERANCE = 0.01
PERIOD_DAYS, CLOSED_WITHIN = 10, 60
PROOFS = ("verify_ledger", "rebuild_payslips")
Clock = Callable[[float], float]


@dataclass
class Bout:
    """Seconds since the day began: the signs that somebody gave; `lingers` when the page stays in sight afterwards."""

    signs: list[float]
    lingers: bool
    is_offline: bool = False


@dataclass
class SimulatedDay:
    kind: str
    zone: str
    start: datetime
    bouts: list[Bout]
    clock: Clock
    n_words: int = 20


@dataclass
class Told:
    """A report on its way: when it was written and came, in true seconds, and its spans in the page's own clock."""

    written: float
    came: float
    spans: list[tuple[float, float, float]] = field(default_factory=list)


def simulated(kind: str, rng: random.Random) -> SimulatedDay:
    zone, day = rng.choice(ZONES), date(2026, 1, 1) + timedelta(days=rng.randrange(365))
    hour = rng.randrange(6, 12)
    if kind == "midnight":
        hour = rng.randrange(19, 23)
    if kind == "dst":
        (zone, day), hour = rng.choice(CHANGES), 0
    start = datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)
    n_words = rng.randrange(5, 70)
    bouts = list(bouts_of(kind, rng, n_words))
    return SimulatedDay(kind, zone, start, bouts, clock_of(kind, rng), n_words)


def bouts_of(kind: str, rng: random.Random, n_words: int) -> Iterator[Bout]:
    """Five to nine hours, with breaks longer than any silence that is reading."""
    limit = (IDLE_AFTER + READING_A_WORD * n_words).total_seconds()
    at, end = rng.uniform(0, 600), rng.uniform(5, 9) * 3600
    while at < end:
        signs, until = [at], at + rng.uniform(1200, 5400)
        while at < until:
            at += rng.uniform(0.5, 12) if rng.random() < 0.93 else rng.uniform(12, limit - 1)
            signs.append(at)
        is_away = kind == "offline" and rng.random() < 0.5
        yield Bout(signs, lingers=kind == "sleep" or rng.random() < 0.5, is_offline=is_away)
        at += limit + rng.uniform(120, 3000)


def clock_of(kind: str, rng: random.Random) -> Clock:
    """What the browser's clock shows: ahead by hours, fast by a second or two in an hour, or put right at noon."""
    ahead = rng.uniform(-40_000, 40_000) if kind in {"skew", "jump"} else rng.uniform(-2, 2)
    pace = 1 + (rng.uniform(-5e-4, 5e-4) if kind == "skew" else rng.uniform(-2e-5, 2e-5))
    jump, jumps_at = (rng.uniform(-900, 900), rng.uniform(3600, 14_000)) if kind == "jump" else (0.0, 0.0)
    return lambda at: ahead + at * pace + (jump if at >= jumps_at else 0.0)


def truth(day: SimulatedDay) -> dict[date, float]:
    """Seconds of work for each date there."""
    found: dict[date, float] = defaultdict(float)
    for bout in day.bouts:
        last = bout.signs[-1] + (GRACE.total_seconds() if bout.lingers else 0)
        stretch = Stretch(moment(day, bout.signs[0]), moment(day, last))
        for piece in by_day(stretch, Activity.JUDGING, day.zone):
            found[piece.local_date] += (piece.ended - piece.began).total_seconds()
    return found


def moment(day: SimulatedDay, at: float) -> datetime:
    return day.start + timedelta(seconds=at)


def reports(day: SimulatedDay, rng: random.Random) -> Iterator[list[Told]]:
    """What each tab reports; in the second of two tabs the same person gives every other sign."""
    yield page(day, day.bouts, rng)
    if day.kind == "tabs":
        second = [Bout(bout.signs[::2], bout.lingers) for bout in day.bouts]
        yield page(day, second, rng)


def page(day: SimulatedDay, bouts: list[Bout], rng: random.Random) -> list[Told]:
    told = []
    for bout in bouts:
        own = list(written(bout, day))
        back = bout.signs[-1] + 300  # the network is there again
        for one in own:
            one.came = max(one.written, back) if bout.is_offline else one.written
            one.came += rng.uniform(0.02, 1.5)
        if day.kind == "sleep":  # asleep with its last reports: they come when the lid is opened
            for one in own[-2:]:
                one.came += 900
        told += own
    for one, other in pairwise(told):
        other.came = max(other.came, one.came + 0.001)
    return told


def written(bout: Bout, day: SimulatedDay) -> Iterator[Told]:
    """One report a minute and one at the end; a silence is told once it is known to have been reading."""
    grace = GRACE.total_seconds()
    since = sign = bout.signs[0]
    due, spans = since + REPORT_EVERY, []
    for at in [*bout.signs[1:], *([bout.signs[-1] + 4 * grace] if bout.lingers else [])]:
        while due <= at:
            until = min(due, sign + grace)
            if until > since:
                spans.append(span(day.clock, since, until, sign))
                since = until
            yield Told(due, due, spans)
            due, spans = due + REPORT_EVERY, []
        is_sign = at <= bout.signs[-1]
        until = at if is_sign else min(at, sign + grace)
        if until > since:
            spans.append(span(day.clock, since, until, sign))
        since = sign = at
    yield Told(since, since, spans)


def span(clock: Clock, since: float, until: float, sign: float) -> tuple[float, float, float]:
    return clock(since), clock(until), clock(until) - clock(sign)


def paid(day: SimulatedDay, rng: random.Random) -> dict[date, float]:
    """What the server makes of the reports, in the order in which they come."""
    kept: list[Interval] = []
    for told in reports(day, rng):
        ahead, since = None, None
        for one in told:
            received, shown = moment(day, one.came), day.clock(one.written)
            age = max(0.0, day.clock(one.came) - shown)
            if ahead is None:
                ahead = shown - (one.came - age)
            contact = Contact(received, timedelta(seconds=age), since, moment(day, shown - ahead))
            since = max(filter(None, [since, written_at(contact)]))
            said = [reported(shown, *times, day.n_words) for times in one.spans]
            pieces = [
                piece for found in worked(contact, said) for piece in by_day(found.stretch, found.activity, day.zone)
            ]
            kept = added(kept, pieces)
    found: dict[date, float] = defaultdict(float)
    for interval in kept:
        found[interval.local_date] += (interval.ended - interval.began).total_seconds()
    return found


def reported(shown: float, since: float, until: float, quiet: float, n_words: int) -> Reported:
    def ms(seconds: float) -> int:
        return round(max(0.0, seconds) * 1000)

    return Reported(ms(shown - since), ms(shown - until), Activity.JUDGING, n_words, ms(quiet))


def added(kept: list[Interval], pieces: list[Interval]) -> list[Interval]:
    if not pieces:
        return kept
    began, ended = min(one.began for one in pieces), max(one.ended for one in pieces)
    near = [one for one in kept if one.began <= ended and began <= one.ended]
    return [one for one in kept if one not in near] + merged([*near, *pieces])


@dataclass
class Sum:
    """Seconds of some days, by truth and as paid, and how far off the worst of them is."""

    n: int = 0
    true: float = 0.0
    paid: float = 0.0
    worst: float = 0.0

    def add(self, true: float, came: float) -> None:
        self.n, self.true, self.paid = self.n + 1, self.true + true, self.paid + came
        self.worst = max(self.worst, abs(came / true - 1))

    @property
    def off(self) -> float:
        return self.paid / self.true - 1


def compared(n_days: int, seed: int) -> dict[str, Sum]:
    """The days by kind, and all together."""
    sums: dict[str, Sum] = defaultdict(Sum)
    for number in range(n_days):
        rng = random.Random(f"{seed}/{number}")
        day = simulated(KINDS[number % len(KINDS)], rng)
        true, came = truth(day), paid(day, rng)
        for name in (day.kind, "all days"):
            sums[name].add(sum(true.values()), sum(came.values()))
    return sums


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench pay", allow_abbrev=False)
    parser.add_argument("--days", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=40, help="in the period that is closed (40); 0: none is")
    wanted = parser.parse_args()
    sums = compared(wanted.days, wanted.seed)
    print(f"{'days with':<12}{'days':>6}{'minutes, true':>16}{'paid':>12}{'off':>10}{'worst day':>12}")
    for name, one in sums.items():
        minutes = f"{one.true / 60:>16,.0f}{one.paid / 60:>12,.0f}"
        print(f"{name:<12}{one.n:>6}{minutes}{one.off:>+10.3%}{one.worst:>12.3%}")
    is_off = [name for name, one in sums.items() if abs(one.off) > TOLERANCE]
    print(f"beyond ±{TOLERANCE:.0%}: {', '.join(is_off)}" if is_off else f"all within ±{TOLERANCE:.0%}")
    is_slow = wanted.people > 0 and not closed_in_time(wanted.people)
    return 1 if is_off or is_slow else 0


def closed_in_time(n_people: int) -> bool:
    """Whether a period of so many people is proposed, approved, closed, exported and paid within a minute."""
    migrate(os.environ)
    took: dict[str, float] = json.loads(module(os.environ, "bench.payday.closing", str(n_people), str(PERIOD_DAYS)))
    print(f"\n{n_people} people, {PERIOD_DAYS} days each: seconds")
    for name, seconds in took.items():
        print(f"{name:<18}{seconds:>8.2f}")
    total = sum(seconds for name, seconds in took.items() if name not in PROOFS)
    print(f"{'proposed to paid':<18}{total:>8.2f}, at most {CLOSED_WITHIN}")
    return total <= CLOSED_WITHIN


if __name__ == "__main__":
    sys.exit(main())
