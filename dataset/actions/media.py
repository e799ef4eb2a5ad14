"""Bytes of images: taken in hand, examined, kept or refused. Safe to run twice, late or never."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, transaction
from django.db.models import F

from dataset.choices import ArchiveState, MediaState
from dataset.gateways import archives, hands, originals, storage
from dataset.gateways.archives import ArchiveRefused
from dataset.gateways.examiners import Finding
from dataset.gateways.pixels import Picture
from dataset.models import Archive, Image
from dataset.rules.image_paths import candidates
from dataset.rules.reasons import PictureReason, Refused

MOST_ATTEMPTS = 3
MOST_WANTED = 200_000

# Examines pictures, each with the id of its image: here one by one, or in several processes.
Each = Callable[[Iterable[tuple[int, bytes]]], Iterator[tuple[int, bytes, Finding]]]


@transaction.atomic
def claim(*, limit: int, lease: timedelta, now: datetime, source: str = "") -> list[int]:
    """Take up to so many waiting images in hand, those with a file of their own; their ids."""
    free = Image.objects.free(now).order_by("pk").select_for_update(skip_locked=True, no_key=True)
    if source:
        free = free.filter(source=source)
    ids = list(free.values_list("pk", flat=True)[:limit])
    hands.hold(hands.IMAGE, ids)
    Image.objects.filter(pk__in=ids).update(media_lease_ends_at=now + lease)
    return ids


@transaction.atomic
def claim_archive(*, lease: timedelta, now: datetime, source: str = "") -> Archive | None:
    """Take one waiting archive in hand."""
    free = Archive.objects.free(now).order_by("pk").select_for_update(skip_locked=True)
    if source:
        free = free.filter(pk__in=Image.objects.waiting().filter(source=source).values("archive"))
    if (archive := free.first()) is not None:
        hands.hold(hands.ARCHIVE, [archive.pk])
        archive.lease_ends_at = now + lease
        archive.save(update_fields=["lease_ends_at"])
    return archive


def hold_archive(archive: Archive, *, lease: timedelta, now: datetime) -> None:
    """Keep an archive in hand for longer."""
    Archive.objects.filter(pk=archive.pk, state=ArchiveState.WAITING).update(lease_ends_at=now + lease)


def release(ids: Iterable[int]) -> None:
    """Give images back that were taken in hand."""
    given = list(ids)
    Image.objects.filter(pk__in=given).update(media_lease_ends_at=None)
    let_go(given)


def let_go(ids: Sequence[int]) -> None:
    """Have images in hand no longer that were dealt with."""
    hands.let_go(hands.IMAGE, ids)


def let_archive_go(archive: Archive) -> None:
    """Have an archive in hand no longer."""
    hands.let_go(hands.ARCHIVE, [archive.pk])


@transaction.atomic
def free_abandoned(*, now: datetime) -> int:
    """
    Give back what was in the hands of processes that are gone, killed or cut off; how many.

    Nobody needs to wait for the leases: they matter only when the database has not noticed yet that somebody is gone.
    """
    return hands.free_abandoned(now)


def take_in(ids: Iterable[int], each: Each) -> Iterator[int]:
    """Examine and keep the bytes of these images, as far as they still wait; yields each that is dealt with."""
    for image_id, data, finding in each(_opened(ids)):
        keep(image_id=image_id, data=data, finding=finding)
        yield image_id


def _opened(ids: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    for image_id in ids:
        if begin(image_id):
            try:
                yield image_id, originals.read(Image.objects.values_list("origin", flat=True).get(pk=image_id))
            except Refused as refusal:
                refuse(image_id, refusal)


def begin(image_id: int) -> bool:
    """
    Count an attempt before it is made, so that a picture that ends its worker is refused at last.

    False: there is nothing to do, or no more than to refuse it.
    """
    waiting = Image.objects.waiting().filter(pk=image_id)
    if waiting.filter(n_media_attempts__lt=MOST_ATTEMPTS).update(n_media_attempts=F("n_media_attempts") + 1):
        return True
    if waiting.exists():
        refuse(image_id, Refused(PictureReason.CRASHED))
    return False


def keep(*, image_id: int, data: bytes, finding: Finding) -> None:
    """Store the bytes with their renditions and say what they are, or why they are refused; once."""
    if isinstance(finding, Refused):
        refuse(image_id, finding)
        return
    with transaction.atomic():
        _lock(finding.sha256)
        other = Image.objects.filter(sha256=finding.sha256).exclude(pk=image_id).first()
        if other is not None:
            refuse(image_id, Refused(PictureReason.DUPLICATE_BYTES, f"{other.source}: {other.source_key}"))
        elif Image.objects.waiting().filter(pk=image_id).exists():
            _store(data, finding)
            _mark_ready(image_id, finding)


def _lock(sha256: str) -> None:
    """One process at a time writes the bytes of that name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [sha256])


