"""The stand-in as a program: by its own name, by `./run`, as a child of the demo."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from jdb_site.frontdoor import environments, ports, processes, stand_ins
from jdb_site.frontdoor.children import ChildDied, Children
from jdb_site.frontdoor.paths import ROOT, DataFolder

RUN = [str(ROOT / "run"), "stand-in"]
MODULE = [sys.executable, "-P", "-m", "jdb_site.stand_in"]


@contextmanager
def running(command: Sequence[str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program and the address that it printed; killed if the test leaves it behind."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    env = {**bare, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    with subprocess.Popen([*command], stdout=pipe, stderr=pipe, text=True, env=env, cwd="/") as popen:
        try:
            assert popen.stdout is not None
            yield popen, popen.stdout.readline().strip()
        finally:
            popen.kill()


def read(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=30) as response:  # noqa: S310 (the address it printed)
        return json.loads(response.read())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_its_address_takes_its_wishes_and_ends_when_told(number: signal.Signals) -> None:
    with running([*MODULE, "--mode", "429=0.05,refusal=0.01", "--seed", "7"]) as (popen, address):
        wish = read(f"{address.removesuffix('/v1')}/stand-in/mode")
        popen.send_signal(number)
        _, said = popen.communicate(timeout=30)

    assert (wish["mode"], wish["seed"]) == ({"429": 0.05, "refusal": 0.01}, 7)
    assert (popen.returncode, said) == (
        0,
        "a stand-in for OpenAI's server, no model; any key will do; ctrl-C stops it\n",
    )


@pytest.mark.parametrize(
    ("arguments", "why"), [(["--mode", "sleepy"], "✗ there is no mode sleepy"), (["--port", "{}"], "✗ [Errno")]
)
def test_what_it_cannot_do_it_says_with_code_1(arguments: list[str], why: str) -> None:
    with running(MODULE) as (_, address):
        taken = address.removesuffix("/v1").rpartition(":")[2]
        told = [argument.format(taken) for argument in arguments]
        done = subprocess.run([*MODULE, *told], capture_output=True, text=True, check=False, cwd=ROOT)

    assert (done.returncode, done.stdout, done.stderr[: len(why)]) == (1, "", why)


def test_the_front_door_starts_it_on_loopback_and_prints_nothing_but_the_address() -> None:
    with running([*RUN, "--port", "0"]) as (popen, address):
        found = read(f"{address.removesuffix('/v1')}/stand-in/ledger")
        popen.terminate()
        rest, _ = popen.communicate(timeout=30)

    assert address.startswith(f"http://{ports.HOST}:")
    assert found == {"requests": {}, "faults": {}, "models": {}, "lost": {}, "custom_ids": {}}
    assert (popen.returncode, rest) == (0, "")


@pytest.fixture
def children(tmp_path: Path) -> Iterator[Children]:
    folder = DataFolder(tmp_path)
    folder.make()
    children = Children(folder)
    yield children
    children.stop(lambda: True)


def test_as_a_child_it_passes_over_a_taken_port_and_stops_with_the_others(children: Children) -> None:
    held = ports.hold([0])
    assert held is not None

    with held:
        taken = ports.number(held)
        address = stand_ins.start(children, environments.plain(), taken)

    child = children.running[0]
    assert taken < int(address.removesuffix("/v1").rpartition(":")[2]) < taken + 100
    assert read(f"{address.removesuffix('/v1')}/stand-in/mode")["mode"] == {}
    assert child.spec.name == "stand-in"

    children.stop()

    assert not child.process.alive()


def test_a_child_that_was_killed_comes_back_at_the_same_address(children: Children) -> None:
    address = stand_ins.start(children, environments.plain())
    child = children.running[0]
    child.popen.kill()
    child.popen.wait()

    children.start_again(child)

    port = int(address.removesuffix("/v1").rpartition(":")[2])
    assert processes.wait_for(lambda: stand_ins.listens(port), 30)


def test_a_child_that_cannot_start_is_told_with_the_end_of_its_log(children: Children) -> None:
    broken = {**environments.plain(), "PYTHONPATH": "/nonexistent"}

    with pytest.raises(ChildDied, match="stand-in ended with 1"):
        stand_ins.start(children, broken)
