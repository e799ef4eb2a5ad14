"""One contract for every storage that the settings may name: files, memory, a bucket."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django.fixtures import Settings

from dataset.gateways import storage
from tests.dataset.gateways import buckets
from tests.factories import ImageFactory

NAME = f"img/sha256/ab/cd/{'ab' * 32}.png"


def options(kind: str, address: str) -> dict[str, Any]:
    if kind == "memory":
        return {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": "pictures",
            "endpoint_url": address,
            "access_key": "none",
            "secret_key": "none",
            "region_name": "nowhere-1",
            "addressing_style": "path",
            "file_overwrite": True,
            "default_acl": None,
        },
    }


@pytest.fixture(params=["files", "memory", "bucket"])
def place(request: pytest.FixtureRequest, settings: Settings) -> Iterator[str]:
    with buckets.served() as address:
        if request.param != "files":
            settings.STORAGES = settings.STORAGES | {"default": options(request.param, address)}
        yield request.param


def kept(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())


def test_bytes_are_kept_under_their_name(place: str) -> None:
    storage.keep(NAME, b"bytes")

    assert kept(NAME) == b"bytes"
    assert default_storage.size(NAME) == 5


def test_a_second_time_changes_nothing(place: str) -> None:
    storage.keep(NAME, b"bytes")
    before = len(buckets.Bucket.n_puts)
    storage.keep(NAME, b"other")

    assert kept(NAME) == b"bytes"
    assert len(buckets.Bucket.n_puts) == before


def test_what_an_interrupted_write_left_is_written_again(place: str) -> None:
    default_storage.save(NAME, ContentFile(b"byt"))

    storage.keep(NAME, b"bytes")

    assert kept(NAME) == b"bytes"


def test_names_are_made_from_the_content() -> None:
    image = ImageFactory.build(prompt=None, run=None, sha256="ab" * 32, format="jpeg")

    assert storage.original_name(image) == f"img/sha256/ab/ab/{'ab' * 32}.jpg"
    assert storage.rendition_name("ab" * 32, 512) == f"der/{'ab' * 32}/512-v1.webp"


def test_an_image_without_bytes_has_no_name() -> None:
    with pytest.raises(ValueError, match="not in"):
        storage.original_name(ImageFactory.build(prompt=None, run=None, sha256=None))
