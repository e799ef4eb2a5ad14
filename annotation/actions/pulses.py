"""A background process says that it is alive."""

from annotation.gateways import pulses
from annotation.gateways.pulses import Sign


def begin(*, sign: Sign) -> None:
    """The first beat of a process; who had its name before, and those that are long gone, are forgotten."""
    pulses.forget(kind=sign.kind, name=sign.name)
    pulses.beat(sign)


def beat(*, sign: Sign) -> None:
    """Alive at this moment, by the database's clock."""
    pulses.beat(sign)
