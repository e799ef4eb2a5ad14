import hashlib
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from dataset.actions import exports
from dataset.queries.exports import snapshot
from dataset.rules.exports import ExportOptions, Pending
from tests.dataset import settled
from tests.dataset.settled import path, x_id

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    for number in (1, 2):
        settled.settled(number, "a red apple and yellow bananas", [number])
    pending = [Pending(x_id(3), "street-1", "desk", "", {})]
    with snapshot():
        exports.write_test_set(target=tmp_path / "out", options=ExportOptions(partial=True), pending=pending)
    return tmp_path / "out"


def problems(directory: Path) -> list[str]:
    with pytest.raises(CommandError) as refused:
        call_command("verify_export", directory)
    headline, *found = str(refused.value).splitlines()
    assert headline == f"{directory} is not what it says:"
    return [problem.strip() for problem in found]


def seal_again(directory: Path) -> None:
    """Make the sums right for whatever the files are now: what only a look inside can find out."""
    sums = [line.split("  ") for line in (directory / "SHA256SUMS").read_text().splitlines()]
    lines = [f"{hashlib.sha256((directory / path).read_bytes()).hexdigest()}  {path}\n" for _, path in sums]
    (directory / "SHA256SUMS").write_text("".join(lines))


def test_an_export_as_it_was_written_is_in_order(directory: Path) -> None:
    out = StringIO()

    call_command("verify_export", directory, stdout=out)

    assert out.getvalue() == f"{directory}: sums, counts and digests agree\n"


def test_files_that_changed_are_missing_or_came_later_are_named(directory: Path) -> None:
    (directory / "words.jsonl").write_text("")
    (directory / "excluded.jsonl").unlink()
    (directory / "data" / "letter.txt").write_text("dear")

    assert problems(directory) == [
        "excluded.jsonl is missing",
        "words.jsonl was changed: its sum differs",
        "data/letter.txt has no sum",
    ]


def test_lines_that_went_or_changed_are_noticed_even_when_the_sums_are_made_anew(directory: Path) -> None:
    first, second = (directory / "words.jsonl").read_text().splitlines(keepends=True)
    (directory / "words.jsonl").write_text(second)
    (directory / "unresolved.jsonl").write_text("{}\n")
    seal_again(directory)

    assert problems(directory) == [
        "words.jsonl has 1 rows, but MANIFEST.jsonl says 2 and manifest.json 2",
        "words.jsonl has other lines than manifest.json says: the digest differs",
        "unresolved.jsonl has other lines than manifest.json says: the digest differs",
    ]
    assert first != second


def test_pictures_of_other_pairs_are_noticed_even_when_the_sums_are_made_anew(directory: Path, tmp_path: Path) -> None:
    with snapshot():
        exports.write_test_set(target=tmp_path / "none", options=ExportOptions(sources=("nothing",)))
    (tmp_path / "none/data/test/imgs.tgz").rename(directory / "data/test/imgs.tgz")
    seal_again(directory)

    assert problems(directory) == [
        f"data/test/imgs.tgz holds None where data/test/test_questions.jsonl.tgz names imgs/{path(1)}"
    ]


@pytest.mark.parametrize(
    ("sums", "problem"),
    [
        (f"{'a' * 64}  ../../etc/hostname\n", "../../etc/hostname is not a path inside the export"),
        (f"{'a' * 64}  /etc/hostname\n", "/etc/hostname is not a path inside the export"),
        ("nonsense\n", "it cannot be read: not a line of sums: 'nonsense'"),
    ],
)
def test_sums_that_lead_elsewhere_or_are_none_are_refused(directory: Path, sums: str, problem: str) -> None:
    (directory / "SHA256SUMS").write_text(sums)

    assert problems(directory)[0] == problem


def test_a_manifest_that_is_none_is_said(directory: Path) -> None:
    (directory / "manifest.json").write_text(json.dumps({"format": "another"}))
    seal_again(directory)

    assert problems(directory) == ["its format is another, not strikeout-test-set-2"]


def test_a_directory_without_sums_is_no_export(tmp_path: Path) -> None:
    assert problems(tmp_path) == ["SHA256SUMS is missing: this is not a complete export"]
