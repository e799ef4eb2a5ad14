import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jdb_site.frontdoor import processes
from jdb_site.frontdoor.children import ChildDied, Children, Spec
from jdb_site.frontdoor.paths import ROOT, DataFolder

FOREVER = "import time; print('up', flush=True); time.sleep(600)"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path)
    folder.make()
    return folder


@pytest.fixture
def children(folder: DataFolder) -> Iterator[Children]:
    children = Children(folder)
    yield children
    children.stop(lambda: True)


def spec(name: str, code: str = FOREVER, *, stop_signal: int = signal.SIGTERM) -> Spec:
    return Spec(name, [sys.executable, "-c", code], dict(os.environ), stop_signal=stop_signal)


def said(folder: DataFolder, name: str, text: str) -> bool:
    """Whether the child says it within a while."""
    return processes.wait_for(lambda: text in (folder.logs / f"{name}.log").read_text(), 30)


def test_a_child_writes_to_its_own_log_and_is_recorded_with_pid_and_start(
    children: Children, folder: DataFolder
) -> None:
    child = children.start(spec("web"))

    assert said(folder, "web", "up\n")
    assert json.loads(folder.records.read_text()) == [["web", child.popen.pid, child.process.started, signal.SIGTERM]]
    assert os.getsid(child.popen.pid) == child.popen.pid


def test_a_child_that_ends_is_told_with_the_end_of_its_log(children: Children, folder: DataFolder) -> None:
    child = children.start(spec("worker", "import sys; print('no broker'); sys.exit(4)"))
    child.popen.wait()

    with pytest.raises(ChildDied) as died:
        children.check()

    assert str(died.value) == f"worker ended with 4; the end of {folder.logs / 'worker.log'}:\n    no broker"


def test_children_stop_in_the_order_of_their_need_each_by_its_own_signal(
    children: Children, folder: DataFolder, tmp_path: Path
) -> None:
    order = tmp_path / "order"
    for name, number in [("postgres", signal.SIGINT), ("redis", signal.SIGTERM), ("web", signal.SIGTERM)]:
        code = f"""
import signal, sys, time
def stop(number, frame):
    open({str(order)!r}, "a").write("{name} " + signal.Signals(number).name + "\\n")
    sys.exit()
signal.signal({int(number)}, stop)
print("ready", flush=True)
time.sleep(600)
"""
        children.start(spec(name, code, stop_signal=number))
        assert said(folder, name, "ready")

    children.stop()

    assert order.read_text().splitlines() == ["web SIGTERM", "redis SIGTERM", "postgres SIGINT"]
    assert json.loads(folder.records.read_text()) == []


def test_what_an_earlier_run_left_is_ended_and_named(children: Children, folder: DataFolder) -> None:
    left = children.start(spec("redis"))
    assert said(folder, "redis", "up")

    assert Children(folder).end_stale() == ["redis"]
    assert not left.process.alive()


def test_a_process_that_has_the_pid_of_a_stale_child_is_left_alone(children: Children, folder: DataFolder) -> None:
    other = children.start(spec("redis"))
    folder.records.write_text(json.dumps([["redis", other.popen.pid, "1 an earlier start", signal.SIGKILL]]))

    assert Children(folder).end_stale() == []
    assert other.process.alive()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's word at a parent's death is Linux's")
def test_a_killed_parent_takes_its_children_along(folder: DataFolder) -> None:
    code = f"""
import os, signal, sys
from jdb_site.frontdoor.children import Children, Spec
from jdb_site.frontdoor.paths import DataFolder
from pathlib import Path
spec = Spec("web", [sys.executable, "-c", {FOREVER!r}], dict(os.environ))
child = Children(DataFolder(Path({str(folder.path)!r}))).start(spec)
sys.stdout.write(f"{{child.popen.pid}}\\n")
sys.stdout.flush()
signal.pause()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        assert parent.stdout is not None
        child = processes.of(int(parent.stdout.readline()))
        assert said(folder, "web", "up")
        parent.kill()

        assert processes.wait_for(lambda: not child.alive(), 30)


def test_a_child_that_was_killed_is_started_anew_and_its_leftovers_are_ended(
    children: Children, folder: DataFolder
) -> None:
    code = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {FOREVER!r}]); {FOREVER}"
    child = children.start(spec("web", code))
    assert said(folder, "web", "up\nup\n")
    left = [processes.of(pid) for pid in child.process.session() if pid != child.process.pid]
    child.popen.kill()
    child.popen.wait()

    assert children.dead() == [child]
    again = children.start_again(child)

    assert [process.alive() for process in left] == [False]
    assert (again.process.alive(), children.running, children.dead()) == (True, [again], [])
