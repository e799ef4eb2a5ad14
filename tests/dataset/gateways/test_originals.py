import os
from pathlib import Path

import pytest

from dataset.gateways import originals, pixels
from dataset.rules.reasons import PictureReason, Refused


def reason(path: Path) -> PictureReason:
    with pytest.raises(Refused) as refusal:
        originals.read(str(path))
    return PictureReason(refusal.value.reason)


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"bytes")

    assert originals.read(str(tmp_path / "a.png")) == b"bytes"


def test_what_is_no_file_of_its_own_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"bytes")
    (tmp_path / "link.png").symlink_to(tmp_path / "a.png")
    os.mkfifo(tmp_path / "pipe.png")

    assert reason(tmp_path / "none.png") == PictureReason.NOT_FOUND
    assert reason(tmp_path / "a.png" / "b.png") == PictureReason.NOT_FOUND
    assert reason(tmp_path / "link.png") == PictureReason.NOT_A_FILE
    assert reason(tmp_path / "pipe.png") == PictureReason.NOT_A_FILE
    assert reason(tmp_path) == PictureReason.NOT_A_FILE


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.png").open("wb") as file:
        file.truncate(pixels.MOST_BYTES + 1)

    assert reason(tmp_path / "a.png") == PictureReason.TOO_LARGE_BYTES
