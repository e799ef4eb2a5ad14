"""
The Batch API of a server that speaks OpenAI's protocol: files there and back, batches by their metadata.

The client repeats nothing. What goes wrong is one error, `Away`: whoever asked tries again at the next look.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
import openai
from openai import OpenAI
from openai.types import Batch

from dataset.gateways import model_hosts
from dataset.gateways.language_models import Server, fault_of, missed
from dataset.rules.batch_lines import ENDED, URL
from dataset.rules.retries import Fault

PAGE = 100
NO_ROOM = "token_limit_exceeded"


class Away(Exception):
    """The server did not do what was asked of it."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(detail)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Told:
    """What the server says of a batch."""

    batch_id: str
    status: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    output_file_id: str = ""
    error_file_id: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    usage: Mapping[str, Any] = field(default_factory=dict)
    detail: str = ""
    is_for_room: bool = False

    @property
    def is_over(self) -> bool:
        return self.status in ENDED


class BatchServer:
    """One server, as long as somebody works with it."""

    def __init__(self, server: Server) -> None:
        self.client = OpenAI(
            base_url=server.base_url,
            api_key=server.key or "none",
            timeout=server.timeout,
            max_retries=0,
            http_client=model_hosts.client(),
        )

    def find_file(self, name: str) -> str | None:
        """The file of that name among the newest, if somebody sent it and died."""
        with heard():
            page = self.client.files.list(purpose="batch", order="desc")
        return next((file.id for file in page.data if file.filename == name), None)

    def upload(self, path: Path, name: str) -> str:
        """Send a file from the disk; its id there."""
        with heard(), path.open("rb") as file:
            return self.client.files.create(file=(name, file), purpose="batch").id

    def create(self, file_id: str, metadata: dict[str, str]) -> Told:
        """Order a batch."""
        with heard():
            return told(
                self.client.batches.create(
                    input_file_id=file_id, endpoint=URL, completion_window="24h", metadata=metadata
                )
            )

    def listed(self, since: datetime) -> Iterator[Told]:
        """The batches that were ordered since then, the newest first."""
        with heard():
            for batch in self.client.batches.list(limit=PAGE):
                if batch.created_at < since.timestamp():
                    return
                yield told(batch)

    def retrieve(self, batch_id: str) -> Told:
        """One batch; one that the server does not know has failed."""
        with heard():
            try:
                return told(self.client.batches.retrieve(batch_id))
            except openai.NotFoundError as error:
                return Told(batch_id, "failed", detail=str(error)[:1000])

    def cancel(self, batch_id: str) -> None:
        """Let a batch end; one that has ended stays so."""
        with heard(), where_it_can():
            self.client.batches.cancel(batch_id)

    def download(self, file_id: str, path: Path) -> None:
        """Bring a file to the disk; it is there under its name once it is whole."""
        part = path.with_name(f"{path.name}.part")
        with heard(), self.client.files.with_streaming_response.content(file_id) as response:
            response.stream_to_file(part)
        part.replace(path)

    def delete(self, file_id: str) -> None:
        """Remove a file there; one that is gone, or that the server keeps, is no fault."""
        with heard(), where_it_can():
            self.client.files.delete(file_id)

    def close(self) -> None:
        self.client.close()


@contextmanager
def heard() -> Iterator[None]:
    """
    What the client raises, as one error.

    :raises Away: the server cannot be reached, or refused
    """
    try:
        yield
    except openai.APIError as error:
        found = missed(error, 0)
        raise Away(found.fault, found.detail) from error
    except httpx2.HTTPError as error:
        raise Away(Fault.UNREACHABLE, str(error)) from error


@contextmanager
def where_it_can() -> Iterator[None]:
    """What the server will never do, as there is nothing to be done, is let be."""
    try:
        yield
    except openai.ConflictError:
        return
    except openai.APIStatusError as error:
        if fault_of(error.status_code, error.code) is not Fault.MALFORMED:
            raise


def told(batch: Batch) -> Told:
    errors = (batch.errors.data if batch.errors else None) or []
    detail = "; ".join(f"{error.code}: {error.message}" for error in errors[:5])
    return Told(
        batch_id=batch.id,
        status=batch.status,
        metadata=batch.metadata or {},
        output_file_id=batch.output_file_id or "",
        error_file_id=batch.error_file_id or "",
        counts=batch.request_counts.model_dump() if batch.request_counts else {},
        usage=batch.usage.model_dump() if batch.usage else {},
        detail=detail[:1000],
        is_for_room=any(error.code == NO_ROOM or "nqueued token" in str(error.message) for error in errors),
    )
