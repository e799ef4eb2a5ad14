"""The lines of files of questions and of answers: the format of the Batch API, which `vllm run-batch` speaks too."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

URL: Final = "/v1/chat/completions"
CUSTOM_ID = re.compile(
    r"([0-9a-f]{64})(?:-([0-9]{1,9}))?"
)  # a job's key; 64 characters, which no server finds too long
EXPIRED, CANCELLED = "batch_expired", "batch_cancelled"
ENDED = frozenset({"completed", "failed", "expired", "cancelled"})  # what a server calls a batch that is over


class LineRefused(Exception):
    """The line is no answer to any question of ours; says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """What came back for a question. Status 0: it was never sent on. `number` is that of its file, if it says so."""

    key: bytes
    number: int | None
    status: int
    body: bytes
    request_id: str
    code: str
    message: str


def question(key: bytes, body: Mapping[str, Any], *, number: int | None = None) -> bytes:
    """
    A question as a line.

    :param number: of the shard, in files that somebody may read back twice: an old answer is none to a newer question
    """
    custom_id = key.hex() if number is None else f"{key.hex()}-{number}"
    told = {"custom_id": custom_id, "method": "POST", "url": URL, "body": body}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read(text: bytes) -> Line:
    """
    A line of results.

    :raises LineRefused: it is no JSON object, or names no job
    """
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LineRefused("no JSON") from error
    if not isinstance(told, dict):
        raise LineRefused("no JSON object")
    named = CUSTOM_ID.fullmatch(str(told.get("custom_id")))
    if named is None:
        raise LineRefused("its custom_id is no key of a job")
    response = _object(told.get("response"))
    body = response.get("body")
    beside = _object(told.get("error"))
    why = _object(beside.get("error")) or beside or _object(_object(body).get("error"))  # the first: vLLM's
    return Line(
        key=bytes.fromhex(named[1]),
        number=int(named[2]) if named[2] else None,
        status=status if isinstance(status := response.get("status_code"), int) else 0,
        body=json.dumps(body, ensure_ascii=False).encode(),
        request_id=str(response.get("request_id") or "")[:200],
        code=str(why.get("code") or ""),
        message=str(why.get("message") or ""),
    )


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
