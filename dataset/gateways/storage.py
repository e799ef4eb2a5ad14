"""Bytes under names made from their content, in the storage that the settings name. Written once, never changed."""

from typing import Protocol

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from dataset.errors import DatasetError

RENDITION_VERSION = 1
SUFFIXES = {"jpeg": "jpg", "png": "png", "webp": "webp"}


class StorageRefused(DatasetError):
    code = "storage_refused"


class HasBytes(Protocol):
    """An image whose bytes are in."""

    @property
    def sha256(self) -> str | None: ...

    @property
    def format(self) -> str: ...


def original_name(image: HasBytes) -> str:
    """`img/sha256/ab/cd/<64 hex>.<ext>`"""
    digest = image.sha256 or ""
    if len(digest) != 64:
        raise ValueError("the bytes of this image are not in, so that they have no name")
    return f"img/sha256/{digest[:2]}/{digest[2:4]}/{digest}.{SUFFIXES[image.format]}"


def rendition_name(sha256: str, size: int) -> str:
    """`der/<64 hex>/<size>-v1.webp`; size is the longest side in pixels, 512 or 1024."""
    return f"der/{sha256}/{size}-v{RENDITION_VERSION}.webp"


def keep(name: str, data: bytes) -> None:
    """
    Write the bytes under that name, unless they stand there.

    A file of another length is what an interrupted write left: it is written again.

    :raises StorageRefused: the storage put them under another name
    """
    if default_storage.exists(name):
        if default_storage.size(name) == len(data):
            return
        default_storage.delete(name)
    kept = default_storage.save(name, ContentFile(data))
    if kept != name:
        default_storage.delete(kept)
        if default_storage.size(name) != len(data):
            raise StorageRefused(f"{name} is being written by another process; this one comes again later.")
