"""The second step of an import: the bytes of its images, by workers or here."""

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

from django.core.management.base import OutputWrapper
from django.utils import timezone

from dataset import tasks
from dataset.actions import media
from dataset.gateways import queues
from dataset.gateways.examiners import Examiners
from dataset.management.meters import Meter
from dataset.models import Archive
from dataset.queries import pictures

IN_HAND = 16
# What a killed command had in hand is given back at once; this long only when its machine is gone without a word.
LEASE = timedelta(minutes=2)
RENEW_AFTER = 30.0
PATIENCE = 30.0


def take_in(source: str, err: OutputWrapper, *, inline: bool) -> None:
    """Have the waiting pictures of a source examined, and show how far that is."""
    if not (total := pictures.n_waiting(source)):
        return
    meter = Meter(err, "pictures")
    if inline or not queues.somebody_takes(queues.MEDIA):
        if not inline:
            err.write("No worker serves the media queue: the pictures are examined here.")
        _examine(source, meter, total)
    elif not _watch(source, meter, total):
        err.write("The worker has fallen silent: the pictures that are left are examined here.")
        _examine(source, meter, total)
    meter.end(total)


def _watch(source: str, meter: Meter, total: int) -> bool:
    """Show what the workers do until nothing waits; False when no worker is there any more."""
    tasks.tick_media.delay()
    left, moved_at = total, time.monotonic()
    while now_left := pictures.n_waiting(source):
        if now_left != left:
            left, moved_at = now_left, time.monotonic()
        elif time.monotonic() - moved_at > PATIENCE:
            if not queues.somebody_takes(queues.MEDIA):
                return False
            moved_at = time.monotonic()
        meter.show(total - left, 1 - left / max(total, left))
        time.sleep(0.5)
    return True


def _examine(source: str, meter: Meter, total: int) -> None:
    """Examine here, in a process for each core; wait for those that another has in hand."""
    n_done = 0
    with Examiners(os.cpu_count() or 1) as examiners:
        while pictures.n_waiting(source):
            media.free_abandoned(now=timezone.now())
            n_before = n_done
            for _ in chain(_files(source, examiners), _archives(source, examiners)):
                n_done += 1
                meter.show(n_done, n_done / max(total, n_done))
            if n_done == n_before:
                time.sleep(0.5)


def _files(source: str, examiners: Examiners) -> Iterator[int]:
    held: set[int] = set()
    try:
        for image_id in media.take_in(_claimed(source, held), examiners.each):
            held.discard(image_id)
            media.let_go([image_id])
            yield image_id
    finally:
        media.release(held)


def _claimed(source: str, held: set[int]) -> Iterator[int]:
    while ids := media.claim(limit=IN_HAND, lease=LEASE, now=timezone.now(), source=source):
        held.update(ids)
        yield from ids


def _archives(source: str, examiners: Examiners) -> Iterator[int]:
    while archive := media.claim_archive(lease=LEASE, now=timezone.now(), source=source):
        yield from media.take_in_archive(archive, examiners.each, go_on=_Hold(archive))
        media.let_archive_go(archive)


class _Hold:
    """Says to go on, and keeps the archive in hand meanwhile."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._renewed = time.monotonic()

    def __call__(self) -> bool:
        if time.monotonic() - self._renewed > RENEW_AFTER:
            self._renewed = time.monotonic()
            media.hold_archive(self._archive, lease=LEASE, now=timezone.now())
        return True
