"""How far the bytes of images are."""

from datetime import datetime

from dataset.models import Archive, Image


def n_free(now: datetime, at_most: int) -> int:
    """Images with files of their own that wait for somebody, counted up to a limit."""
    return Image.objects.free(now)[:at_most].count()


def n_archives_free(now: datetime, at_most: int) -> int:
    """Archives that wait for somebody, counted up to a limit."""
    return Archive.objects.free(now)[:at_most].count()


def n_waiting(source: str) -> int:
    """Images of a source whose bytes are still to be read."""
    return Image.objects.waiting().filter(source=source).count()
