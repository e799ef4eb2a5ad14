"""
The pulse of a worker and of its clock: a row a second, so that the overview can tell when one of them is gone.

A thread beats, whatever the process does meanwhile; it ends with the process, however that ends.
"""

import threading
from collections.abc import Callable, Sequence

import structlog
from django.db import DatabaseError, connection

from annotation.actions import pulses
from annotation.choices import PulseKind
from dataset.gateways import queues

log = structlog.get_logger(__name__)
EVERY = 1.0


class Heart(threading.Thread):
    """Beats until the process ends, or `stop` is called."""

    def __init__(self, kind: PulseKind, name: str, served: Sequence[str] = ()) -> None:
        super().__init__(name="pulse", daemon=True)
        self._kind, self._name, self._served = kind, name, served
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
        pulses.begin(kind=self._kind, name=self._name, queues=self._served)

    def _beat(self) -> None:
        pulses.beat(kind=self._kind, name=self._name, queues=self._served, n_queued=self._counter.n_waiting())

    def _try(self, beat: Callable[[], None]) -> None:
        try:
            beat()
            self._silent = False
        except DatabaseError as error:
            connection.close()
            if not self._silent:
                log.warning("pulse_unheard", error=type(error).__name__)
            self._silent = True
