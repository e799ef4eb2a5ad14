"""Long work gives way to people who wait for a page."""

import os
from contextlib import suppress
from pathlib import Path

NICENESS = 10
# Linux shares the processor out between sessions (those of `setsid`) first: niceness alone counts within one.
SESSION = Path("/proc/self/autogroup")


def stand_back() -> None:
    """Let this process have the processor only as far as others leave it; where they leave all, it is as fast."""
    os.nice(max(0, NICENESS - os.nice(0)))
    if is_of_its_own_session():
        with suppress(OSError):  # no such sharing here, or asked too often
            SESSION.write_text(str(NICENESS))


def is_of_its_own_session() -> bool:
    """Whether the session is this process's or its parent's, and nobody's at a terminal."""
    if os.getsid(0) not in {os.getpid(), os.getppid()}:
        return False
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return True
    return False
