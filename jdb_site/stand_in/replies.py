"""What is sent back: a reply, or an error in the shape that OpenAI gives it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .usages import Usage


@dataclass(frozen=True)
class Reply:
    """One answer, ready for the wire."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    manner: str = "plain"  # or slow, timeout, cut
    bill: Usage | None = None  # what the ledger notes once it is sent


def of_json(value: Any, **others: Any) -> Reply:
    """A reply with a JSON body."""
    return Reply(json.dumps(value).encode(), **others)


class ApiError(Exception):
    """A request that is refused, as OpenAI refuses it."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.kind, self.code, self.param = status, message, kind, code, param
        self.headers = dict(headers or {})

    def as_dict(self) -> dict[str, Any]:
        """The body of the error."""
        return {"error": {"message": self.message, "type": self.kind, "param": self.param, "code": self.code}}

    def reply(self) -> Reply:
        """The error as a reply."""
        return of_json(self.as_dict(), status=self.status, headers=self.headers)
