import subprocess
import sys
from pathlib import Path

import pytest

from dataset.gateways import targets

KIND = "kind-1"


def make_export(directory: Path, kind: str = KIND) -> None:
    directory.mkdir(parents=True)
    (directory / "manifest.json").write_text(f'{{"format": "{kind}"}}')
    (directory / "SHA256SUMS").write_text("")


def test_new_and_empty_directories_and_earlier_exports_may_be_targets(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    make_export(tmp_path / "earlier")

    for name in ("new", "empty", "earlier"):
        targets.require_free(tmp_path / name, KIND)

    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["earlier", "empty"]


@pytest.mark.parametrize("content", ['{"format": "kind-2"}', "[]", "not json", "{}"])
def test_a_directory_with_another_manifest_is_refused(tmp_path: Path, content: str) -> None:
    make_export(tmp_path / "other")
    (tmp_path / "other" / "manifest.json").write_text(content)

    with pytest.raises(targets.TargetTaken, match="holds something that is not an export"):
        targets.require_free(tmp_path / "other", KIND)


def test_files_foreign_directories_and_mount_points_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")

    for target, why in (
        (tmp_path / "file", "not an export"),
        (tmp_path / "full", "not an export"),
        (Path("/"), "mount"),
    ):
        with pytest.raises(targets.TargetTaken, match=why):
            targets.require_free(target, KIND)


def test_what_an_interrupted_run_left_is_cleared(tmp_path: Path) -> None:
    left = tmp_path / "out.partial"
    (left / "data").mkdir(parents=True)
    (left / "data" / "half").write_text("half")
    (left / "link").symlink_to(tmp_path)

    with targets.building(tmp_path / "out") as partial:
        assert partial == left
        assert list(partial.iterdir()) == []

    assert tmp_path.is_dir()


def test_one_process_builds_at_a_time(tmp_path: Path) -> None:
    with (
        targets.building(tmp_path / "out") as partial,
        pytest.raises(targets.TargetBusy, match="Another export is writing"),
        targets.building(tmp_path / "out"),
    ):
        pytest.fail("two were let in")

    assert partial.is_dir()


def test_a_killed_process_holds_no_lock(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys, pathlib; from dataset.gateways import targets\n"
        "with targets.building(pathlib.Path(sys.argv[1])) as partial:\n"
        "    (partial / 'half').write_text('half'); os.kill(os.getpid(), signal.SIGKILL)"
    )

    killed = subprocess.run([sys.executable, "-c", script, tmp_path / "out"], check=False)

    assert killed.returncode == -9
    assert not (tmp_path / "out").exists()
    with targets.building(tmp_path / "out") as partial:
        assert list(partial.iterdir()) == []


def test_the_directory_appears_by_one_rename_in_place_of_nothing_or_an_earlier_one(tmp_path: Path) -> None:
    target = tmp_path / "out"
    for text in ("first", "second"):
        with targets.building(target) as partial:
            (partial / "text").write_text(text)
            inode = partial.stat().st_ino
            targets.put(partial, target)

        assert (target / "text").read_text() == text
        assert target.stat().st_ino == inode
        assert [entry.name for entry in tmp_path.iterdir()] == ["out"]
