import hashlib
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from dataset import tasks
from dataset.actions import media
from dataset.choices import ArchiveState, MediaState
from dataset.gateways import storage
from dataset.models import Archive, Image
from tests.dataset.collected import NOW, archive, bring_in, picture, row, tree
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db

LEASE = timedelta(minutes=5)


def take_in(ids: Iterable[int]) -> list[int]:
    return list(media.take_in(ids, tasks.one_by_one))


def take_in_archive(found: Archive, n_members: int = 1000) -> list[int]:
    """Read so many members of an archive at most."""
    left = iter(range(n_members))
    return list(media.take_in_archive(found, tasks.one_by_one, go_on=lambda: next(left, None) is not None))


def waiting(path: Path, data: bytes, *, key: str = "000/1.png") -> Image:
    """An image whose bytes are in a file."""
    path.write_bytes(data)
    return ImageFactory(
        source_key=key,
        origin=str(path),
        media_state=MediaState.WAITING,
        sha256=None,
        n_bytes=None,
        width=None,
        height=None,
    )


def states() -> list[tuple[str, str, str]]:
    return list(Image.objects.order_by("pk").values_list("source_key", "media_state", "media_reason"))


def test_bytes_are_stored_under_their_sum_with_their_renditions(tmp_path: Path) -> None:
    data = picture(1, size=(40, 30))
    image = waiting(tmp_path / "a.png", data)

    assert take_in([image.pk]) == [image.pk]

    image.refresh_from_db()
    digest = hashlib.sha256(data).hexdigest()
    assert (image.media_state, image.sha256, image.n_bytes, image.format) == ("ready", digest, len(data), "png")
    assert (image.width, image.height, image.media_lease_ends_at) == (40, 30, None)
    assert image.phash is not None
    assert bytes(image.thumbhash)
    assert storage.original_name(image) == f"img/sha256/{digest[:2]}/{digest[2:4]}/{digest}.png"
    with default_storage.open(storage.original_name(image)) as file:
        assert file.read() == data
    for size in (512, 1024):
        with default_storage.open(storage.rendition_name(digest, size)) as file:
            assert file.read()[8:12] == b"WEBP"


def test_the_format_of_the_bytes_counts_not_the_name(tmp_path: Path) -> None:
    image = waiting(tmp_path / "a.png", picture(1, kind="JPEG"))

    take_in([image.pk])

    image.refresh_from_db()
    assert image.format == "jpeg"
    assert storage.original_name(image).endswith(".jpg")


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"<svg/>", "bad_format"), (picture(1)[:200], "truncated"), (picture(1, size=(4, 4)), "too_small")],
)
def test_bytes_that_are_refused_say_why_and_stop_no_other(tmp_path: Path, data: bytes, reason: str) -> None:
    bad = waiting(tmp_path / "a.jpg", data, key="bad")
    good = waiting(tmp_path / "b.png", picture(2), key="good")

    take_in([bad.pk, good.pk])

    assert states() == [("bad", "refused", reason), ("good", "ready", "")]


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    image = waiting(tmp_path / "a.png", b"")
    (tmp_path / "a.png").unlink()

    take_in([image.pk])

    assert states() == [("000/1.png", "refused", "not_found")]


def test_the_same_bytes_again_are_refused_and_name_the_other(tmp_path: Path) -> None:
    images = [waiting(tmp_path / f"{n}.png", picture(1), key=f"000/{n}.png") for n in range(2)]

    take_in([image.pk for image in images])

    images[1].refresh_from_db()
    assert states() == [("000/0.png", "ready", ""), ("000/1.png", "refused", "duplicate_bytes")]
    assert images[1].media_detail == "test: 000/0.png"
    assert images[1].sha256 is None


def test_to_run_twice_changes_nothing(tmp_path: Path) -> None:
    image = waiting(tmp_path / "a.png", picture(1))
    take_in([image.pk])
    before = Image.objects.values().get()

    assert take_in([image.pk]) == []

    assert Image.objects.values().get() == before


def test_two_that_examine_the_same_image_at_once_keep_it_once(tmp_path: Path) -> None:
    image = waiting(tmp_path / "a.png", picture(1))
    [(image_id, data, finding)] = list(tasks.one_by_one([(image.pk, picture(1))]))

    media.keep(image_id=image_id, data=data, finding=finding)
    media.keep(image_id=image_id, data=data, finding=finding)

    assert states() == [("000/1.png", "ready", "")]


def test_a_picture_that_ends_its_worker_three_times_is_refused(tmp_path: Path) -> None:
    image = waiting(tmp_path / "a.png", picture(1))

    assert [media.begin(image.pk) for _ in range(4)] == [True, True, True, False]
    assert states() == [("000/1.png", "refused", "crashed")]


def test_waiting_images_are_claimed_once_until_their_lease_ends(tmp_path: Path) -> None:
    ids = [waiting(tmp_path / f"{n}.png", b"", key=str(n)).pk for n in range(3)]
    ImageFactory()

    assert media.claim(limit=2, lease=LEASE, now=NOW) == ids[:2]
    assert media.claim(limit=9, lease=LEASE, now=NOW) == ids[2:]
    assert media.claim(limit=9, lease=LEASE, now=NOW) == []
    assert media.claim(limit=9, lease=LEASE, now=NOW + LEASE) == ids


