"""Zips of strangers: what is worth it is written beneath the folder, and nothing else, whatever they say."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from dataset.gateways import zips
from dataset.gateways.archives import ArchiveRefused

MOST = 10_000_000


def made(path: Path, members: dict[str, bytes], mode: int = 0, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            info.external_attr = mode << 16
            archive.writestr(info, content)
    return path


def unpacked(path: Path, folder: Path, most: int = MOST) -> dict[str, bytes]:
    zips.unpack(path, folder, most_bytes=most, report=lambda _done, _total: None)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_tables_pictures_and_archives_are_written_and_the_rest_is_passed_over(tmp_path: Path) -> None:
    wanted = {"a/pairs.csv": b"rows", "a/imgs/x.png": b"png", "imgs.tgz": b"tar"}
    zipped = made(tmp_path / "a.zip", wanted | {"run.sh": b"#!", "inner.zip": b"PK", "__MACOSX/._x.png": b""})

    n_passed = zips.unpack(zipped, tmp_path / "out", most_bytes=MOST, report=lambda _done, _total: None)

    assert unpacked(zipped, tmp_path / "out") == wanted
    assert n_passed == 3


@pytest.mark.parametrize("name", ["../x.csv", "/x.csv", "a/../../x.csv", "a\\..\\..\\x.csv", "C:/x.csv", "a\n.csv"])
def test_nothing_is_written_outside(tmp_path: Path, name: str) -> None:
    zipped = made(tmp_path / "a.zip", {name: b"x", "ok.csv": b"y"})

    assert set(unpacked(zipped, tmp_path / "out")) <= {"ok.csv", "x.csv", "a/x.csv"}
    assert {path.name for path in tmp_path.iterdir()} == {"a.zip", "out"}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_passed_over(tmp_path: Path, kind: int) -> None:
    assert unpacked(made(tmp_path / "a.zip", {"x.csv": b"/etc/passwd"}, kind | 0o777), tmp_path / "out") == {}


def test_a_bomb_is_refused_by_what_it_grows_to(tmp_path: Path) -> None:
    zipped = made(tmp_path / "a.zip", {f"{n}.csv": b"\0" * 4_000_000 for n in range(6)})

    with pytest.raises(ArchiveRefused, match="unpacks to more than is allowed"):
        unpacked(zipped, tmp_path / "out", most=10**12)


def test_more_than_one_import_may_bring_is_refused(tmp_path: Path) -> None:
    zipped = made(tmp_path / "a.zip", {"x.csv": b"12345", "y.csv": b"12345"})

    with pytest.raises(ArchiveRefused, match="more than is allowed"):
        unpacked(zipped, tmp_path / "out", most=9)


def test_an_encrypted_one_is_refused(tmp_path: Path) -> None:
    data = bytearray(made(tmp_path / "a.zip", {"x.csv": b"x"}).read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)

    with pytest.raises(ArchiveRefused, match="encrypted"):
        unpacked(tmp_path / "a.zip", tmp_path / "out")


def test_a_list_of_files_beyond_every_measure_is_refused_unread(tmp_path: Path) -> None:
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 9, 9, 2**31, 0, 0)
    (tmp_path / "a.zip").write_bytes(b"\0" * 100 + end)

    with pytest.raises(ArchiveRefused, match="list of files of more than 64 MB"):
        unpacked(tmp_path / "a.zip", tmp_path / "out")


def test_more_files_than_a_folder_may_have_are_refused_unread(tmp_path: Path) -> None:
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 60_000, 60_000, 60, 0, 0)
    (tmp_path / "a.zip").write_bytes(b"\0" * 100 + end)

    with pytest.raises(ArchiveRefused, match="more than 50,000 files"):
        unpacked(tmp_path / "a.zip", tmp_path / "out")


@pytest.mark.parametrize("cut", [0, 1, 10, 40, 100])
def test_what_is_damaged_or_cut_off_is_refused_and_nothing_else_is_raised(tmp_path: Path, cut: int) -> None:
    whole = made(tmp_path / "a.zip", {"x.csv": b"some rows" * 50}, method=zipfile.ZIP_STORED).read_bytes()
    for damaged in (whole[:cut], whole[: len(whole) - cut - 1], whole[:60] + b"\xff" * cut + whole[60 + cut :]):
        (tmp_path / "b.zip").write_bytes(damaged)
        if damaged == whole:
            continue
        with pytest.raises(ArchiveRefused):
            unpacked(tmp_path / "b.zip", tmp_path / "out")


def test_a_zip_with_long_lists_is_read_by_its_64_bit_record(tmp_path: Path) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive, archive.open("x.csv", "w", force_zip64=True) as member:
        member.write(b"rows")
    (tmp_path / "a.zip").write_bytes(sink.getvalue())

    assert unpacked(tmp_path / "a.zip", tmp_path / "out") == {"x.csv": b"rows"}
