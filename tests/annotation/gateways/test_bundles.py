"""Files of an export: found by halving, sent as a zip."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.gateways import bundles


def ident(number: int) -> str:
    return f"{number:08x}-0000-8000-a000-000000000000"


@given(numbers=st.sets(st.integers(0, 400), max_size=40), tails=st.lists(st.integers(0, 90), min_size=40, max_size=40))
def test_every_line_that_is_there_is_found_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, numbers: set[int], tails: list[int]
) -> None:
    path = tmp_path_factory.mktemp("lines") / "words.jsonl"
    lines = {
        number: b'{"x_id":"%s","prompt":"%s"}\n' % (ident(number).encode(), b"a" * tail)
        for number, tail in zip(sorted(numbers), tails, strict=False)
    }
    path.write_bytes(b"".join(lines.values()))

    assert {n: found for n in range(401) if (found := bundles.line_of(path, ident(n))) is not None} == lines


def test_a_file_that_is_not_there_has_no_line(tmp_path: Path) -> None:
    assert bundles.line_of(tmp_path / "words.jsonl", ident(1)) is None


def test_a_zip_holds_every_file_byte_for_byte(tmp_path: Path) -> None:
    contents = {"SHA256SUMS": b"sums", "data/test/imgs.tgz": bytes(range(256)) * 10_000}
    for name, content in contents.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)

    sent = b"".join(bundles.zipped(tmp_path, [name for name, _ in bundles.files(tmp_path)], "test-set-1"))

    with zipfile.ZipFile(io.BytesIO(sent)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(f"test-set-1/{name}") for name in contents} == contents
        assert len(archive.namelist()) == 2


def test_a_folder_without_its_sums_is_no_export(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(b"{}")

    assert bundles.files(tmp_path) == []
