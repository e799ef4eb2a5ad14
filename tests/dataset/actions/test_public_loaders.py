"""
What public loaders of JourneyDB do with its files, done here in our own words to an exported test set.

Each step is what one of them was seen to do; none of their code is here.
"""

import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dataset.actions import exports, reannotations
from dataset.models import Prompt
from dataset.queries.exports import snapshot
from dataset.rules.exported_ids import shard as shard_of
from dataset.rules.exports import ExportOptions
from tests.dataset import exported, settled
from tests.dataset.settled import x_id
from tests.factories import NOW, CaptionFactory, QuestionFactory

pytestmark = pytest.mark.django_db(transaction=True)

WAYS_TO_TAKE_THE_PREFIX_OFF: list[Callable[[str], str]] = [
    lambda path: path.strip("./"),
    lambda path: path.removeprefix("./"),
    lambda path: path.split("./")[1],
    lambda path: path[1:].lstrip("/"),
]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Three pairs: one with caption and questions, one without, one whose text is not Latin."""
    settled.settled(1, "a red apple and yellow bananas", [4, 5], format="jpeg")
    settled.settled(2, "a dog on a horse", format="png")
    settled.settled(3, "안경을 쓴 고양이", format="jpeg", prompt__language="ko")
    clean = Prompt.objects.get(text="a red apple")
    CaptionFactory(prompt=clean, text="A red apple.")
    QuestionFactory(prompt=clean, kind="style")
    QuestionFactory(prompt=clean, kind="content")
    reannotations.look_at_all(now=NOW)
    with snapshot():
        exports.write_test_set(target=tmp_path / "out", options=ExportOptions())
    return tmp_path / "out"


def test_unpacked_and_moved_every_path_leads_to_its_picture_however_the_prefix_goes(directory: Path) -> None:
    test = directory / "data" / "test"
    for name in ("test_questions.jsonl.tgz", "imgs.tgz"):
        with tarfile.open(test / name) as archive:
            archive.extractall(test, filter="data")
    (directory / "test").mkdir()
    shutil.move(test / "imgs", directory / "test")

    paths = [json.loads(line)["img_path"] for line in (test / "test_questions.jsonl").read_text().splitlines()]

    assert len(paths) == 3
    for path in paths:
        assert (directory / "test" / "imgs" / path).is_file()
        for bare in WAYS_TO_TAKE_THE_PREFIX_OFF:
            assert (directory / "test" / "imgs" / bare(path)).is_file()


def test_the_first_member_of_the_archive_that_ends_in_jsonl_is_all_lines(directory: Path) -> None:
    with tarfile.open(directory / "data/test/test_questions.jsonl.tgz") as archive:
        name = next(member.name for member in archive.getmembers() if member.name.endswith(".jsonl"))
        member = archive.extractfile(name)
        assert member is not None
        lines = member.read().decode("utf-8").strip().split("\n")

    assert [json.loads(line)["prompt"] for line in lines] == ["a red apple", "a dog on a horse", "안경을 쓴 고양이"]


def test_walking_over_the_questions_of_every_line_unguarded_finds_them_all(directory: Path) -> None:
    found = [
        (kind, question["Question"], list(question["Options"]), question["Options"][question["Answer"]])
        for line in exported.questions(directory)
        for kind, questions in line["Task3"].items()
        for question in questions
    ]

    assert found == [
        ("Style", "What is on the table?", ["A", "B", "C", "D"], "an apple"),
        ("Content", "What is on the table?", ["A", "B", "C", "D"], "an apple"),
    ]


def test_a_caption_is_a_text_or_its_key_is_not_there(directory: Path) -> None:
    captions = [
        line["Task2"]["Caption"] for line in exported.questions(directory) if "Caption" in (line.get("Task2") or {})
    ]

    assert captions == ["A red apple."]
    assert [len(line["Task1"]["Style"]) for line in exported.questions(directory)] == [0, 0, 0]


def test_taking_the_best_text_of_a_line_never_meets_a_foreign_key(directory: Path) -> None:
    for line in exported.questions(directory):
        assert not {"caption", "Key", "Prompt"} & line.keys()
        assert (line.get("Task2") or {}).get("Caption") or line["prompt"]


def test_as_a_shard_the_archive_groups_one_picture_to_a_key_that_the_lines_name(directory: Path) -> None:
    """WebDataset takes the path up to the first dot of the file's name as key, the rest as the field's name."""
    shard: dict[str, list[str]] = {}
    for name in exported.pictures(directory):
        folder, _, file = name.rpartition("/")
        stem, _, field = file.partition(".")
        shard.setdefault(f"{folder}/{stem}", []).append(field)

    named = [line["img_path"].removeprefix("./").rpartition(".")[0] for line in exported.questions(directory)]

    assert shard == {
        f"imgs/{shard_of(x_id(1))}/{x_id(1)}": ["jpg"],
        f"imgs/{shard_of(x_id(2))}/{x_id(2)}": ["png"],
        f"imgs/{shard_of(x_id(3))}/{x_id(3)}": ["jpg"],
    }
    assert [f"imgs/{key}" for key in named] == list(shard)


def test_a_caption_map_keyed_by_what_stands_between_underscore_and_dot_finds_every_picture(directory: Path) -> None:
    stems = [Path(name).name.split("_")[-1].split(".")[0] for name in exported.pictures(directory)]

    assert stems == [x_id(1), x_id(2), x_id(3)]
