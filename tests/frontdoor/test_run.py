"""The file `run` itself."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from jdb_site.frontdoor.commands import COMMANDS
from jdb_site.frontdoor.paths import ROOT

HELP = (ROOT / "jdb_site" / "frontdoor" / "help.txt").read_text()


def run(*arguments: str, place: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    """What a person gets who says it from another folder."""
    return subprocess.run(
        [place / "run", *arguments], capture_output=True, text=True, check=False, cwd="/", env={**os.environ, **env}
    )


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A checkout with nothing prepared, its path with a space, on a machine without Python."""
    place = tmp_path / "a checkout"
    (place / "jdb_site" / "frontdoor").mkdir(parents=True)
    shutil.copy(ROOT / "run", place)
    shutil.copy(ROOT / "jdb_site" / "frontdoor" / "help.txt", place / "jdb_site" / "frontdoor")
    (tmp_path / "bin").mkdir()
    for name in ("sh", "dirname", "cat"):
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    return place


@pytest.mark.parametrize("arguments", [[], ["help"], ["--help"]])
def test_help_is_printed_at_once_even_where_there_is_no_python(bare: Path, arguments: list[str]) -> None:
    done = run(*arguments, place=bare, PATH=str(bare.parent / "bin"))

    assert (done.stdout, done.stderr, done.returncode) == (HELP, "", 0)


def test_an_unknown_command_is_said_with_the_help_and_code_2(bare: Path) -> None:
    done = run("demonstrate", place=bare, PATH=str(bare.parent / "bin"))

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f'run: there is no command "demonstrate"\n\n{HELP}'


def test_without_a_python_it_says_what_to_install(bare: Path) -> None:
    done = run("demo", place=bare, PATH=str(bare.parent / "bin"))

    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "Strikeout: ./run demo",
        "Strikeout needs Python 3.11 to 3.14 with its venv module, and found none. Install it, then run this again:",
        "    Debian, Ubuntu:  apt-get install python3 python3-venv",
        "    macOS:           brew install python@3.13",
    ]


def test_every_command_is_explained_and_every_explained_command_exists() -> None:
    explained = {line.split()[1] for line in HELP.splitlines() if line.startswith("  ./run ")}

    assert explained == {*COMMANDS, "help"}


@pytest.mark.parametrize("command", ["demo", "lint", "lock", "stand-in"])
def test_a_wrong_option_is_refused_with_the_right_ones(command: str) -> None:
    done = run(command, "--nonsense")

    assert done.returncode == 2
    assert f"usage: ./run {command}" in done.stderr


def test_a_command_whose_output_is_piped_on_prints_nothing_else() -> None:
    done = run("manage", "version")

    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