def _store(data: bytes, picture: Picture) -> None:
    storage.keep(storage.original_name(picture), data)
    for size, rendition in picture.renditions.items():
        storage.keep(storage.rendition_name(picture.sha256, size), rendition)


def _mark_ready(image_id: int, picture: Picture) -> None:
    Image.objects.filter(pk=image_id, media_state=MediaState.WAITING).update(
        media_state=MediaState.READY,
        media_lease_ends_at=None,
        sha256=picture.sha256,
        n_bytes=picture.n_bytes,
        format=picture.format,
        width=picture.width,
        height=picture.height,
        phash=picture.phash,
        thumbhash=picture.thumbhash,
    )


def refuse(image_id: int, refusal: Refused) -> None:
    Image.objects.filter(pk=image_id, media_state=MediaState.WAITING).update(
        media_state=MediaState.REFUSED,
        media_lease_ends_at=None,
        media_reason=refusal.reason.value,
        media_detail=refusal.detail,
    )


def take_in_archive(archive: Archive, each: Each, *, go_on: Callable[[], bool]) -> Iterator[int]:
    """
    Read an archive from its beginning and keep the bytes of the images that wait for it; yields each dealt with.

    When `go_on` says no, the archive stays waiting: the next reading passes over what is in already. At its end, the
    images that it did not hold are refused. A reading serves no more images than fit in memory.
    """
    reading = _Reading(archive, go_on)
    last = reading.last
    try:
        for image_id, data, finding in each(reading.pictures()):
            keep(image_id=image_id, data=data, finding=finding)
            yield image_id
    except ArchiveRefused as refusal:
        _close(archive, last, ArchiveState.REFUSED, Refused(PictureReason.ARCHIVE_REFUSED, str(refusal)))
        return
    if reading.whole:
        _close(archive, last, ArchiveState.READ, Refused(PictureReason.NOT_FOUND))
    else:
        Archive.objects.filter(pk=archive.pk).update(lease_ends_at=None)


class _Reading:
    """One pass over an archive; `whole` once it came to the end."""

    def __init__(self, archive: Archive, go_on: Callable[[], bool]) -> None:
        self.archive = archive
        self.whole = False
        self._go_on = go_on
        self._wanted, self.last = _wanted(archive)

    def pictures(self) -> Iterator[tuple[int, bytes]]:
        with archives.opened(Path(self.archive.path)) as stream:
            for key, member in originals.in_archive(stream):
                if not self._go_on():
                    return
                image_id = self._taken(key)
                if image_id is not None and begin(image_id):
                    try:
                        yield image_id, originals.member_bytes(member)
                    except Refused as refusal:
                        refuse(image_id, refusal)
        self.whole = True

    def _taken(self, key: str) -> int | None:
        """The wanted image that a member of that name belongs to, whatever the suffix; each is taken once."""
        folder = Path(self.archive.path).name.partition(".")[0]
        names = [name for path in (key, f"imgs/{key}", f"{folder}/{key}") for name in candidates(path)]
        found = next((name for name in names if name in self._wanted), None)
        return None if found is None else self._wanted.pop(found)


def _wanted(archive: Archive) -> tuple[dict[str, int], int]:
    """
    The images that wait for this archive, by the path that their row names, and the last of them.

    Asked for once: a query for each member would let an archive of a million strangers take longer than a reading may.
    """
    waiting = Image.objects.waiting().filter(archive=archive).order_by("pk").values_list("source_key", "pk")
    found = list(waiting[:MOST_WANTED])
    return dict(reversed(found)), found[-1][1] if found else 0


def _close(archive: Archive, last: int, state: ArchiveState, left: Refused) -> None:
    """End a reading: what it left waiting is refused, unless it came in while the archive was read."""
    waiting = Image.objects.waiting().filter(archive=archive)
    waiting.filter(pk__lte=last).update(
        media_state=MediaState.REFUSED, media_reason=left.reason.value, media_detail=left.detail[:1000]
    )
    Archive.objects.filter(pk=archive.pk).update(
        state=ArchiveState.WAITING if waiting.exists() else state, lease_ends_at=None, detail=left.detail[:1000]
    )
