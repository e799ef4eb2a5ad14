"""Progress of a long command: a line a second on stderr, with rate and time left."""

import time
from collections.abc import Callable

from django.core.management.base import OutputWrapper


class Meter:
    """Says how far something is, at most once a second; `share` is the part done, from 0 to 1."""

    def __init__(self, stream: OutputWrapper, what: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._what = what
        self._clock = clock
        self._began = self._said = clock()
        self._share_at_first: float | None = None

    def show(self, n: int, share: float) -> None:
        """Tell of `n` done so far, if a second has passed since the last line."""
        if self._share_at_first is None:
            self._share_at_first = min(share, 1.0)
        if (now := self._clock()) - self._said >= 1:
            self._said = now
            self._write(self._line(n, min(share, 1.0), now - self._began), again=True)

    def end(self, n: int) -> None:
        """The last line: how many, and how long it took."""
        seconds = self._clock() - self._began
        self._write(f"{self._what}: {n:,} in {span(seconds)} ({rate(n, seconds)})", again=False)

    def _line(self, n: int, share: float, seconds: float) -> str:
        gained = share - (self._share_at_first or 0.0)
        left = f", {span(seconds * (1 - share) / gained)} left" if gained > 0 else ""
        return f"{self._what}: {n:,}, {share:.0%}, {rate(n, seconds)}{left}"

    def _write(self, line: str, *, again: bool) -> None:
        if self._stream.isatty():
            self._stream.write(f"\r\x1b[K{line}", ending="" if again else "\n")
        else:
            self._stream.write(line)


def rate(n: int, seconds: float) -> str:
    return f"{n / seconds:,.0f}/s" if seconds > 0 else "0/s"


def span(seconds: float) -> str:
    """Seconds in words that a person reads at a glance."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
