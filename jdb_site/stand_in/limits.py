"""How much may be asked a minute: buckets that refill all the time, and the headers that tell how full they are."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

REQUESTS_A_MINUTE = 600_000
TOKENS_A_MINUTE = 1_000_000_000


@dataclass
class Bucket:
    """So many a minute."""

    limit: int
    level: float = field(init=False)
    at: float = 0.0

    def __post_init__(self) -> None:
        self.level = float(self.limit)

    def refill(self, now: float) -> None:
        """Let flow in what came since the last time."""
        self.level = min(self.limit, self.level + max(0.0, now - self.at) * self.limit / 60)
        self.at = now

    def wait(self, wanted: float) -> float:
        """Seconds until so much is there."""
        return max(0.0, (min(wanted, self.limit) - self.level) * 60 / self.limit)


class Limits:
    """The limits of one model: requests and tokens."""

    def __init__(self, requests: int = REQUESTS_A_MINUTE, tokens: int = TOKENS_A_MINUTE) -> None:
        self._buckets = {"requests": Bucket(requests), "tokens": Bucket(tokens)}
        self._lock = threading.Lock()

    def take(self, tokens: int, now: float) -> float:
        """Take one request and its tokens; or nothing, and the seconds to wait."""
        wanted = {"requests": 1, "tokens": tokens}
        with self._lock:
            for bucket in self._buckets.values():
                bucket.refill(now)
            wait = max(bucket.wait(wanted[name]) for name, bucket in self._buckets.items())
            if not wait:
                for name, bucket in self._buckets.items():
                    bucket.level -= wanted[name]
        return wait

    def headers(self, *, empty: float = 0.0) -> Mapping[str, str]:
        """
        How full the buckets are.

        :param empty: tell of empty ones instead, that fill after so many seconds
        """
        told = {}
        with self._lock:
            for name, bucket in self._buckets.items():
                told[f"x-ratelimit-limit-{name}"] = str(bucket.limit)
                told[f"x-ratelimit-remaining-{name}"] = "0" if empty else str(max(0, int(bucket.level)))
                told[f"x-ratelimit-reset-{name}"] = duration(empty or bucket.wait(bucket.limit))
        return told


def duration(seconds: float) -> str:
    """A time as OpenAI writes it: 120ms, 1.5s, 6m0s."""
    if seconds < 1:
        return f"{round(seconds * 1000)}ms"
    minutes, rest = divmod(round(seconds, 3), 60)
    return f"{int(minutes)}m{rest:g}s" if minutes else f"{rest:g}s"


def retry_after(seconds: float) -> Mapping[str, str]:
    """When to come again."""
    return {"retry-after-ms": str(round(seconds * 1000)), "retry-after": str(max(1, round(seconds)))}
