"""The lines of a batch: read and checked as OpenAI does, each answered or failed."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .chats import Completion
from .replies import ApiError
from .usages import Usage

MOST = 50_000
ENDPOINT = "/v1/chat/completions"
Answer = Callable[[dict[str, Any]], Completion]


@dataclass(frozen=True)
class Result:
    """What became of one line: a line of the output, or of the errors."""

    custom_id: str
    text: str  # JSON: a shard of them takes a tenth of the room that it takes in parts
    usage: Usage | None = None  # of an answer


@dataclass(frozen=True)
class Lines:
    """A whole input file: its requests, or what is wrong with it."""

    requests: list[dict[str, Any]] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)

    @property
    def model(self) -> str:
        """The model that all lines name."""
        return str(self.requests[0]["body"].get("model", "")) if self.requests else ""


def read(content: bytes) -> Lines:
    """The lines of a file; with any error none of them is worked on."""
    found = Lines()
    for number, text in enumerate(content.decode(errors="replace").split("\n"), 1):
        if not text.strip():
            continue
        try:
            request = json.loads(text)
        except ValueError:
            found.errors.append(error("invalid_json_line", "This line is not parseable as valid JSON.", number))
            continue
        if why := wrong(request):
            found.errors.append(error(*why, number))
        else:
            found.requests.append(request)
    check_together(found)
    return found


def wrong(request: Any) -> tuple[str, str] | None:
    """What is wrong with a line by itself."""
    if not isinstance(request, dict) or not isinstance(request.get("body"), dict):
        return "missing_required_parameter", "Each line needs custom_id, method, url and body."
    if not isinstance(request.get("custom_id"), str) or not request["custom_id"]:
        return "missing_required_parameter", "Missing required parameter: 'custom_id'."
    if request.get("method") != "POST":
        return "invalid_method", "Each line's method is POST."
    if request.get("url") != ENDPOINT:
        return "mismatched_endpoint", "The URL of this line does not match the endpoint of the batch."
    return None


def check_together(found: Lines) -> None:
    """Note what is wrong with the lines as a whole."""
    times = Counter(request["custom_id"] for request in found.requests)
    for custom_id in [name for name, n in times.items() if n > 1]:
        found.errors.append(error("duplicate_custom_id", f"The custom_id '{custom_id}' comes more than once."))
    if len({request["body"].get("model") for request in found.requests}) > 1:
        found.errors.append(error("mismatched_model", "All lines of a batch ask the same model."))
    if len(found.requests) > MOST:
        found.errors.append(error("too_many_tasks", f"A batch has at most {MOST:,} requests."))
    if not found.requests and not found.errors:
        found.errors.append(error("empty_file", "The input file is empty."))


def error(code: str, message: str, line: int | None = None) -> dict[str, Any]:
    """One thing that is wrong."""
    return {"code": code, "message": message, "param": None, "line": line}


def work(request: dict[str, Any], answer: Answer, number: str) -> Result:
    """Answer one line, or say why it failed."""
    custom_id = request["custom_id"]
    try:
        done = answer(request["body"])
    except ApiError as refused:
        return Result(custom_id, line(number, custom_id, refused.status, refused.as_dict()))
    return Result(custom_id, line(number, custom_id, 200, done.body), done.usage)


def line(number: str, custom_id: str, status: int, body: Any) -> str:
    """A line with a response."""
    response = {"status_code": status, "request_id": f"req_{number}" if status else "", "body": body}
    return json.dumps({"id": f"batch_req_{number}", "custom_id": custom_id, "response": response, "error": None})


def without_answer(number: str, custom_id: str) -> Result:
    """The line of a request that was never sent on: status code 0 and nothing else, as the field reports it."""
    return Result(custom_id, line(number, custom_id, 0, ""))


def too_late(number: str, custom_id: str) -> Result:
    """The line of a request whose batch expired first."""
    message = "This request could not be executed before the completion window expired."
    found = {"code": "batch_expired", "message": message}
    late = {"id": f"batch_req_{number}", "custom_id": custom_id, "response": None, "error": found}
    return Result(custom_id, json.dumps(late))
