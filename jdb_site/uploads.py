"""No page takes files: what comes in is read by the worker and by commands, from folders."""

from typing import Any, NoReturn

from django.core.exceptions import BadRequest
from django.core.files.uploadhandler import FileUploadHandler


class NoUploads(FileUploadHandler):
    """Refuses a file before a byte of it is kept: Django's own handlers fill memory and disk for whoever comes."""

    def new_file(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise BadRequest("Files are not taken here.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> NoReturn:
        raise BadRequest("Files are not taken here.")

    def file_complete(self, file_size: int) -> None:
        """Never reached."""
