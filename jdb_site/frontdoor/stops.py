"""Being asked to stop: ctrl-C, SIGTERM and SIGHUP raise Stop once; asked again, what is being stopped hurries."""

import signal
from types import FrameType


class Stop(BaseException):
    """The person, or the system, asks us to stop."""


class Stops:
    """Listens for signals. `hurry` is whether one came after the first."""

    def __init__(self) -> None:
        self.asked = False
        self.hurry = False

    def listen(self) -> None:
        """Take the signals. SIGHUP stays ignored where it is (nohup)."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._heard)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._heard)

    def close(self) -> None:
        """From now on signals no longer interrupt, they only hurry: we are stopping already."""
        self.asked = True

    def hurried(self) -> bool:
        """Whether to stop the hard way."""
        return self.hurry

    def _heard(self, number: int, _frame: FrameType | None) -> None:
        if self.asked:
            self.hurry = True
            return
        self.asked = True
        raise Stop(signal.Signals(number).name)
