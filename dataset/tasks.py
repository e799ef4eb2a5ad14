"""Background work of the corpus. Messages are doorbells: what is to be done stands in the rows."""

import time
from collections.abc import Iterable, Iterator
from datetime import timedelta

import structlog
from celery import shared_task
from django.utils import timezone

from dataset.actions import media, prompts
from dataset.gateways.examiners import Finding, examine_here
from dataset.models import Archive
from dataset.queries import pictures

log = structlog.get_logger(__name__)

CHUNK = 24
IN_HAND_AT_MOST = 480
ARCHIVES_AT_ONCE = 4
# Longer than the hard limit of a task, so that no living worker loses what it has in hand.
LEASE = timedelta(minutes=16)
READ_ARCHIVE_FOR = 600.0
DESCRIBE_FOR = 8.0
PROMPTS_AT_ONCE = 100


@shared_task
def tick_media() -> None:
    """Hand waiting images and archives on, as many as may be in hand at once."""
    while hand_on():
        pass
    while pictures.n_archives_in_hand(timezone.now()) < ARCHIVES_AT_ONCE:
        archive = media.claim_archive(lease=LEASE, now=timezone.now())
        if archive is None:
            break
        process_archive.delay(archive.pk)


def hand_on() -> bool:
    """Send one chunk of waiting images to the workers; whether there was one and room for it."""
    if pictures.n_in_hand(timezone.now()) >= IN_HAND_AT_MOST:
        return False
    ids = media.claim(limit=CHUNK, lease=LEASE, now=timezone.now())
    if ids:
        process_images.delay(ids)
    return bool(ids)


@shared_task
def process_images(ids: list[int]) -> None:
    """Take the bytes of these images in, then hand the next chunk on, so that the work never waits for a tick."""
    n_done = sum(1 for _ in media.take_in(ids, one_by_one))
    log.info("images_processed", n_images=n_done)
    hand_on()


@shared_task
def process_archive(archive_id: int) -> None:
    """Read an archive for ten minutes at most; a later tick goes on with it."""
    archive = Archive.objects.get(pk=archive_id)
    end = time.monotonic() + READ_ARCHIVE_FOR
    n_done = sum(1 for _ in media.take_in_archive(archive, one_by_one, go_on=lambda: time.monotonic() < end))
    log.info("archive_processed", archive=archive_id, n_images=n_done)


@shared_task
def tick_languages() -> None:
    """Describe prompts until there are none left, or the next tick is near."""
    end = time.monotonic() + DESCRIBE_FOR
    n_done = 0
    while (n := prompts.describe(limit=PROMPTS_AT_ONCE, now=timezone.now())) and time.monotonic() < end:
        n_done += n
    if n_done:
        log.info("prompts_described", n_prompts=n_done)


def one_by_one(opened: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, bytes, Finding]]:
    """Examine in this process, under a limit of memory."""
    return ((image_id, data, examine_here(data)) for image_id, data in opened)
