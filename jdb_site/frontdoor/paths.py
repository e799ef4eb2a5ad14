"""Where things lie in a checkout."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
FRONTEND = ROOT / "frontend"
# Elsewhere for tests of the front door itself.
VAR = Path(os.environ.get("STRIKEOUT_VAR", ROOT / "var"))


@dataclass(frozen=True)
class DataFolder:
    """Everything that one set of embedded servers keeps: data, logs, records, media."""

    path: Path

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def media(self) -> Path:
        return self.path / "media"

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def valkey(self) -> Path:
        return self.path / "valkey"

    @property
    def records(self) -> Path:
        return self.path / "children.json"

    @property
    def lock(self) -> Path:
        return self.path / "lock"

    @property
    def logins(self) -> Path:
        return self.path / "logins.json"

    def make(self) -> None:
        """Make the folders that every run needs."""
        for folder in (self.path, self.logs, self.media):
            folder.mkdir(parents=True, exist_ok=True)


DEMO = DataFolder(VAR / "demo")


def size(path: Path) -> int:
    """Bytes under a path; a file that vanishes meanwhile counts nothing."""
    if not path.is_dir():
        return path.stat().st_size if path.exists() else 0
    return sum(entry.lstat().st_size for entry in path.rglob("*") if not entry.is_symlink() and entry.is_file())


def tail(path: Path, lines: int = 25) -> str:
    """The last lines of a text file, or nothing when there is none."""
    if not path.is_file():
        return ""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 200 * lines))
        return "\n".join(stream.read().decode(errors="replace").splitlines()[-lines:])
