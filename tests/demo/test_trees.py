"""The demo pairs as a JourneyDB tree."""

import json
from pathlib import Path
from typing import Any

from PIL import Image

from jdb_site.demo.pairs import DemoPair, demo_pairs, write_pairs
from jdb_site.demo.trees import image_id, img_path

FEW = tuple(pair for pair in demo_pairs() if pair.key in {"pixel_castle", "mountains_zh", "green_apple"})


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def file_of(pair: DemoPair, folder: Path) -> Path:
    return folder / "imgs" / img_path(pair)


def test_pictures_lines_and_truth_are_written(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    write_pairs(tmp_path, FEW, lambda n, total: told.append((n, total)), jobs=1)

    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [line["prompt"] for line in lines(tmp_path / "anno.jsonl")] == [pair.prompt for pair in FEW]
    truth = lines(tmp_path / "truth.jsonl")[0]
    assert (truth["key"], truth["outcome"], truth["struck"]) == ("green_apple", "judged", [1])
    assert (truth["rulings"], truth["language"], truth["img_path"]) == ([2, 7], "en", img_path(FEW[0]))
    with Image.open(file_of(FEW[0], tmp_path)) as image:
        assert image.size == (1024, 1024)


def test_a_second_run_keeps_whole_pictures_and_mends_the_broken_one(tmp_path: Path) -> None:
    write_pairs(tmp_path, FEW, jobs=1)
    kept, broken = file_of(FEW[0], tmp_path), file_of(FEW[1], tmp_path)
    whole, kept_at = broken.read_bytes(), kept.stat().st_mtime_ns
    broken.write_bytes(whole[:1000])
    told: list[tuple[int, int]] = []

    write_pairs(tmp_path, FEW, lambda n, total: told.append((n, total)), jobs=1)

    assert told == [(2, 3), (3, 3)]
    assert broken.read_bytes() == whole
    assert kept.stat().st_mtime_ns == kept_at


def test_a_second_run_over_a_whole_tree_changes_no_byte(tmp_path: Path) -> None:
    write_pairs(tmp_path, FEW, jobs=1)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}

    write_pairs(tmp_path, FEW, jobs=1)

    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_the_lines_vary_as_the_release_does() -> None:
    paths = [img_path(pair) for pair in demo_pairs()]

    assert len(set(paths)) == len(paths)
    assert {path.split("/")[1] for path in paths} == {"000", "001", "002", "003"}
    assert {Path(path).suffix for path in paths} == {".png", ".jpg"}


def test_some_lines_have_task_keys_and_some_have_none(tmp_path: Path) -> None:
    write_pairs(tmp_path, FEW, jobs=1)

    keys = {tuple(line) for line in lines(tmp_path / "anno.jsonl")}

    assert keys <= {("img_path", "prompt"), ("img_path", "prompt", "Task1", "Task2", "Task3")}
    assert len({image_id(pair).int // 4 % 3 for pair in demo_pairs()}) == 3
