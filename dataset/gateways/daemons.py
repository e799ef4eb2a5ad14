"""Processes below a task: Celery's pool marks its own as daemons, and Python refuses children to those."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import process
from typing import Any


class _Main(process.BaseProcess):
    """What `multiprocessing` takes a process for that it did not start itself."""

    def __init__(self) -> None:
        own: Any = process
        self._identity = ()
        self._name = "MainProcess"
        self._parent_pid = self._popen = None
        self._closed = False
        self._config = {"authkey": own.AuthenticationString(os.urandom(32)), "semprefix": "/mp"}


@contextmanager
def children_allowed() -> Iterator[None]:
    """
    Let this process have children meanwhile.

    Daemons may have none because theirs would be left over; ours end by themselves when their pipe closes. And
    Celery's own kind of process cannot be told to a fresh one at all.
    """
    own: Any = process
    before = own._current_process  # noqa: SLF001  there is no other way to it
    own._current_process = _Main()  # noqa: SLF001
    try:
        yield
    finally:
        own._current_process = before  # noqa: SLF001
