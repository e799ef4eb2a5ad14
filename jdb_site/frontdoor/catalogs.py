"""
The translations of the pages, compiled: gettext reads .mo files, the repository holds the .po files they are made of.

`python -m jdb_site.frontdoor.catalogs` compiles what is not current; so does every command of `./run` that needs it.
"""

from pathlib import Path

from .paths import ROOT

SOURCES = ROOT / "jdb_site" / "locale"


def compile_all(folder: Path = SOURCES) -> list[Path]:
    """Compile each catalog that is newer than its compiled form, or has none. Those that were."""
    stale = [path for path in sorted(folder.rglob("*.po")) if not is_current(path)]
    for path in stale:
        compile_one(path)
    return stale


def is_current(path: Path) -> bool:
    """Whether the compiled form is there and not older."""
    compiled = path.with_suffix(".mo")
    return compiled.is_file() and compiled.stat().st_mtime >= path.stat().st_mtime


def compile_one(path: Path) -> None:
    """Put the compiled form beside its source, at once, for whoever reads it meanwhile."""
    import polib  # noqa: PLC0415 (installed by the commands that come here, unknown to those that do not)

    whole = path.with_suffix(".mo.part")
    polib.pofile(str(path)).save_as_mofile(str(whole))
    whole.replace(path.with_suffix(".mo"))


if __name__ == "__main__":
    compile_all()
