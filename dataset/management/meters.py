"""Progress of a long command: how much of how much, at what rate, and how long it will still take."""

import time
from collections.abc import Callable

from django.core.management.base import OutputWrapper

EVERY = 1.0


class Meter:
    """Writes a line at most once a second; on a terminal always the same line, over itself."""

    def __init__(self, stream: OutputWrapper, noun: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._noun = noun
        self._clock = clock
        self._started_at = self._said_at = clock()
        self._done = self._total = 0

    def __call__(self, done: int, total: int) -> None:
        self._done, self._total = done, max(done, total)
        if (now := self._clock()) - self._said_at >= EVERY:
            self._said_at = now
            self._say("\r" if self._stream.isatty() else "", "" if self._stream.isatty() else "\n")

    def finish(self) -> None:
        """The last line: all that was done, and the time that it took."""
        self._say("\r" if self._stream.isatty() else "", "\n")

    def _say(self, before: str, after: str) -> None:
        took = self._clock() - self._started_at
        rate = self._done / took if took > 0 else 0.0
        parts = [f"{self._done:,} of {self._total:,} {self._noun}", f"{rate:,.0f} a second"]
        if rate and self._done < self._total:
            parts.append(f"{duration((self._total - self._done) / rate)} left")
        else:
            parts.append(f"took {duration(took)}")
        self._stream.write(f"{before}{', '.join(parts):<70}{after}", str, "")
        self._stream.flush()


def duration(seconds: float) -> str:
    """`7 s`, `2 min 5 s`, `1 h 3 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
