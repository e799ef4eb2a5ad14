import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from jdb_site.frontdoor import processes

SLEEP = [sys.executable, "-c", "import time; print(flush=True); time.sleep(600)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(600)",
]


def started(command: list[str]) -> subprocess.Popen[bytes]:
    """The program, once it has said its first line."""
    popen = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
    assert popen.stdout is not None
    popen.stdout.readline()
    return popen


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    with started(SLEEP) as popen:
        yield popen
        popen.kill()


def test_a_process_is_alive_until_it_ends_even_when_nobody_collects_it(sleeper: subprocess.Popen[bytes]) -> None:
    process = processes.of(sleeper.pid)
    assert process.alive()

    sleeper.kill()

    assert processes.wait_for(lambda: not process.alive(), 30)


def test_another_process_under_the_same_pid_is_not_taken_for_it(sleeper: subprocess.Popen[bytes]) -> None:
    before = replace(processes.of(sleeper.pid), started="1 an earlier start")

    assert not before.alive()
    assert before.session() == []


def test_ending_a_stale_process_leaves_the_one_that_has_its_pid_now(sleeper: subprocess.Popen[bytes]) -> None:
    processes.end(replace(processes.of(sleeper.pid), started="1 an earlier start"), signal.SIGKILL, grace=1)

    assert processes.of(sleeper.pid).alive()
    assert sleeper.poll() is None


def test_a_process_that_does_not_listen_is_killed() -> None:
    with started(DEAF) as popen:
        processes.end(processes.of(popen.pid), signal.SIGTERM, grace=0.2)

        assert popen.wait() == -signal.SIGKILL


def test_in_a_hurry_nothing_is_waited_for() -> None:
    with started(DEAF) as popen:
        processes.end(processes.of(popen.pid), signal.SIGTERM, grace=600, hurry=lambda: True)

        assert popen.wait() == -signal.SIGKILL


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="sessions are read from /proc")
def test_what_a_process_left_in_its_session_is_ended_with_it() -> None:
    code = f"import subprocess, sys; p = subprocess.Popen({SLEEP!r}); print(p.pid, flush=True); p.wait()"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True) as parent:
        assert parent.stdout is not None
        grandchild = processes.of(int(parent.stdout.readline()))
        leader = processes.of(parent.pid)
        parent.kill()
        assert processes.wait_for(lambda: not leader.alive(), 30)
        assert grandchild.alive()

        processes.end(leader, signal.SIGTERM, grace=1)

        assert not grandchild.alive()
