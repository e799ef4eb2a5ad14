"""One measurement: clients started, the clock and the meters read round their work."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.cycles.databases import PLACE
from jdb_site.frontdoor.paths import ROOT

Meter = Callable[[], dict[str, float]]


@dataclass
class Measured:
    """Cycles and what they cost; further rounds of the same are added to it."""

    what: str
    pairs: int
    annotators: int
    seconds: float = 0.0
    times: dict[str, list[float]] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    n_empty: int = 0

    @property
    def cycles(self) -> int:
        """Answers taken in, with or without a refill."""
        return len(self.times.get("cycle", [])) + len(self.times.get("submit", []))

    def rate(self) -> float:
        return self.cycles / self.seconds if self.seconds else 0.0

    def per_cycle(self, *names: str) -> float:
        """Milliseconds of CPU a cycle."""
        return 1000 * sum(self.cpu.get(name, 0.0) for name in names) / max(1, self.cycles)

    def percentile(self, share: float, *kinds: str) -> float:
        """Of requests of these kinds; of none named, of all answers."""
        named = kinds or ("cycle", "submit")
        return percentile([time for kind in named for time in self.times.get(kind, [])], share)

    def add(self, told: Mapping[str, Any], spent: Mapping[str, float]) -> None:
        for kind, times in told["times"].items():
            self.times.setdefault(kind, []).extend(times)
        for name, seconds in [*spent.items(), ("clients", told["cpu"])]:
            self.cpu[name] = self.cpu.get(name, 0.0) + seconds
        self.seconds += told["seconds"]
        self.troubles += told["troubles"]
        self.n_empty += told["n_empty"]

    def as_dict(self) -> dict[str, Any]:
        """For the file of results: figures, not every time."""
        figures = {
            kind: {"n": len(times), **{f"p{share}": percentile(times, share / 100) for share in (50, 95, 99, 100)}}
            for kind, times in self.times.items()
            if times
        }
        kept = {name: value for name, value in asdict(self).items() if name != "times"}
        costs = {f"{name}_ms": self.per_cycle(name) for name in self.cpu}
        return {**kept, "cycles": self.cycles, "cycles_a_second": self.rate(), "requests": figures, **costs}


def percentile(times: list[float], share: float) -> float:
    """The smallest of the times that this share of them does not exceed."""
    return sorted(times)[max(0, -(-int(len(times) * share * 1000) // 1000) - 1)] if times else float("nan")


@contextmanager
def clients(module: str, plan: dict[str, Any], env: Mapping[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """A client process that is ready to begin."""
    path = PLACE / "plan.json"
    path.write_text(json.dumps(plan))
    command = [sys.executable, "-P", "-m", module, str(path)]
    process = subprocess.Popen(
        command, env=dict(env), cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            raise OSError(f"{module} did not begin")
        yield process
    finally:
        process.kill()
        process.wait()


def measure(module: str, plan: dict[str, Any], env: Mapping[str, str], meter: Meter, into: Measured) -> None:
    """Let the clients of a plan work once, and add what they found and what it cost."""
    with clients(module, plan, env) as process:
        before = meter()
        found, _ = process.communicate("go\n")
        after = meter()
    told = json.loads(found.splitlines()[-1])
    into.add(told, {name: after[name] - before[name] for name in after})


def note(path: Path, measured: list[Measured], verdicts: Mapping[str, Any]) -> None:
    """Keep the results."""
    text = json.dumps({"verdicts": verdicts, "measured": [one.as_dict() for one in measured]}, indent=2)
    fresh = path.with_suffix(".new")
    fresh.write_text(text + "\n")
    fresh.replace(path)
