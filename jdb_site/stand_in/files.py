"""Files: kept in a folder of the server's own for as long as it runs."""

import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .multiparts import Part
from .replies import ApiError

LARGEST = 200 * 1024 * 1024
PURPOSES = ("batch", "batch_output", "assistants", "fine-tune", "vision", "user_data", "evals")


@dataclass(frozen=True)
class Kept:
    """One file."""

    number: str
    name: str
    purpose: str
    size: int
    created: int
    expires: int | None
    path: Path

    def as_dict(self) -> dict[str, Any]:
        """As OpenAI tells of it."""
        return {
            "id": self.number,
            "object": "file",
            "bytes": self.size,
            "created_at": self.created,
            "expires_at": self.expires,
            "filename": self.name,
            "purpose": self.purpose,
            "status": "processed",
            "status_details": None,
        }


class Files:
    """All files, in the order they came."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="strikeout-stand-in-")
        self._kept: dict[str, Kept] = {}
        self._lock = threading.Lock()

    def upload(self, fields: Mapping[str, Part], *, number: str, now: int) -> Kept:
        """
        Keep what was sent.

        :raises ApiError: there is no file, no such purpose, or too much of it
        """
        if "file" not in fields or "purpose" not in fields:
            missing = "file" if "file" not in fields else "purpose"
            raise ApiError(
                400, f"Missing required parameter: '{missing}'.", code="missing_required_parameter", param=missing
            )
        purpose, content = fields["purpose"].text, fields["file"].content
        if purpose not in PURPOSES:
            raise ApiError(400, f"Invalid value for purpose: {purpose!r}", param="purpose")
        if len(content) > LARGEST:
            raise ApiError(413, f"The file is larger than {LARGEST} bytes.", code="file_too_large", param="file")
        seconds = fields.get("expires_after[seconds]")
        expires = now + int(seconds.text) if seconds else None
        return self.add(
            content, number=number, name=fields["file"].file_name, purpose=purpose, now=now, expires=expires
        )

    def add(
        self, content: bytes, *, number: str, name: str, purpose: str, now: int, expires: int | None = None
    ) -> Kept:
        """Keep a file."""
        path = Path(self._folder.name) / number
        path.write_bytes(content)
        kept = Kept(number, name, purpose, len(content), now, expires, path)
        with self._lock:
            self._kept[number] = kept
        return kept

    def get(self, number: str) -> Kept:
        """
        A file by its id.

        :raises ApiError: there is none
        """
        with self._lock:
            kept = self._kept.get(number)
        if kept is None:
            raise ApiError(404, f"No such File object: {number}", param="id")
        return kept

    def delete(self, number: str) -> None:
        """
        Forget a file.

        :raises ApiError: there is none
        """
        kept = self.get(number)
        with self._lock:
            self._kept.pop(number, None)
        kept.path.unlink(missing_ok=True)

    def all(self, purpose: str | None = None) -> list[Kept]:
        """Every file, or those of one purpose; the newest first."""
        with self._lock:
            return [kept for kept in reversed(self._kept.values()) if purpose in {None, kept.purpose}]

    def clear(self) -> None:
        """Forget all."""
        for kept in self.all():
            self.delete(kept.number)

    def end(self) -> None:
        """Remove the folder."""
        self._folder.cleanup()
