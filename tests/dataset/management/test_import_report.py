import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dataset.choices import MediaState
from dataset.models import Image
from tests.dataset.collected import bring_in, row, tree

pytestmark = pytest.mark.django_db


def import_report(*arguments: object, **options: object) -> list[str]:
    out = io.StringIO()
    call_command("import_report", *arguments, stdout=out, **options)
    return out.getvalue().splitlines()


def test_rows_are_listed_with_what_became_of_them(tmp_path: Path) -> None:
    run = bring_in(tree(tmp_path, [row(1), row(2, prompt=""), row(1)]))
    Image.objects.update(media_state=MediaState.REFUSED, media_reason="truncated")

    assert import_report(run.pk) == [
        f"Import {run.pk} of test, done: 3 rows: 1 added, 0 known, 2 refused.",
        "  1  refused  duplicate_key  An earlier row of this input has the same image.",
        "  1  refused  empty_prompt   The prompt is empty.",
        "  1  refused  truncated  It ends too early or is damaged.",
        "row 1  added  000/1.png  picture refused: truncated",
        "row 2  refused  empty_prompt  000/2.png",
        "row 3  refused  duplicate_key  000/1.png",
    ]
    assert import_report(run.pk, reason="duplicate_key")[4:] == ["row 3  refused  duplicate_key  000/1.png"]


def test_rows_are_exported_so_that_no_spreadsheet_runs_them(tmp_path: Path) -> None:
    run = bring_in(tree(tmp_path, [row(1, img_path="=cmd()/a.png"), row(2)], {"=cmd()/a.png": b"", "000/2.png": b""}))

    assert import_report(run.pk, all=True, csv=tmp_path / "rows.csv") == [f"2 rows in {tmp_path}/rows.csv"]

    with (tmp_path / "rows.csv").open(newline="") as file:
        found = list(csv.DictReader(file))
    assert [(r["number"], r["verdict"], r["source_key"], r["picture_state"]) for r in found] == [
        ("1", "added", "'=cmd()/a.png", "waiting"),
        ("2", "added", "000/2.png", "waiting"),
    ]


def test_without_a_number_the_latest_imports_are_listed(tmp_path: Path) -> None:
    run = bring_in(tree(tmp_path, [row(1), b"{"]))

    assert import_report()[1].split() == [str(run.pk), "test", "done", "2", "1", "0", "1", "1", "0"]


def test_an_import_that_is_not_there_is_said() -> None:
    with pytest.raises(CommandError, match="There is no import 7"):
        import_report(7)
