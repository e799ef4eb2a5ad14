"""Long work gives way to people who wait for a page."""

import os

NICENESS = 10


def stand_back() -> None:
    """Let this process have the processor only as far as others leave it; where they leave all, it is as fast."""
    os.nice(max(0, NICENESS - os.nice(0)))
