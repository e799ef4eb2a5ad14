from pathlib import Path
from typing import Any

import pytest

from dataset.gateways import tables
from dataset.gateways.archives import ArchiveRefused
from dataset.gateways.tables import TableRefused
from dataset.rules.columns import ColumnsUnclear
from dataset.rules.reasons import Refused, RowReason
from tests.dataset.collected import archive, lines, row


def found(path: Path, **columns: str) -> list[tuple[int, Any]]:
    """The rows; a refusal stands there as its reason."""
    with tables.opened(path, **columns) as table:
        return [(number, r.reason if isinstance(r, Refused) else dict(r)) for number, r in table.rows]


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_jsonl_is_read_line_by_line_and_empty_lines_are_no_rows(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", lines([row(1), b"", b"{", row(2)])[:-1])

    assert found(path) == [(1, row(1)), (3, RowReason.NOT_JSON), (4, row(2))]


def test_a_byte_order_mark_is_no_part_of_the_first_row(tmp_path: Path) -> None:
    assert found(written(tmp_path / "a.jsonl", b"\xef\xbb\xbf" + lines([row(1)]))) == [(1, row(1))]


def test_a_line_of_many_megabytes_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", lines([row(1), b"[" + b"1," * 2_000_000 + b"1]", row(2)]))

    assert found(path) == [(1, row(1)), (2, RowReason.LINE_TOO_LONG), (3, row(2))]


def test_jsonl_is_read_out_of_an_archive(tmp_path: Path) -> None:
    path = archive(tmp_path / "x_anno.jsonl.tgz", {"readme.txt": b"hello", "x_anno.jsonl": lines([row(1), row(2)])})

    assert found(path) == [(1, row(1)), (2, row(2))]


def test_an_archive_without_jsonl_or_cut_off_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.jsonl.tgz", {"a.txt": b"hello"})
    cut = archive(tmp_path / "b.jsonl.tgz", {"b.jsonl": lines([row(n) for n in range(500)])})
    cut.write_bytes(cut.read_bytes()[:800])

    with pytest.raises(TableRefused):
        found(path)
    with pytest.raises(ArchiveRefused):
        found(cut)


def test_csv_is_read_with_quotes_line_feeds_and_scores(tmp_path: Path) -> None:
    text = (
        '\ufeffid,Image,Prompt,image_nsfw_score\r\n1,a.png,"a ""red"" fox,\nsitting",0.1\r\n\r\n2,b.png,ein Fuchs,\r\n'
    )
    path = written(tmp_path / "a.csv", text.encode())

    assert found(path) == [
        (1, {"img_path": "a.png", "prompt": 'a "red" fox,\nsitting', "image_nsfw_score": "0.1"}),
        (2, {"img_path": "b.png", "prompt": "ein Fuchs", "image_nsfw_score": ""}),
    ]


def test_tabs_and_named_columns_are_understood(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tsv", b"photo\twords\na.png\ta fox\n")

    assert found(path, image_column="photo", prompt_column="words") == [(1, {"img_path": "a.png", "prompt": "a fox"})]


def test_a_csv_whose_columns_are_unclear_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ColumnsUnclear):
        found(written(tmp_path / "a.csv", b"a,b\n1,2\n"))
    with pytest.raises(ColumnsUnclear):
        found(written(tmp_path / "b.csv", b""))


def test_bad_rows_of_a_csv_are_refused_one_by_one(tmp_path: Path) -> None:
    text = b"image,prompt\na.png\nb.png,x,y\nc.png,\xff\nd.png," + b"d" * 1_500_000 + b"\ne.png,a fox\n"

    assert found(written(tmp_path / "a.csv", text)) == [
        (1, RowReason.BAD_CELLS),
        (2, RowReason.BAD_CELLS),
        (3, RowReason.NOT_UTF8),
        (4, RowReason.LINE_TOO_LONG),
        (5, {"img_path": "e.png", "prompt": "a fox"}),
    ]


def test_a_quote_that_never_ends_takes_no_more_than_its_limit(tmp_path: Path) -> None:
    rows = [b"%d.png,%s" % (n, b"x" * 1000) for n in range(1200)]
    text = b'image,prompt\na.png,"never ends\n' + b"\n".join(rows) + b"\nlast.png,a fox\n"

    results = found(written(tmp_path / "a.csv", text))

    assert results[0] == (1, RowReason.BAD_CELLS)
    assert results[-1][1] == {"img_path": "last.png", "prompt": "a fox"}


def test_the_position_tells_how_much_of_the_file_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", lines([row(n) for n in range(10)]))

    with tables.opened(path) as table:
        assert (table.position(), table.n_bytes) == (0, path.stat().st_size)
        list(table.rows)
        assert table.position() == table.n_bytes
