"""
Who PostgreSQL runs as. It refuses root and users without a name: those start it in a namespace, or root as `nobody`.

No folder of the checkout is opened to others for that: where `nobody` cannot read the programs, they are copied to a
public folder, and the data lie there too.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

NAMESPACE = ("unshare", "-U", "--map-user=65534", "--map-group=65534")


@dataclass(frozen=True)
class Runner:
    """How to start PostgreSQL's programs: before the command, as which user, with its data and programs where."""

    programs: Path
    data: Path
    prefix: tuple[str, ...] = ()
    uid: int = -1

    def command(self, program: str, *arguments: str) -> list[str]:
        """One of PostgreSQL's programs with its arguments."""
        return [*self.prefix, str(self.programs / program), *arguments]

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of the programs to its end."""
        uid = self.uid if self.uid >= 0 else None
        return subprocess.run(
            self.command(program, *arguments),
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            user=uid,
            group=uid,
            extra_groups=None if uid is None else [],
        )

    def give(self, folder: Path) -> None:
        """Make a private folder and give it to the user that the programs run as."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.uid >= 0:
            os.chown(folder, self.uid, self.uid)


def runner(programs: Path, data: Path, public: Path) -> Runner:
    """
    How the programs can be started here, on that data folder.

    :param public: a note of the public folder that root without namespaces uses instead of `data`
    """
    if accepted(os.geteuid()):
        return Runner(programs, data)
    if not public.is_file() and namespace_works(programs / "postgres", data.parent):
        return Runner(programs, data, prefix=NAMESPACE)
    return dropped(programs, public) if os.geteuid() == 0 else Runner(programs, data)


def accepted(uid: int) -> bool:
    """Whether PostgreSQL runs as that user: any but root, and one that has a name (in a container it may have none)."""
    try:
        return pwd.getpwuid(uid).pw_uid != 0
    except KeyError:
        return False


def namespace_works(program: Path, parent: Path) -> bool:
    """Whether a user namespace may be made, and the program run and the data be written inside it."""
    probe = ["sh", "-c", 'test -x "$1" && test -w "$2"', "probe", str(program), str(parent)]
    if shutil.which(NAMESPACE[0]) is None:
        return False
    return subprocess.run([*NAMESPACE, *probe], capture_output=True, check=False).returncode == 0


def dropped(programs: Path, public: Path) -> Runner:
    """As the user `nobody`, with data in a public folder, and the programs too where it cannot read ours."""
    uid = pwd.getpwnam("nobody").pw_uid
    home = public_folder(public)
    if not readable(programs / "postgres", uid):
        programs = copied(programs, home)
    return Runner(programs, home / "postgres", uid=uid)


def public_folder(note: Path) -> Path:
    """The public folder that the note names, or a new one, noted."""
    if note.is_file() and (home := Path(note.read_text())).is_dir() and home.lstat().st_uid == os.geteuid():
        return home
    home = Path(tempfile.mkdtemp(prefix="strikeout-", dir="/var/tmp"))  # fresh, and kept over restarts
    home.chmod(0o755)
    note.write_text(str(home))
    return home


def readable(program: Path, uid: int) -> bool:
    """Whether that user can run the program where it lies."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, check=False, user=uid, group=uid, cwd="/")
    except OSError:
        return False
    return done.returncode == 0


def copied(programs: Path, home: Path) -> Path:
    """The programs with what they need, copied to the public folder: the installation and the wheel's own libraries."""
    installation = programs.parent
    package = installation.parent
    target = home / package.name / installation.name
    if not target.is_dir():
        shutil.copytree(installation, target, symlinks=True, ignore=shutil.ignore_patterns("include", "pg_upgrade"))
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, home / libraries.name, symlinks=True)
    return target / programs.name
