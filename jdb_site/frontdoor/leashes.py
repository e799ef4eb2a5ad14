"""
Becomes another program that ends when its parent does: `python leashes.py PARENT SIGNAL UID COMMAND…`.

Run as a script, before the program: the kernel sends SIGNAL when the parent dies, however it dies (Linux; elsewhere the
next run ends what was left). UID 0 or more drops to that user first; -1 stays. The process keeps its pid.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def drop(uid: int) -> None:
    """Become the user, whose group has the same number."""
    os.setgroups([])
    os.setgid(uid)
    os.setuid(uid)


def hold(parent: int, number: int) -> None:
    """Ask for the signal at the parent's death; leave at once if it is dead already."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:
        sys.exit(0)


def main(arguments: list[str]) -> None:
    """Drop, hold, become the program with every signal as it is by default."""
    parent, number, uid = (int(value) for value in arguments[:3])
    if uid >= 0:
        drop(uid)
    hold(parent, number)
    for name in ("SIGINT", "SIGHUP", "SIGPIPE", "SIGTERM"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.execvp(arguments[3], arguments[3:])  # noqa: S606 (the pid must stay)


if __name__ == "__main__":
    main(sys.argv[1:])
