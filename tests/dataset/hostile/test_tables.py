"""Hostile CSV, and tables of hundreds of megabytes that are made as they are read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dataset.errors import DatasetError
from dataset.gateways import tables
from dataset.gateways.archives import ArchiveRefused
from dataset.models import Image
from tests.dataset.collected import bring_in, lines, row, verdicts
from tests.dataset.hostile import tars
from tests.dataset.hostile.bounded import within
from tests.dataset.hostile.csvs import CSVS
from tests.dataset.hostile.reading import csv_reasons_of, reasons_of

MB = 1024**2


def said(path: Path, source: str) -> tuple[str, ...] | str:
    """The reasons of its rows in their order, or the name of the error."""
    try:
        run = bring_in(path, source=source, wait=True)
    except DatasetError as error:
        return type(error).__name__
    return tuple(reason for _, _, reason in verdicts(run))


def long_lines() -> Iterator[bytes]:
    """A sound row, one of 100 MB, a sound row, lists that never end in 50 MB more, a sound row."""
    yield lines([row(1)]) + b'{"prompt": "'
    yield from [b"x" * MB] * 100
    yield b'"}\n' + lines([row(3)])
    yield from [b"[" * MB] * 50
    yield b"\n" + lines([row(5)])


def endless_row() -> Iterator[bytes]:
    """A row of two million cells, since every line of it ends within quotes; then a sound row."""
    yield b"img_path,prompt\n"
    yield b'a.png,"\n'
    yield from [b'"' + b",bb" * 330 + b',"\n'] * 6_000
    yield b"last.png,a sound fox\n"


@pytest.mark.django_db
def test_each_csv_goes_in_row_by_row_or_is_refused_for_its_reason(tmp_path: Path) -> None:
    for n, case in enumerate(CSVS):
        (tmp_path / f"{n}.csv").write_bytes(case.data)

    found = {case.name: said(tmp_path / f"{n}.csv", source=str(n)) for n, case in enumerate(CSVS)}

    assert found == {case.name: case.said for case in CSVS}
    prompts = {
        case.name: tuple(Image.objects.filter(source=str(n)).order_by("pk").values_list("prompt__text", flat=True))
        for n, case in enumerate(CSVS)
    }
    assert prompts == {case.name: case.prompts for case in CSVS}


def test_lines_of_100_mb_are_passed_over_in_little_memory() -> None:
    assert within(24 * MB, reasons_of, long_lines) == {1: "", 2: "line_too_long", 3: "", 4: "line_too_long", 5: ""}


def test_a_csv_row_without_end_is_refused_in_little_memory() -> None:
    found = within(72 * MB, csv_reasons_of, endless_row)

    assert found[""] == 1
    assert set(found) == {"", "line_too_long", "bad_cells"}


def test_a_line_at_the_limit_is_one_line_behind_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(tables.BOM + b"[" * 1_000_003 + b"\n" + lines([row(2)]))

    with tables.opened(tmp_path / "a.jsonl") as table:
        assert [number for number, _ in table.rows] == [1, 2]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("middle", "sentence"),
    [
        (tars.header(b"a.jsonl", 60_000_000) + bytes(60_000_000), "unpacks to more than 200 times"),
        (tars.header(b"a.jsonl", 60_000_000) + lines([row(1)]), "ends in the middle of a member"),
        (tars.header(b"a.jsonl", b"-00000000512"), "a number that is none"),
        (tars.member("a.jsonl", kind=b"2", link=b"/etc/passwd"), "holds no .jsonl file"),
    ],
)
def test_a_table_in_a_hostile_archive_is_refused_in_a_sentence(tmp_path: Path, middle: bytes, sentence: str) -> None:
    (tmp_path / "a.jsonl.tgz").write_bytes(tars.packed(middle + tars.END))

    with pytest.raises((ArchiveRefused, tables.TableRefused), match=sentence):
        bring_in(tmp_path / "a.jsonl.tgz", wait=True)
