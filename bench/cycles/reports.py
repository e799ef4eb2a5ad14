"""The tables of a run, and its verdict on each budget."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bench.cycles.runs import Measured

CYCLE_MS = 5.0
FLAT_SHARE, FLAT_MS = 0.2, 0.5
CYCLES_A_SECOND = 300.0
BARE_REQUESTS = 8  # docs/adr/0023
P99_MS, MOST_MS = 100.0, 1000.0
SERVER = ("web", "postgres", "redis")


class Verdict(NamedTuple):
    """One budget: what was found, and whether it holds."""

    budget: str
    found: str
    holds: bool


def rows(measured: Iterable[Measured]) -> Iterator[str]:
    """The table of cycles."""
    yield "| | pairs | people | cycles | a second | p50 ms | p95 | p99 | CPU ms: web | PostgreSQL | Valkey | clients |"
    yield "|---|---|---|---|---|---|---|---|---|---|---|---|"
    for one in measured:
        times = " | ".join(f"{one.percentile(share):.1f}" for share in (0.5, 0.95, 0.99))
        costs = " | ".join(f"{one.per_cycle(name):.2f}" for name in (*SERVER, "clients"))
        who = f"{one.what} | {one.pairs:,} | {one.annotators}"
        yield f"| {who} | {one.cycles:,} | {one.rate():.0f} | {times} | {costs} |"


def requests(measured: Iterable[Measured]) -> Iterator[str]:
    """The table of paced requests, by kind."""
    yield "| | request | n | p50 ms | p95 | p99 | most |"
    yield "|---|---|---|---|---|---|---|"
    for one in measured:
        for kind, times in one.times.items():
            if times:
                figures = " | ".join(f"{one.percentile(share, kind):.1f}" for share in (0.5, 0.95, 0.99, 1.0))
                yield f"| {one.what} | {kind} | {len(times):,} | {figures} |"


def cost(one: Measured) -> float:
    return one.per_cycle(*SERVER)


def verdicts(measured: list[Measured]) -> Iterator[Verdict]:
    loops = [one for one in measured if one.what == "loop"]
    crowds = [one for one in loops if one.annotators > 1] or loops
    for one in loops:
        who = f"{one.pairs:,} pairs, {one.annotators} annotators"
        yield Verdict(f"a cycle ≤ {CYCLE_MS:.0f} ms of CPU ({who})", f"{cost(one):.2f} ms", cost(one) <= CYCLE_MS)
    yield from flat(loops)
    for one in crowds:
        if one.annotators == 40:
            yield Verdict(
                f"≥ {CYCLES_A_SECOND:.0f} cycles/s, 40 annotators ({one.pairs:,} pairs)",
                f"{one.rate():.0f}",
                one.rate() >= CYCLES_A_SECOND,
            )
    yield from beside_bare(measured, crowds)
    for one in measured:
        if one.what.startswith("paced"):
            yield from paced(one)
    yield from lone(measured)
    wrong = [trouble for one in measured for trouble in one.troubles]
    yield Verdict("every request answered 200", f"{len(wrong)} were not {wrong[:2] or ''}", not wrong)


def flat(loops: list[Measured]) -> Iterator[Verdict]:
    """A cycle costs the same in the largest batch as in the smallest."""
    for n in sorted({one.annotators for one in loops}):
        alike = sorted((one for one in loops if one.annotators == n), key=lambda one: one.pairs)
        if len(alike) > 1:
            least, most = cost(alike[0]), cost(alike[-1])
            allowed = max(least * (1 + FLAT_SHARE), least + FLAT_MS)
            sizes = f"{alike[0].pairs:,} to {alike[-1].pairs:,} pairs"
            yield Verdict(f"flat from {sizes}, {n} annotators", f"{least:.2f} → {most:.2f} ms", most <= allowed)


def beside_bare(measured: list[Measured], crowds: list[Measured]) -> Iterator[Verdict]:
    """What holds on a machine of any speed: a cycle in requests of the bare view, of as many people in the same run."""
    bare = {one.annotators: one for one in measured if one.what == "bare view"}
    for one in crowds:
        if one.annotators in bare:
            times = cost(one) / cost(bare[one.annotators])
            who = f"{one.pairs:,} pairs, {one.annotators} annotators"
            yield Verdict(f"a cycle ≤ {BARE_REQUESTS} bare requests ({who})", f"{times:.1f}", times <= BARE_REQUESTS)


def paced(one: Measured) -> Iterator[Verdict]:
    for kind, times in one.times.items():
        if times:
            late, most = one.percentile(0.99, kind), max(times)
            found = f"p99 {late:.0f} ms, most {most:.0f} ms"
            yield Verdict(f"{one.what}: {kind} p99 ≤ 100 ms, none over 1 s", found, late <= P99_MS and most <= MOST_MS)


def lone(measured: list[Measured]) -> Iterator[Verdict]:
    """Who has judged fifty thousand pairs waits no longer than somebody new."""
    new = {one.pairs: one for one in measured if one.what == "newcomer"}
    for one in measured:
        if one.what == "veteran" and one.pairs in new:
            before, after = new[one.pairs].percentile(0.5), one.percentile(0.5)
            found = f"p50 {before:.1f} → {after:.1f} ms, CPU {cost(new[one.pairs]):.2f} → {cost(one):.2f} ms"
            holds = after <= max(before * (1 + FLAT_SHARE), before + FLAT_MS)
            yield Verdict(f"as fast after 50,000 judged ({one.pairs:,} pairs)", found, holds)
