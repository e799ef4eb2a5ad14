import io
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from jdb_site.frontdoor.steps import StepFailed, Steps


def ticking(seconds: float) -> Callable[[], float]:
    """A clock that is later by so much at every look."""
    now = iter(range(1_000_000))
    return lambda: next(now) * seconds


def test_a_step_begins_with_its_name_and_ends_with_time_and_size() -> None:
    stream = io.StringIO()
    times = iter([10.0, 12.5])

    with Steps(stream, lambda: next(times)).step("packages") as step:
        step.size = 402_100_000

    assert stream.getvalue().splitlines() == ["  packages …", "✓ packages · 2.5 s · 402.1 MB"]


def test_a_small_size_is_told_in_kilobytes() -> None:
    stream = io.StringIO()
    times = iter([0.0, 0.0])

    with Steps(stream, lambda: next(times)).step("lock") as step:
        step.size = 1_700

    assert stream.getvalue().splitlines()[-1] == "✓ lock · 0.0 s · 1.7 kB"


def test_a_long_step_says_that_it_goes_on_and_what_it_did_last() -> None:
    heard = threading.Event()

    class Listening(io.StringIO):
        def write(self, text: str) -> int:
            if "…, " in text or ", 4 s" in text:
                heard.set()
            return super().write(text)

    stream = Listening()
    with Steps(stream, ticking(4)).step("download") as step:
        step.note = "31 of 64"
        assert heard.wait(30)

    assert "    … download, 4 s: 31 of 64" in stream.getvalue().splitlines()


def test_a_step_that_fails_says_so_and_passes_the_reason_on() -> None:
    stream = io.StringIO()
    times = iter([0.0, 1.0])

    with pytest.raises(ZeroDivisionError), Steps(stream, lambda: next(times)).step("build"):
        _ = 1 / 0

    assert stream.getvalue().splitlines() == ["  build …", "✗ build · 1.0 s"]


def test_a_program_that_fails_shows_the_end_of_what_it_said(tmp_path: Path) -> None:
    steps = Steps(io.StringIO())
    code = "import sys; print('first'); print('why'); sys.exit(3)"

    with pytest.raises(StepFailed) as failed, steps.step("build") as step:
        steps.program(step, [sys.executable, "-c", code], log=tmp_path / "build.log")

    assert str(failed.value) == f"build: {Path(sys.executable).name} ended with 3\n    first\n    why"
    assert (tmp_path / "build.log").read_text() == "first\nwhy\n"


def test_a_program_that_is_shown_speaks_line_by_line_set_in(tmp_path: Path) -> None:
    stream = io.StringIO()
    steps = Steps(stream, lambda: 0.0)

    with steps.step("seed") as step:
        steps.program(step, [sys.executable, "-c", "print('60 pictures')"], log=tmp_path / "x.log", show=True)

    assert stream.getvalue().splitlines() == ["  seed …", "    60 pictures", "✓ seed · 0.0 s"]


def test_work_goes_on_when_nobody_reads_any_more() -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    with Steps(Closed()).step("packages") as step:
        step.size = 1

    assert step.ended.is_set()
