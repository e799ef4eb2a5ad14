import gzip
import hashlib
import io
import subprocess
import tarfile
from pathlib import Path

import pytest

from dataset.gateways.hashed_files import HashedFile, sum_of
from dataset.gateways.tarballs import StoredGzip, Tarball, header


def stored(path: Path, *parts: bytes) -> bytes:
    file = HashedFile(path)
    with StoredGzip(file) as compressed:
        for part in parts:
            compressed.write(part)
    file.close()
    return path.read_bytes()


@pytest.mark.parametrize("size", [0, 1, 65_534, 65_535, 65_536, 131_070, 200_000])
def test_stored_gzip_unpacks_to_what_went_in(tmp_path: Path, size: int) -> None:
    data = bytes(range(256)) * (size // 256 + 1)

    assert gzip.decompress(stored(tmp_path / "x.gz", data[:size])) == data[:size]


def test_the_bytes_do_not_depend_on_how_they_were_written(tmp_path: Path) -> None:
    data = b"strikeout" * 20_000

    whole = stored(tmp_path / "whole.gz", data)
    parts = stored(tmp_path / "parts.gz", data[:7], b"", data[7:70_000], data[70_000:])

    assert whole == parts


def test_an_empty_stream_is_these_bytes(tmp_path: Path) -> None:
    assert stored(tmp_path / "x.gz").hex() == "1f8b08000000000000ff" + "010000ffff" + "00000000" + "00000000"


def archive(path: Path) -> Path:
    with Tarball(path) as made:
        made.add("imgs/000/a.png", b"one")
        made.add("imgs/000/b.jpg", b"two" * 1000)
    return path


def test_members_are_plain_files_of_nobody_and_of_no_time(tmp_path: Path) -> None:
    with tarfile.open(archive(tmp_path / "x.tgz"), "r:gz") as read:
        facts = [
            (member.name, member.size, member.mode, member.mtime, member.uid, member.gid, member.uname, member.gname)
            for member in read
        ]
        assert all(member.isreg() for member in read.getmembers())

    assert facts == [
        ("imgs/000/a.png", 3, 0o644, 0, 0, 0, "", ""),
        ("imgs/000/b.jpg", 3000, 0o644, 0, 0, 0, "", ""),
    ]


def test_the_archive_is_the_same_today_and_on_any_machine(tmp_path: Path) -> None:
    sealed = sum_of(archive(tmp_path / "x.tgz"))

    assert sealed.n_bytes == 10_263
    assert sealed.sha256 == "064bb59fbea54b7e52eaee4491da8a5ae4e94e4bce0344ea2966d7f29dbc3d85"


@pytest.mark.parametrize("size", [0, 1, 8**11 - 1, 8**11, 40 * 2**30])
def test_a_header_says_its_size_also_beyond_eight_gibibytes(size: int) -> None:
    info = tarfile.TarInfo.frombuf(header("imgs/000/a.png", size), "utf-8", "strict")

    assert (info.name, info.size, info.isreg()) == ("imgs/000/a.png", size, True)


def test_a_name_that_no_header_holds_is_refused() -> None:
    assert len(header("a" * 100, 0)) == 512
    with pytest.raises(ValueError, match="at most 100 bytes"):
        header("a" * 101, 0)


def test_a_file_goes_in_as_its_bytes_would(tmp_path: Path) -> None:
    (tmp_path / "lines").write_bytes(b"{}\n")
    with Tarball(tmp_path / "file.tgz") as made:
        made.add_files("x.jsonl", [tmp_path / "lines"])
    with Tarball(tmp_path / "bytes.tgz") as made:
        made.add("x.jsonl", b"{}\n")

    assert (tmp_path / "file.tgz").read_bytes() == (tmp_path / "bytes.tgz").read_bytes()


def test_the_system_tools_unpack_it(tmp_path: Path) -> None:
    archive(tmp_path / "x.tgz")

    subprocess.run(["tar", "-xzf", "x.tgz"], cwd=tmp_path, check=True)

    assert (tmp_path / "imgs/000/b.jpg").read_bytes() == b"two" * 1000


def test_the_sum_is_known_when_the_file_is_closed_and_no_file_is_overwritten(tmp_path: Path) -> None:
    with HashedFile(tmp_path / "deep" / "x") as file:
        file.write(b"ab")
        file.write(b"c")

    assert file.sealed == (3, hashlib.sha256(b"abc").hexdigest())
    assert sum_of(tmp_path / "deep" / "x") == file.sealed
    with pytest.raises(FileExistsError):
        HashedFile(tmp_path / "deep" / "x")


def test_what_is_read_as_a_stream_is_whole(tmp_path: Path) -> None:
    data = io.BytesIO(archive(tmp_path / "x.tgz").read_bytes())

    with tarfile.open(fileobj=data, mode="r|gz") as read:
        assert [member.name for member in read] == ["imgs/000/a.png", "imgs/000/b.jpg"]