def test_images_that_are_withdrawn_or_nowhere_or_of_another_source_are_not_claimed(tmp_path: Path) -> None:
    withdrawn, nowhere, other = (waiting(tmp_path / key, b"", key=key) for key in "abc")
    Image.objects.filter(pk=withdrawn.pk).update(withdrawn_at=NOW)
    Image.objects.filter(pk=nowhere.pk).update(origin="")
    Image.objects.filter(pk=other.pk).update(source="other")

    assert media.claim(limit=9, lease=LEASE, now=NOW, source="test") == []
    assert media.claim(limit=9, lease=LEASE, now=NOW) == [other.pk]


def test_what_is_released_is_claimed_again(tmp_path: Path) -> None:
    ids = [waiting(tmp_path / "a.png", b"").pk]
    media.claim(limit=9, lease=LEASE, now=NOW)

    media.release(ids)

    assert media.claim(limit=9, lease=LEASE, now=NOW) == ids


def in_archive(folder: Path, members: dict[str, bytes], *keys: str) -> Archive:
    """An archive of these members, with rows that name these keys."""
    tree(folder, [row(n, img_path=key) for n, key in enumerate(keys)], {})
    archive(folder / "imgs" / "000.tgz", members)
    bring_in(folder)
    return Archive.objects.get()


def test_an_archive_is_read_in_its_own_order_whatever_names_and_suffixes(tmp_path: Path) -> None:
    members = {
        "000/c.jpg": picture(3, kind="JPEG"),
        "imgs/000/b.png": picture(2),
        "notes.txt": b"hello",
        "000/stranger.png": picture(9),
        "./a.png": picture(1),
    }
    found = in_archive(tmp_path, members, "000/a.png", "000/b.png", "000/c.png", "000/d.png")

    done = take_in_archive(found)

    found.refresh_from_db()
    assert [Image.objects.get(pk=pk).source_key for pk in done] == ["000/c.png", "000/b.png", "000/a.png"]
    assert states() == [
        ("000/a.png", "ready", ""),
        ("000/b.png", "ready", ""),
        ("000/c.png", "ready", ""),
        ("000/d.png", "refused", "not_found"),
    ]
    assert (found.state, found.lease_ends_at) == (ArchiveState.READ, None)


def test_an_archive_that_takes_too_long_goes_on_with_what_is_not_in(tmp_path: Path) -> None:
    members = {f"000/{n}.png": picture(n) for n in range(3)}
    found = in_archive(tmp_path, members, *members)

    first = take_in_archive(found, n_members=2)
    found.refresh_from_db()
    assert (len(first), found.state) == (2, ArchiveState.WAITING)

    assert len(take_in_archive(found)) == 1
    assert [state for _, state, _ in states()] == ["ready"] * 3


def test_a_bad_member_stops_no_other(tmp_path: Path) -> None:
    members = {"000/a.png": b"<svg/>", "000/b.png": picture(2)}
    found = in_archive(tmp_path, members, *members)

    take_in_archive(found)

    assert states() == [("000/a.png", "refused", "bad_format"), ("000/b.png", "ready", "")]


def test_an_archive_that_ends_early_keeps_what_came_before(tmp_path: Path) -> None:
    members = {f"000/{n}.png": picture(n, size=(200, 200)) for n in range(3)}
    found = in_archive(tmp_path, members, *members)
    path = Path(found.path)
    path.write_bytes(path.read_bytes()[:200_000])

    take_in_archive(found)

    found.refresh_from_db()
    assert [state for _, *state in states()] == [
        ["ready", ""],
        ["refused", "archive_refused"],
        ["refused", "archive_refused"],
    ]
    assert found.state == ArchiveState.REFUSED
    assert found.detail.startswith("The archive is damaged or ends too early")


def test_images_that_come_while_an_archive_is_read_wait_for_the_next_reading(tmp_path: Path) -> None:
    found = in_archive(tmp_path, {"000/a.png": picture(1), "000/b.png": picture(2)}, "000/b.png")
    reading = media.take_in_archive(found, tasks.one_by_one, go_on=lambda: True)
    next(reading)
    tree(tmp_path, [row(1, img_path="000/a.png")], {})
    bring_in(tmp_path)
    list(reading)

    found.refresh_from_db()
    assert found.state == ArchiveState.WAITING
    assert states() == [("000/b.png", "ready", ""), ("000/a.png", "waiting", "")]
    take_in_archive(found)
    assert states() == [("000/b.png", "ready", ""), ("000/a.png", "ready", "")]


def test_an_archive_is_claimed_once_and_can_be_held(tmp_path: Path) -> None:
    found = in_archive(tmp_path, {"000/a.png": b""}, "000/a.png")

    assert media.claim_archive(lease=LEASE, now=NOW) == found
    assert media.claim_archive(lease=LEASE, now=NOW) is None
    media.hold_archive(found, lease=LEASE, now=NOW + LEASE)
    assert media.claim_archive(lease=LEASE, now=NOW + LEASE) is None
    assert media.claim_archive(lease=LEASE, now=NOW + 2 * LEASE, source="other") is None
    assert media.claim_archive(lease=LEASE, now=NOW + 2 * LEASE, source="test") == found
