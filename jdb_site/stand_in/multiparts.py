"""The parts of an upload."""

import re
from dataclasses import dataclass

from .replies import ApiError

BOUNDARY = re.compile(r'boundary="?([^";]+)"?')
NAME = re.compile(rb'\bname="([^"]*)"')
FILE_NAME = re.compile(rb'\bfilename="([^"]*)"')


@dataclass(frozen=True)
class Part:
    """One field of a form."""

    name: str
    file_name: str
    content: bytes

    @property
    def text(self) -> str:
        """The value of a field that is no file."""
        return self.content.decode(errors="replace")


def parts(body: bytes, content_type: str) -> dict[str, Part]:
    """
    The fields of a multipart form, by name.

    :raises ApiError: it is none
    """
    boundary = BOUNDARY.search(content_type)
    if not content_type.startswith("multipart/form-data") or boundary is None:
        raise ApiError(415, "Unsupported content type: a file comes as multipart/form-data.")
    found = {}
    for chunk in body.split(b"--" + boundary[1].encode())[1:-1]:
        head, _, content = chunk.partition(b"\r\n\r\n")
        if name := NAME.search(head):
            file_name = FILE_NAME.search(head)
            part = Part(name[1].decode(), file_name[1].decode() if file_name else "", content.removesuffix(b"\r\n"))
            found[part.name] = part
    return found
