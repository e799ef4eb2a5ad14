"""Scores from a file, brought in by hand at a terminal."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from psycopg import conninfo

from dataset.actions import scores
from dataset.choices import RunState
from dataset.models import Score, Scorer, ScoreRun
from tests import database
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db


def written(path: Path, *rows: dict[str, Any]) -> Path:
    with path.open("w") as file:
        if path.suffix == ".csv":
            table = csv.DictWriter(file, rows[0])
            table.writeheader()
            table.writerows(rows)
        else:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def brought(file: Path, *further: str, kind: str = "nsfw", scorer: str = "falcon") -> tuple[str, str]:
    out, error = StringIO(), StringIO()
    call_command("import_scores", str(file), "--kind", kind, "--scorer", scorer, *further, stdout=out, stderr=error)
    return out.getvalue(), error.getvalue()


def values() -> list[tuple[str, float]]:
    return [*Score.objects.order_by("image").values_list("image__source_key", "value")]


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_scores_come_in_by_id_and_by_path(tmp_path: Path, suffix: str) -> None:
    one, two = ImageFactory(source="mine", source_key="a.png"), ImageFactory(source="mine", source_key="b.png")
    by_id = written(tmp_path / f"one{suffix}", {"picture": str(one.public_id), "score": 0.125})
    by_path = written(tmp_path / f"two{suffix}", {"img_path": "./b.png", "nsfw_score": 0.75})

    out, _ = brought(by_id, "--model", "Falconsai/nsfw_image_detection")
    brought(by_path, "--source", "mine")

    assert out == "falcon@1: 1 rows: 1 added, 0 known, 0 refused.\n"
    assert values() == [("a.png", 0.125), ("b.png", 0.75)]
    assert [(run.path, run.state) for run in ScoreRun.objects.order_by("pk")] == [
        (str(by_id), RunState.DONE),
        (str(by_path), RunState.DONE),
    ]
    assert Score.objects.get(image=two).run.fingerprint != ""


def test_a_second_time_nothing_is_added(tmp_path: Path) -> None:
    file = written(tmp_path / "s.jsonl", {"picture": str(ImageFactory().public_id), "score": 1})
    brought(file)

    out, _ = brought(file)

    assert out == "falcon@1: 1 rows: 0 added, 1 known, 0 refused.\n"
    assert (Scorer.objects.count(), Score.objects.count()) == (1, 1)


def test_each_row_that_stays_out_is_named_with_its_reason(tmp_path: Path) -> None:
    image = ImageFactory(source="mine", source_key="a.png")
    file = written(
        tmp_path / "s.jsonl",
        {"picture": str(image.public_id), "score": 0.5},
        {"picture": str(image.public_id), "score": 0.75},
        {"picture": str(image.public_id), "score": 0.5},
        {"picture": "fox", "score": 0.5},
        {"picture": "00000000-0000-4000-8000-000000000000", "score": 0.5},
        {"score": 0.5},
        {"img_path": "a.png"},
        {"img_path": "a.png", "score": "high"},
        {"img_path": "a.png", "score": 31.5},
        {"img_path": "a.png", "score": True},
    )
    with file.open("a") as more:
        more.write("{\n")

    out, error = brought(file, "--source", "mine")

    assert out == (
        "falcon@1: 11 rows: 1 added, 1 known, 9 refused.\n  1 no picture\n  1 no score\n  2 not a number\n"
        "  1 not an id\n  1 not json\n  1 other score\n  1 out of range\n  1 unknown picture\n"
    )
    assert error.splitlines()[:4] == [
        (
            "row 2: This scorer said something else of this picture before: name another version of it. "
            f"({image.public_id}, 0.75)"
        ),
        "row 4: The picture's id is no UUID. (fox)",
        "row 5: No picture of that name is in. (00000000-0000-4000-8000-000000000000, 0.5)",
        (
            "row 6: The row names no picture. (looked for picture, public_id, img_path, image_path, image, img, "
            "file_name, filename, file, path, image_file)"
        ),
    ]
    assert (
        "row 9: NSFW scores go from 0 to 1, CLIP scores are cosines, from -1 to 1. (31.5 is not from 0 to 1)" in error
    )
    assert [row for row, _, _ in ScoreRun.objects.get().problems] == [2, 4, 5, 6, 7, 8, 9, 10, 11]


def test_another_opinion_is_another_version(tmp_path: Path) -> None:
    image = ImageFactory()
    brought(written(tmp_path / "one.jsonl", {"picture": str(image.public_id), "score": 0.5}))
    other = written(tmp_path / "two.jsonl", {"picture": str(image.public_id), "score": 0.25})

    refused, _ = brought(other)
    added, _ = brought(other, "--scorer-version", "2.1")

    assert refused == "falcon@1: 1 rows: 0 added, 0 known, 1 refused.\n  1 other score\n"
    assert added == "falcon@2.1: 1 rows: 1 added, 0 known, 0 refused.\n"
    assert [*Score.objects.order_by("pk").values_list("value", flat=True)] == [0.5, 0.25]


class Impatient(StringIO):
    """Whoever reads it presses ctrl-C at the first complaint."""

    def write(self, said: str) -> int:
        if said.startswith("row "):
            raise KeyboardInterrupt
        return super().write(said)


def test_stopped_it_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scores, "CHUNK", 2)
    rows = [{"picture": str(image.public_id), "score": 0.5} for image in ImageFactory.create_batch(5)]
    rows[2]["score"] = 7
    file = written(tmp_path / "s.csv", *rows)

    with pytest.raises(CommandError, match=r"^Stopped after row 4. The same command goes on there.$") as stop:
        call_command("import_scores", str(file), kind="nsfw", scorer="falcon", stdout=StringIO(), stderr=Impatient())
    then = (Score.objects.count(), ScoreRun.objects.get().state)
    out, error = brought(file)

    assert stop.value.returncode == 130
    assert then == (3, RunState.STOPPED)
    assert out == "falcon@1: 5 rows: 4 added, 0 known, 1 refused.\n  1 out of range\n"
    assert "Goes on after row 4." in error
    assert ScoreRun.objects.count() == 1


def test_a_run_whose_process_was_killed_is_gone_on_with(tmp_path: Path) -> None:
    images = ImageFactory.create_batch(3)
    file = written(tmp_path / "s.csv", *({"picture": str(image.public_id), "score": 0.5} for image in images))
    brought(file)
    run = ScoreRun.objects.get()
    left = {"state": RunState.RUNNING, "finished_at": None, "cursor": 1, "n_rows": 1, "n_added": 1}
    ScoreRun.objects.filter(pk=run.pk).update(**left)

    out, error = brought(file)

    assert "Goes on after row 1." in error
    assert out == "falcon@1: 3 rows: 1 added, 2 known, 0 refused.\n"
    assert (ScoreRun.objects.get().state, Score.objects.count()) == (RunState.DONE, 3)


@pytest.mark.parametrize(
    ("name", "content", "further", "said"),
    [
        ("s.parquet", b"", [], "s.parquet is not named .jsonl, .csv, .tsv."),
        ("s.csv", b"", [], "There is no header: the first line names the columns, as: picture,score"),
        ("s.jsonl", b"", ["--scorer-version", "a b"], "A scorer is named by letters, digits, - and _; its version may"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, content: bytes, further: list[str], said: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    with pytest.raises(CommandError) as refusal:
        brought(file, *further)

    assert str(refusal.value).startswith(said)


def test_a_file_that_is_nowhere_is_told_and_names_no_scorer(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"cannot be read: No such file or directory\.$"):
        brought(tmp_path / "s.csv")

    assert not Scorer.objects.exists()


def test_one_name_is_one_scorer(tmp_path: Path) -> None:
    file = written(tmp_path / "s.jsonl", {"picture": str(ImageFactory().public_id), "score": 0.5})
    brought(file, "--model", "one")

    with pytest.raises(CommandError, match=r"There is a scorer falcon@1 already, with kind 'nsfw'\."):
        brought(file, kind="clip")
    with pytest.raises(CommandError, match=r"with model 'one'\. What differs has another version\.$"):
        brought(file, "--model", "two")


def test_a_scorer_is_brought_in_by_one_at_a_time(tmp_path: Path, other_session: Any) -> None:
    file = written(tmp_path / "s.jsonl", {"picture": str(ImageFactory().public_id), "score": 0.5})
    brought(file)
    other_session(f"SELECT pg_advisory_lock(hashtextextended('scorer/{Scorer.objects.get().pk}', 0))")

    with pytest.raises(CommandError, match="Scores of falcon@1 are being brought in by another process"):
        brought(file)


@pytest.fixture
def other_session() -> Iterator[Any]:
    """Another connection that does something and stays."""
    dsn = conninfo.make_conninfo(**database.dsn("DATABASE_OWNER_URL"), dbname=database.name())
    with psycopg.connect(dsn, autocommit=True) as connected:
        yield connected.execute
