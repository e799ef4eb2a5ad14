import gzip
import io
import tarfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dataset.gateways import archives
from dataset.gateways.archives import ArchiveRefused
from tests.dataset.collected import archive


def contents(path: Path) -> dict[str, bytes]:
    with archives.opened(path) as stream:
        return {member.name: member.content() for member in archives.members(stream)}


def refusal(path: Path) -> str:
    with pytest.raises(ArchiveRefused) as refused:
        contents(path)
    return str(refused.value)


def packed(path: Path, tar: bytes) -> Path:
    path.write_bytes(gzip.compress(tar))
    return path


def tar_of(*infos: tarfile.TarInfo) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for info in infos:
            tar.addfile(info, io.BytesIO(bytes(info.size)) if info.isreg() else None)
    return file.getvalue()


def member(name: str, kind: bytes = tarfile.REGTYPE, size: int = 0) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.size, info.linkname = kind, size, "/etc/passwd"
    return info


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    members=st.dictionaries(
        st.text("aé图/", min_size=1, max_size=150).map(lambda n: f"x{n}y"), st.binary(max_size=1500)
    ),
    form=st.sampled_from([tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]),
)
def test_every_file_of_an_archive_comes_out_as_it_went_in(tmp_path: Path, members: dict[str, bytes], form: int) -> None:
    try:
        path = archive(tmp_path / "a.tgz", members, form=form)
    except ValueError:
        return  # a name that this form of archive cannot hold

    assert contents(path) == members


def test_a_plain_tar_under_the_name_of_a_packed_one_is_read(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.tgz", {"000/a.png": b"bytes"}, packed=False)

    assert contents(path) == {"000/a.png": b"bytes"}


def test_links_folders_and_devices_are_passed_over(tmp_path: Path) -> None:
    kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE)
    tar = tar_of(*(member(f"m{kind.decode()}.png", kind) for kind in kinds), member("a.png", size=3))

    assert contents(packed(tmp_path / "a.tgz", tar)) == {"a.png": bytes(3)}


def test_what_is_left_of_a_member_is_passed_over(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.tgz", {"a": b"x" * 5000, "b": b"y" * 10})

    with archives.opened(path) as stream:
        found = [(found.name, found.read(3)) for found in archives.members(stream)]

    assert found == [("a", b"xxx"), ("b", b"yyy")]


def test_an_archive_that_ends_early_is_refused(tmp_path: Path) -> None:
    whole = archive(tmp_path / "a.tgz", {"a.png": bytes(range(256)) * 40}).read_bytes()
    (tmp_path / "b.tgz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "c.tgz").write_bytes(gzip.decompress(whole)[:700])

    assert refusal(tmp_path / "b.tgz").startswith("The archive is damaged or ends too early")
    assert refusal(tmp_path / "c.tgz") == "The archive ends in the middle of a member."


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tgz").write_bytes(b"<html>" * 200)

    assert refusal(tmp_path / "a.tgz") == "The archive has a header with a number that is none."
    assert refusal(tmp_path / "none.tgz") == "The archive cannot be opened: No such file or directory"


def test_an_archive_that_grows_a_thousandfold_is_refused(tmp_path: Path) -> None:
    tar = tar_of(member("a.png", size=64 * 1024**2))

    assert refusal(packed(tmp_path / "a.tgz", tar)) == "The archive unpacks to more than 200 times its size."


def test_a_name_of_many_megabytes_is_refused(tmp_path: Path) -> None:
    tar = tar_of(member("n" * 100_000 + ".png"))

    assert refusal(packed(tmp_path / "a.tgz", tar)) == "The archive has a header of more than 64 kB."


def test_a_sparse_member_is_refused(tmp_path: Path) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
        info = member("a.png")
        info.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.size": "99999999999"}
        tar.addfile(info)
    gnu = bytearray(tar_of(member("a.png")))
    gnu[156:157] = b"S"
    gnu[148:156] = b"%06o\0 " % (sum(gnu[:148]) + 8 * 32 + sum(gnu[156:512]))

    assert refusal(packed(tmp_path / "a.tgz", file.getvalue())) == "The archive has a sparse member."
    assert refusal(packed(tmp_path / "b.tgz", bytes(gnu))) == "The archive has a member of the unknown kind b'S'."


@pytest.mark.parametrize("size", [b"-0000000001\0", b"\xff" * 12, b"99999999999\0"])
def test_a_size_that_is_no_number_is_refused(tmp_path: Path, size: bytes) -> None:
    tar = bytearray(tar_of(member("a.png")))
    tar[124:136] = size
    tar[148:156] = b"%06o\0 " % (sum(tar[:148]) + 8 * 32 + sum(tar[156:512]))

    assert refusal(packed(tmp_path / "a.tgz", bytes(tar))) == "The archive has a header with a number that is none."


def test_a_header_that_was_tampered_with_is_refused(tmp_path: Path) -> None:
    tar = bytearray(tar_of(member("a.png")))
    tar[0:1] = b"b"

    assert refusal(packed(tmp_path / "a.tgz", bytes(tar))) == "The archive has a damaged header."


def test_more_members_than_any_real_archive_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)

    assert (
        refusal(archive(tmp_path / "a.tgz", {"a": b"", "b": b"", "c": b""})) == "The archive has more than 2 members."
    )
