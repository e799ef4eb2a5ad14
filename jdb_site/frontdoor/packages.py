"""
The Python packages of this checkout: .venv, the pinned uv, and what a hash-locked list names.

`python -m frontdoor.packages demo` runs before anything is installed, so it uses the standard library only.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

from .paths import REQUIREMENTS, ROOT, VENV, size
from .steps import Step, StepFailed, Steps

LISTS = ("app", "demo", "test")  # each one holds the one before
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PLACE = VENV / ".place"
LOG = ROOT / "var" / "packages.log"


def prepare(steps: Steps, name: str) -> None:
    """
    Make .venv hold what requirements/NAME.txt names; nothing to do when it does already.

    :raises StepFailed: the packages could not be installed
    """
    if installed(name):
        return
    if not sound():
        with steps.step(f"Python {sys.version.split()[0]}, environment in .venv"):
            make_venv()
    if not installed("uv"):
        with steps.step("installer (uv)") as step:
            install_uv(steps, step)
            stamp("uv").write_text(digest("uv"))
    with steps.step(f"Python packages ({name})") as step:
        install(steps, step, name)
        step.size = size(VENV)
    for held in LISTS[: LISTS.index(name) + 1]:
        stamp(held).write_text(digest(held))


def digest(name: str) -> str:
    """What a list is known by: its content."""
    return hashlib.sha256(locked(name).read_bytes()).hexdigest()


def locked(name: str) -> Path:
    """The hash-locked list of that name."""
    return REQUIREMENTS / f"{name}.txt"


def stamp(name: str) -> Path:
    """Where it is noted which list was installed."""
    return VENV / f".installed-{name}"


def installed(name: str) -> bool:
    """Whether .venv holds this very list already."""
    return sound() and stamp(name).is_file() and stamp(name).read_text() == digest(name)


def sound() -> bool:
    """Whether .venv has an interpreter that starts, with pip, and was made here: its programs name the place."""
    if not PYTHON.exists() or (PLACE.is_file() and PLACE.read_text() != str(ROOT)):
        return False
    return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0


def make_venv() -> None:
    """Make .venv anew."""
    if VENV.exists():
        shutil.rmtree(VENV)
    venv.create(VENV, with_pip=True, symlinks=os.name != "nt")
    PLACE.write_text(str(ROOT))


def install_uv(steps: Steps, step: Step) -> None:
    """Bring in the uv that requirements/uv.txt pins; with pip, which knows how this machine reaches its index."""
    steps.program(step, [*pip(), "--require-hashes", "-r", str(locked("uv"))], log=LOG)


def install(steps: Steps, step: Step, name: str) -> None:
    """Install a list with uv, or with pip (slower) where uv cannot reach the index."""
    arguments = ["--require-hashes", "-r", str(locked(name))]
    try:
        steps.program(step, [*uv("pip", "install"), *arguments], log=LOG, env=uv_environment())
    except StepFailed as failure:
        steps.say(f"{failure}\n    uv did not get the packages; pip tries, which takes about a minute")
        steps.program(step, [*pip(), *arguments], log=LOG)


def pip() -> list[str]:
    """The command that installs with pip."""
    return [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]


def uv(*command: str) -> list[str]:
    """A uv command on .venv."""
    return [str(PYTHON), "-m", "uv", *command, "--python", str(PYTHON)]


def uv_environment() -> dict[str, str]:
    """
    The environment for uv, with the index that pip is configured for: uv does not read pip's configuration.

    Several indexes are searched as pip does, for the best match in any of them; the hashes keep that safe.
    """
    found = {name: value for name, value in from_pip(pip_settings()).items() if name not in os.environ}
    plain = {"UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1", "UV_INDEX_STRATEGY": "unsafe-best-match"}
    return {**os.environ, **found, **plain}


def pip_settings() -> dict[str, str]:
    """Pip's own settings, from its files and the environment."""
    command = [str(PYTHON), "-m", "pip", "config", "list", "--disable-pip-version-check"]
    return parsed(subprocess.run(command, capture_output=True, text=True, check=False).stdout)


def parsed(listing: str) -> dict[str, str]:
    """The settings of `pip config list` by name; a narrower place (the install command, the environment) wins."""
    settings: dict[str, str] = {}
    for section in ("global.", "install.", ":env:."):
        for line in listing.splitlines():
            key, _, value = line.partition("=")
            if key.startswith(section):
                settings[key.removeprefix(section)] = value.strip("'\"")
    return settings


def from_pip(settings: Mapping[str, str]) -> dict[str, str]:
    """Pip's settings in uv's words."""
    words = {
        "index-url": "UV_DEFAULT_INDEX",
        "extra-index-url": "UV_INDEX",
        "find-links": "UV_FIND_LINKS",
        "trusted-host": "UV_INSECURE_HOST",
        "cert": "SSL_CERT_FILE",
    }
    found = {uv_name: settings[name].replace("\\n", " ") for name, uv_name in words.items() if settings.get(name)}
    if "UV_FIND_LINKS" in found:
        found["UV_FIND_LINKS"] = ",".join(found["UV_FIND_LINKS"].split())
    return found


def main() -> int:
    """Prepare the list named by the first argument; progress goes to stdout, or to stderr after `--stderr`."""
    steps = Steps(sys.stderr if "--stderr" in sys.argv else sys.stdout)
    try:
        prepare(steps, sys.argv[1])
    except StepFailed as failure:
        steps.say(str(failure))
        return 1
    except KeyboardInterrupt:
        steps.say("stopped")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
