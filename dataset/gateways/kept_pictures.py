"""The originals that the storage keeps, read whole and checked."""

import hashlib

from django.core.files.storage import default_storage

from dataset.errors import DatasetError
from dataset.gateways.storage import HasBytes, original_name


class PictureMissing(DatasetError):
    """The storage has no bytes under the name that the image's sum gives."""

    code = "picture_missing"


class PictureDamaged(DatasetError):
    """The storage's bytes are not those that came in."""

    code = "picture_damaged"


def original(image: HasBytes) -> bytes:
    """
    The bytes of an image as they came.

    :raises PictureMissing: the storage does not have them
    :raises PictureDamaged: it has others
    """
    name = original_name(image)
    try:
        with default_storage.open(name) as file:
            data = bytes(file.read())
    except FileNotFoundError as error:
        raise PictureMissing(f"{name} is not in the storage") from error
    if hashlib.sha256(data).hexdigest() != image.sha256:
        raise PictureDamaged(f"{name} holds other bytes than its name says")
    return data
