"""How far the bytes of images are."""

from datetime import datetime

from dataset.choices import ArchiveState
from dataset.models import Archive, Image


def n_in_hand(now: datetime) -> int:
    """Waiting images that a worker has in hand."""
    return Image.objects.waiting().filter(media_lease_ends_at__gt=now).count()


def n_archives_in_hand(now: datetime) -> int:
    return Archive.objects.filter(state=ArchiveState.WAITING, lease_ends_at__gt=now).count()


def n_waiting(source: str) -> int:
    """Images of a source whose bytes are still to be read."""
    return Image.objects.waiting().filter(source=source).count()
