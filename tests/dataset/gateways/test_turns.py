"""Processes that take turns: order, what they raise, and that none is left."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from dataset.gateways.turns import HelperDied, apart, in_turns
from tests.processes.conftest import wait_until

ROOT = Path(__file__).resolve().parents[3]


def squares(numbers: Iterable[int]) -> Iterator[int]:
    for number in numbers:
        if number < 0:
            raise ValueError(f"no square of {number}")
        yield number * number


def dying(numbers: Iterable[int]) -> Iterator[int]:
    for number in numbers:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        yield number


def test_results_come_in_the_order_of_the_items_whoever_made_them() -> None:
    assert list(in_turns(squares, [3, 1, 2, 5], 2)) == [(3, 9), (1, 1), (2, 4), (5, 25)]
    assert multiprocessing.active_children() == []


def test_what_a_process_raises_is_raised_here_and_the_others_end() -> None:
    found = in_turns(squares, [1, -3, 4, 5], 2)

    assert next(found) == (1, 1)
    with pytest.raises(ValueError, match="no square of -3"):
        next(found)
    assert multiprocessing.active_children() == []


def test_a_process_that_is_killed_is_noticed() -> None:
    found = in_turns(dying, [1, 2, 3, 4], 2)

    with pytest.raises(HelperDied, match="ended with -9"):
        list(found)
    assert multiprocessing.active_children() == []


def test_whoever_stops_taking_leaves_no_process_behind() -> None:
    found = in_turns(squares, range(1000), 2)

    assert next(found) == (0, 0)
    found.close()

    assert multiprocessing.active_children() == []


LEFT_ALONE = """
import itertools, multiprocessing
from dataset.gateways.turns import in_turns
from tests.dataset.gateways.test_turns import squares

if __name__ == "__main__":
    for _ in in_turns(squares, itertools.count(), 2):
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
"""


def test_when_the_one_who_takes_is_killed_the_processes_end(tmp_path: Path) -> None:
    (tmp_path / "alone.py").write_text(LEFT_ALONE)
    command = [sys.executable, str(tmp_path / "alone.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": "."}) as process:
        assert process.stdout is not None
        pids = [int(pid) for pid in process.stdout.readline().split()]
        process.kill()

    assert len(pids) == 2
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))


def up_to(asked: Iterable[int]) -> Iterator[int | None]:
    for n in asked:
        yield from range(1, n + 1)
        if n > 4:
            raise ValueError(f"{n} are too many")
        yield None


def test_one_process_apart_makes_all_of_one_item_and_ends() -> None:
    assert list(apart(up_to, 4)) == [1, 2, 3, 4]
    assert multiprocessing.active_children() == []


def test_what_a_process_apart_raises_is_raised_after_what_it_made() -> None:
    found = apart(up_to, 5)

    assert [next(found) for _ in range(5)] == [1, 2, 3, 4, 5]
    with pytest.raises(ValueError, match="5 are too many"):
        next(found)
    assert multiprocessing.active_children() == []


def test_leaving_a_process_apart_ends_it() -> None:
    found = apart(up_to, 4)

    assert next(found) == 1
    found.close()

    assert multiprocessing.active_children() == []
