"""Processes side by side: what they make, what they raise, and that none is left."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from dataset.gateways.priorities import NICENESS
from dataset.gateways.sides import HelperDied, side_by_side
from tests.processes.conftest import wait_until

ROOT = Path(__file__).resolve().parents[3]


def squares(numbers: Iterable[int]) -> Iterator[int]:
    for number in numbers:
        if number < 0:
            raise ValueError(f"no square of {number}")
        yield number * number


def dying(number: int) -> Iterator[int]:
    yield number
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)


def waiting(number: int) -> Iterator[int]:
    yield number
    time.sleep(3600)


def test_all_that_is_made_of_each_item_comes_in_its_order_with_the_items_place() -> None:
    found = list(side_by_side(squares, [(1, 2, 3), (), (5, 4)]))

    assert [made for place, made in found if place == 0] == [1, 4, 9]
    assert [made for place, made in found if place == 2] == [25, 16]
    assert len(found) == 5
    assert multiprocessing.active_children() == []


def test_what_a_process_raises_is_raised_here_and_the_others_end() -> None:
    with pytest.raises(ValueError, match="no square of -3"):
        list(side_by_side(squares, [range(1000), (1, -3)]))

    assert multiprocessing.active_children() == []


def test_a_process_that_is_killed_is_noticed() -> None:
    with pytest.raises(HelperDied, match="ended with -9"):
        list(side_by_side(dying, [1, 2, 3]))

    assert multiprocessing.active_children() == []


def test_whoever_stops_taking_leaves_no_process_behind() -> None:
    found = side_by_side(waiting, [7, 7])

    assert next(found)[1] == 7
    found.close()

    assert multiprocessing.active_children() == []


LEFT_ALONE = """
import multiprocessing
from dataset.gateways.priorities import NICENESS
from dataset.gateways.sides import side_by_side
from tests.dataset.gateways.test_sides import waiting

if __name__ == "__main__":
    for _ in side_by_side(waiting, [1, 2]):
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
"""


def test_when_the_one_who_takes_is_killed_the_processes_end_whatever_they_wait_for(tmp_path: Path) -> None:
    (tmp_path / "alone.py").write_text(LEFT_ALONE)
    command = [sys.executable, str(tmp_path / "alone.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": "."}) as process:
        assert process.stdout is not None
        pids = [int(pid) for pid in process.stdout.readline().split()]
        process.kill()

    assert len(pids) == 2
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))


def niceness(_nothing: None) -> Iterator[int]:
    yield os.nice(0)


def test_they_come_after_those_who_serve_pages() -> None:
    assert list(side_by_side(niceness, [None])) == [(0, max(NICENESS, os.nice(0)))]
