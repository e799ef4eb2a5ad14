"""A program sends the files of an import, has them looked at, and brings their rows in."""

import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from pytest_django.fixtures import Settings

from annotation.choices import Scope
from annotation.models import AuditEntry
from dataset import tasks
from dataset.models import Arrival, Image
from tests.annotation.api.programs import Program, told
from tests.dataset.actions.test_arrivals import tree
from tests.factories import ImportRowFactory, ImportRunFactory

pytestmark = pytest.mark.django_db(transaction=True)
KEY = "7f3c6f1e-8c53-4f39-9d2a-3f5d0c1f1c11"


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> None:
    settings.UPLOAD_ROOT = tmp_path / "uploads"


@pytest.fixture
def program() -> Program:
    return Program(Scope.READ_IMPORTS, Scope.WRITE_IMPORTS)


def send(program: Program, name: str, content: bytes, *, offset: int = 0, size: int | None = None) -> Any:
    asked = urlencode({"name": name, "offset": offset, "size": len(content) if size is None else size})
    address = f"/api/v1/arrivals/{KEY}/files?{asked}"
    return told(program.client.post(address, content, content_type="application/octet-stream"))


def test_from_the_first_piece_to_the_rows(program: Program) -> None:
    begun = [program.post("arrivals", key=KEY, kind="upload") for _ in range(2)]
    sent = [send(program, name, content) for name, content in tree(3).items()]
    looking = program.post(f"arrivals/{KEY}", act="look")
    tasks.process_arrival()
    looked = program.get(f"arrivals/{KEY}")
    picture = program.client.get(f"/api/v1/arrivals/{KEY}/pictures/0")
    program.post(f"arrivals/{KEY}", act="start", source="pilot", licence="CC0")
    tasks.process_arrival()

    assert [row["state"] for row in begun] == ["receiving"] * 2
    assert [row["received"] for row in sent] == [len(content) for content in tree(3).values()]
    assert (looking["state"], looked["state"]) == ("looking", "looked")
    assert (looked["look"]["image_column"], looked["look"]["prompt_column"]) == ("image", "prompt")
    assert (picture["Content-Type"], b"".join(picture)[:4]) == ("image/webp", b"RIFF")
    assert (Arrival.objects.get().state, Image.objects.count()) == ("done", 3)
    told_of = AuditEntry.objects.exclude(act="use_token").order_by("pk").values_list("act", "actor")
    assert [*told_of] == [("begin_import", "ruth"), ("look_at_import", "ruth"), ("start_import", "ruth")]


def test_pieces_are_kept_once_and_the_list_says_where_to_go_on(program: Program) -> None:
    program.post("arrivals", key=KEY, kind="upload")

    first = [send(program, "a.csv", b"abc", size=6) for _ in range(2)]
    gap = send(program, "a.csv", b"f", offset=5, size=6)
    early = program.post(f"arrivals/{KEY}", act="look")
    files = program.get(f"arrivals/{KEY}/files")["files"]
    last = send(program, "a.csv", b"def", offset=3, size=6)

    assert [row["received"] for row in (*first, last)] == [3, 3, 6]
    assert (gap["status"], gap["code"], gap["message"]) == (409, "piece_misplaced", "3 bytes are here; go on there.")
    assert (early["status"], early["message"]) == (409, "Not all files are here yet.")
    assert files == [{"name": "a.csv", "n_bytes": 6, "n_received": 3}]
    calls = AuditEntry.objects.filter(act="use_token").values_list("detail__call", flat=True)
    assert {*calls} == {"POST /api/v1/arrivals", f"POST /api/v1/arrivals/{KEY}"}


@pytest.mark.parametrize(
    ("name", "size", "status", "code"),
    [
        ("../a.csv", 1, 409, "name_refused"),
        ("a.exe", 1, 409, "name_refused"),
        ("a.csv", 10**15, 409, "too_much"),
        ("a.csv", -1, 422, "malformed"),
        ("", 1, 422, "malformed"),
    ],
)
def test_a_file_that_may_not_come_is_refused(program: Program, name: str, size: int, status: int, code: str) -> None:
    program.post("arrivals", key=KEY, kind="upload")

    answer = send(program, name, b"a", size=size)

    assert (answer["status"], answer["code"]) == (status, code)
    assert program.get(f"arrivals/{KEY}/files")["files"] == []


def test_pieces_larger_than_a_megabyte_or_of_another_kind_are_refused(program: Program) -> None:
    program.post("arrivals", key=KEY, kind="upload")
    address = f"/api/v1/arrivals/{KEY}/files?name=a.csv&size=2000000&offset=0"

    large = send(program, "a.csv", bytes(1_000_001), size=2_000_000)
    form = told(program.client.post(address, {"a": "b"}))

    assert (large["status"], large["code"]) == (409, "too_much")
    assert form["status"] == 415


def test_other_columns_are_looked_at_before_they_go_in(program: Program) -> None:
    program.post("arrivals", key=KEY, kind="upload")
    send(program, "rows.csv", b"file,caption,title\n")

    program.post(f"arrivals/{KEY}", act="look", image_column="file", prompt_column="title")

    assert Arrival.objects.get().wishes == {"image_column": "file", "prompt_column": "title"}


def test_a_token_that_only_reads_sends_nothing() -> None:
    program = Program(Scope.READ_IMPORTS)

    refused = [program.post("arrivals", key=KEY, kind="upload"), send(program, "a.csv", b"a")]

    assert [row["status"] for row in refused] == [403, 403]
    assert not Arrival.objects.exists()


def test_what_stayed_out_of_an_import_comes_as_csv(program: Program) -> None:
    row = ImportRowFactory(run=ImportRunFactory(), verdict="refused", reason="prompt_missing", source_key="=a.png")

    answer = program.client.get(f"/api/v1/imports/{row.run_id}/report.csv")

    heading, line = b"".join(answer).decode().splitlines()
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert heading.startswith("number,verdict,reason,source_key,detail")
    assert line.startswith(f"{row.number},refused,prompt_missing,'=a.png,")


def test_no_import_no_picture(program: Program) -> None:
    assert program.status(f"arrivals/{uuid.UUID(int=0)}/pictures/0") == 404
