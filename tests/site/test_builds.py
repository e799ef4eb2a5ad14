"""What tells one build from another."""

import tomllib
from pathlib import Path

from jdb_site import builds
from tests.guards.sources import ROOT


def test_a_build_is_named_by_its_browser_code(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    without = builds.build_of(manifest)
    manifest.write_text('{"src/workbench.tsx": {"file": "assets/workbench-1.js"}}')
    built = builds.build_of(manifest)
    manifest.write_text('{"src/workbench.tsx": {"file": "assets/workbench-2.js"}}')

    assert len({without, built, builds.build_of(manifest)}) == 3
    assert [len(name) for name in (without, built)] == [12, 12]


def test_the_version_is_that_of_the_project() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == builds.VERSION
