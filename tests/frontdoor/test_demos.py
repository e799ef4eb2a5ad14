"""The demo as a person meets it: started, used, killed, found again. The runs share one data folder, in this order."""

import json
import os
import signal
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from jdb_site.frontdoor import externals, ports, processes
from jdb_site.frontdoor.paths import ROOT, DataFolder

pytestmark = pytest.mark.slow

RUN = str(ROOT / "run")
PATIENCE = 300


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture
def env(var: Path) -> dict[str, str]:
    """The environment of a person, without the servers of this test run."""
    kept = {name: value for name, value in os.environ.items() if name not in externals.NAMES}
    return {**kept, "STRIKEOUT_VAR": str(var)}


class Run:
    """A `./run demo` under way, and what it has said."""

    def __init__(self, env: dict[str, str], *arguments: str) -> None:
        self.lines: list[str] = []
        command = [RUN, "demo", "--no-browser", *arguments]
        self.popen = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.popen.stdout is not None
        self.lines.extend(iter(self.popen.stdout.readline, ""))

    def said(self, text: str) -> str:
        """The line with that text, once it is said."""
        processes.wait_for(lambda: self.heard(text) or self.popen.poll() is not None, PATIENCE)
        assert self.heard(text), "".join(self.lines)
        return next(line for line in self.lines if text in line)

    def heard(self, text: str) -> bool:
        return any(text in line for line in self.lines)

    def address(self) -> str:
        return self.said("Strikeout runs at").split()[3]

    def ended(self) -> int:
        """The code that it ended with."""
        code = self.popen.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code

    def close(self) -> None:
        if self.popen.poll() is None:
            self.popen.kill()
        self.ended()
        assert self.popen.stdout is not None
        self.popen.stdout.close()


@pytest.fixture
def demo(env: dict[str, str]) -> Iterator[Run]:
    with socket.socket() as probe:
        probe.bind((ports.HOST, 0))
        port = probe.getsockname()[1]
    run = Run(env, "--port", str(port))
    yield run
    run.close()


def children(var: Path) -> dict[str, processes.Process]:
    rows = json.loads(DataFolder(var / "demo").records.read_text())
    return {name: processes.Process(pid, started) for name, pid, started, _ in rows}


def answer(url: str) -> tuple[int, str]:
    with urllib.request.urlopen(url, timeout=30) as response:  # noqa: S310 (our own address)
        return response.status, response.read().decode()


def answers(url: str) -> bool:
    """Whether a page is served, whatever else happens."""
    try:
        return answer(url)[0] == 200
    except OSError:
        return False


def test_a_demo_serves_and_starts_anew_whatever_part_dies(demo: Run, var: Path, env: dict[str, str]) -> None:
    address = demo.address()

    assert answer(f"{address}livez") == (200, "ok\n")
    assert demo.said("✓ a stand-in for models (no key is set) · ")
    assert sorted(children(var)) == ["beat", "media", "postgres", "redis", "stand-in", "web", "worker"]
    assert all(child.alive() for child in children(var).values())

    second = subprocess.run([RUN, "demo"], env=env, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert f"demo runs in this checkout already at {address.rstrip('/')};" in second.stdout

    count = "from annotation.models import User; print(User.objects.count())"
    people = subprocess.run(
        [RUN, "manage", "shell", "--verbosity", "0", "-c", count], env=env, capture_output=True, text=True, check=False
    )
    assert (people.returncode, int(people.stdout) >= 4) == (0, True)

    for name, died in children(var).items():
        os.kill(died.pid, signal.SIGKILL)
        assert demo.said(f"  {name} ended with -9; it is started again\n")
        assert processes.wait_for(lambda: answers(f"{address}demo/result/"), PATIENCE)
        assert not died.alive()
    assert processes.wait_for(lambda: all(child.alive() for child in children(var).values()), PATIENCE)
    again = children(var)
    assert sorted(again) == ["beat", "media", "postgres", "redis", "stand-in", "web", "worker"]
    assert all(child.alive() for child in again.values())

    demo.popen.send_signal(signal.SIGINT)
    assert demo.ended() == 0
    assert not any(child.alive() for child in again.values())


def test_a_killed_demo_leaves_nothing_that_blocks_the_next(demo: Run, var: Path) -> None:
    demo.address()
    left = children(var)

    demo.popen.kill()
    demo.ended()

    assert processes.wait_for(lambda: not any(child.alive() for child in left.values()), 60)


def test_a_taken_port_is_told_and_ctrl_c_stops_all(var: Path, env: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind((ports.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = Run(env, "--port", str(port))
        try:
            address = run.address()
            assert f"  port {port} is taken, so the demo uses {address.rstrip('/').rpartition(':')[2]}\n" in run.lines
            assert answer(f"{address}livez") == (200, "ok\n")

            left = children(var)
            run.popen.send_signal(signal.SIGINT)

            assert run.ended() == 0
            assert run.lines[-1].startswith("✓ stop everything · ")
            assert not any(child.alive() for child in left.values())
        finally:
            run.close()
