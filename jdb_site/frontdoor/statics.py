"""The static files as the web server wants them: collected and compressed, again only when something has changed."""

from pathlib import Path

from . import environments, frontends, packages, programs
from .paths import ROOT, VAR, size
from .steps import Steps

COLLECTED = VAR / "static"
STAMP = VAR / "static-files"


def collect(steps: Steps) -> None:
    """Fill var/static from the build, the applications and the packages. It needs no server."""
    wanted = frontends.digest([frontends.BUILT, packages.stamp("demo"), *files()])
    if COLLECTED.is_dir() and frontends.same(STAMP, wanted):
        return
    with steps.step("static files") as step:
        command = programs.manage("collectstatic", "--no-input", "--clear", "--verbosity", "0")
        env = {**environments.without_servers(), "STATIC_ROOT": str(COLLECTED)}
        steps.program(step, command, log=VAR / "logs" / "collectstatic.log", env=env, cwd=ROOT)
        step.size = size(COLLECTED)
    STAMP.write_text(wanted)


def files() -> list[Path]:
    """The static files that lie in the applications."""
    folders = [folder for name in ("dataset", "annotation", "jdb_site") for folder in (ROOT / name).rglob("static")]
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
