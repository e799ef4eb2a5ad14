"""The faults that are asked for, and whom they meet: by share, by seed, the same for the same request."""

import hashlib
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

STATUSES = ("400", "401", "403", "429", "quota", "500", "503")
MANNERS = ("slow", "timeout", "cut")
CONTENTS = ("truncated", "wrong_body", "no_json", "wrong_schema", "refusal", "hijacked", "fenced")
OF_BATCHES = ("unordered", "expired", "all_failed", "empty_error_file", "enqueued_quota", "slow_steps")
OF_LINES = ("missing_lines", "status_zero")
OF_REQUESTS = (*STATUSES, *MANNERS, *CONTENTS)
MODES = ("ok", *OF_REQUESTS, *OF_BATCHES, *OF_LINES)
PLACES = ("chat", "files", "batches")


class UnknownMode(Exception):
    """A wish for faults that cannot be met."""


@dataclass
class Faults:
    """Which faults come, how often, and how often each request was met already."""

    shares: Mapping[str, float] = field(default_factory=dict)
    seed: int = 0
    places: tuple[str, ...] = ("chat",)  # where faults of transport come
    slow_seconds: float = 1.0
    retry_seconds: float = 1.0
    polls: int = 1  # looks at a batch until its next step

    def __post_init__(self) -> None:
        self._met: Counter[bytes] = Counter()
        self._lock = threading.Lock()

    @classmethod
    def of(cls, wish: Mapping[str, Any]) -> "Faults":
        """
        The faults that a wish names: {"mode": "429", "share": 0.05, "seed": 1}, or several with shares in `mode`.

        :raises UnknownMode: there is no such mode, or the shares make no sense
        """
        shares = shares_of(wish.get("mode", "ok"), wish.get("share", 1))
        places = tuple(wish.get("on", ("chat",)))
        if not {*places} <= {*PLACES}:
            raise UnknownMode(f"faults come on {', '.join(PLACES)}, not on {', '.join(map(str, places))}")
        seed, polls = wish.get("seed", 0), wish.get("polls", 1)
        seconds = {name: wish[name] for name in ("slow_seconds", "retry_seconds") if name in wish}
        if not isinstance(seed, int) or not isinstance(polls, int) or polls < 1:
            raise UnknownMode("the seed is a whole number, and so is polls, from 1")
        if not all(isinstance(value, int | float) and value >= 0 for value in seconds.values()):
            raise UnknownMode("seconds are numbers from 0")
        return cls(shares, seed, places, polls=polls, **seconds)

    def as_dict(self) -> dict[str, Any]:
        """The wish, as it was understood."""
        return {
            "mode": dict(self.shares),
            "seed": self.seed,
            "on": list(self.places),
            "slow_seconds": self.slow_seconds,
            "retry_seconds": self.retry_seconds,
            "polls": self.polls,
        }

    def draw(self, place: str, request: bytes) -> str:
        """
        The fault that meets this request, or ok.

        The n-th time that a request comes it is drawn anew, so that one who tries again gets through.
        """
        modes = [mode for mode in OF_REQUESTS if mode in self.shares and (place == "chat" or mode not in CONTENTS)]
        if not modes or place not in self.places:
            return "ok"
        point = self._point(place, request)
        for mode in modes:
            point -= self.shares[mode]
            if point < 0:
                return mode
        return "ok"

    def strikes(self, mode: str, whom: bytes) -> bool:
        """Whether a fault of batches or lines meets this one."""
        share = self.shares.get(mode, 0)
        return share > 0 and self._point(mode, whom) < share

    def _point(self, salt: str, request: bytes) -> float:
        key = hashlib.blake2b(salt.encode() + b"\0" + request, digest_size=12).digest()
        with self._lock:
            self._met[key] += 1
            times = self._met[key]
        drawn = hashlib.blake2b(b"%d:%d:" % (self.seed, times) + key, digest_size=8).digest()
        return int.from_bytes(drawn) / 2**64


def shares_of(mode: Any, share: Any) -> dict[str, float]:
    """
    The share of each mode that is named: "429", "429=0.05,500=0.03", {"429": 0.05, "500": 0.03}.

    :raises UnknownMode: there is no such mode, or the shares make no sense
    """
    try:
        if isinstance(mode, str):
            named = [part.partition("=") for part in mode.split(",")]
            shares = {name.strip(): float(value if sign else share) for name, sign, value in named}
        else:
            shares = {str(name): float(value) for name, value in dict(mode).items()}
    except (TypeError, ValueError) as failure:
        raise UnknownMode(f"cannot read the modes {mode!r} with the share {share!r}") from failure
    if unknown := sorted({*shares} - {*MODES}):
        raise UnknownMode(f"there is no mode {', '.join(unknown)}; there are {', '.join(MODES)}")
    faults = {name: value for name, value in shares.items() if name != "ok"}
    total = sum(value for name, value in faults.items() if name in OF_REQUESTS)
    if any(not 0 <= value <= 1 for value in faults.values()) or total > 1.000001:
        raise UnknownMode("each share lies between 0 and 1, and those of requests come to at most 1")
    return faults
