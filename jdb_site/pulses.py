"""
The pulse of a worker and of its clock: a row a second, so that pages can tell when one of them is gone.

A thread beats, whatever the process does meanwhile; it ends with the process, however that ends.
"""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, connection

from annotation.actions import pulses
from annotation.gateways.pulses import Sign
from dataset.gateways import queues

log = structlog.get_logger(__name__)
EVERY = 1.0

Hand = list[dict[str, str]]


class Heart(threading.Thread):
    """Beats until the process ends, or `stop` is called."""

    def __init__(self, sign: Sign, in_hand: Callable[[], Hand] = list, ticks: Mapping[str, str] | None = None) -> None:
        super().__init__(name="pulse", daemon=True)
        self._sign = replace(sign, version=settings.BUILD)
        self._in_hand, self._ticks = in_hand, {} if ticks is None else ticks
        self._counter = queues.Counter()
        self._stopped = threading.Event()
        self._silent = False

    def run(self) -> None:
        self._try(self._begin)
        while not self._stopped.wait(EVERY):
            self._try(self._beat)
        connection.close()

    def stop(self) -> None:
        self._stopped.set()

    def _begin(self) -> None:
        pulses.begin(sign=self._sign)

    def _beat(self) -> None:
        n_queued = self._counter.n_waiting()
        pulses.beat(sign=replace(self._sign, n_queued=n_queued, in_hand=self._in_hand(), ticks={**self._ticks}))

    def _try(self, beat: Callable[[], None]) -> None:
        try:
            beat()
            self._silent = False
        except DatabaseError as error:
            connection.close()
            if not self._silent:
                log.warning("pulse_unheard", error=type(error).__name__)
            self._silent = True


class Hands:
    """The tasks that a worker has in hand, read by a thread beside the one that takes them."""

    def __init__(self, active: Iterable[Any]) -> None:
        self._active = active
        self._before: Hand = []

    def __call__(self) -> Hand:
        try:
            found = [(one.time_start, one.name) for one in self._active if one.time_start]
        except RuntimeError:  # another was taken meanwhile
            return self._before
        self._before = [{"task": name, "since": moment(began)} for began, name in sorted(found)]
        return self._before


class Bells:
    """When the clock last rang for each task; `rang` is told by Celery, in the clock's process."""

    def __init__(self) -> None:
        self.last: dict[str, str] = {}

    def rang(self, sender: str, **_: Any) -> None:
        self.last[sender] = moment(datetime.now(UTC).timestamp())


def moment(seconds: float) -> str:
    """ISO 8601, to the second: nobody needs to know more of it."""
    return datetime.fromtimestamp(int(seconds), UTC).isoformat()
