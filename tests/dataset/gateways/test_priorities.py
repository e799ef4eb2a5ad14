"""Long work comes after pages, also where the system shares the processor out by session."""

import subprocess
import sys

import pytest

from dataset.gateways.priorities import NICENESS, SESSION
from tests.guards.sources import ROOT

TELL = """
from dataset.gateways.priorities import SESSION, stand_back
stand_back()
print(SESSION.read_text().split()[-1])
"""


@pytest.mark.skipif(not SESSION.exists(), reason="the system does not share by session")
def test_a_session_of_its_own_stands_back_as_a_whole() -> None:
    command = [sys.executable, "-c", TELL]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, start_new_session=True)

    assert done.stdout == f"{NICENESS}\n"
