"""
Health checks of a container: `python probes.py web`, `beat` or `stand-in`; the code to exit with is the answer.

A script of the standard library alone: it runs every few seconds beside the program, and must not load the application.
"""

import os
import sys
import time
import urllib.request
from pathlib import Path

SYNCED_EVERY = 180  # seconds after which beat writes its schedule


def web() -> bool:
    """Whether the web server answers, under a name that it serves."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
    url = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/livez"
    request = urllib.request.Request(url, headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=4) as response:  # noqa: S310 (our own address)
            return bool(response.status == 200)
    except OSError:
        return False


def stand_in() -> bool:
    """Whether the stand-in for models answers."""
    request = urllib.request.Request("http://127.0.0.1:8030/v1/models", headers={"Authorization": "Bearer any"})
    try:
        with urllib.request.urlopen(request, timeout=4) as response:  # noqa: S310 (as above)
            return bool(response.status == 200)
    except OSError:
        return False


def beat() -> bool:
    """Whether the clock has written its schedule lately."""
    schedule = Path(os.environ.get("BEAT_SCHEDULE", "var/beat-schedule"))
    written = [path.stat().st_mtime for path in schedule.parent.glob(f"{schedule.name}*")]
    return bool(written) and time.time() - max(written) < 2 * SYNCED_EVERY + 60


if __name__ == "__main__":
    sys.exit(0 if {"web": web, "beat": beat, "stand-in": stand_in}[sys.argv[1]]() else 1)
