"""A background process says that it is alive."""

from collections.abc import Sequence

from annotation.choices import PulseKind
from annotation.gateways import pulses


def begin(*, kind: PulseKind, name: str, queues: Sequence[str] = ()) -> None:
    """The first beat of a process; those that are long gone are forgotten."""
    pulses.forget()
    pulses.beat(kind=kind, name=name, queues=queues, n_queued=None)


def beat(*, kind: PulseKind, name: str, queues: Sequence[str] = (), n_queued: int | None) -> None:
    """
    Alive at this moment, by the database's clock.

    :param n_queued: messages that wait in all queues; None when the broker gives no answer
    """
    pulses.beat(kind=kind, name=name, queues=queues, n_queued=n_queued)
