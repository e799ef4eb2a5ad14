"""The addresses, and what each does."""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .chats import MODELS
from .faults import MODES, Faults, UnknownMode
from .multiparts import parts
from .pagination import page
from .providers import Provider
from .replies import ApiError, Reply, of_json

PLENTY = 10**9  # a minute
OWNER = "stand-in (no model: answers by rules)"


@dataclass(frozen=True)
class Request:
    """What came."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]  # names in small letters
    body: bytes
    number: str = ""  # in the path

    def json(self) -> Any:
        """
        The body.

        :raises ApiError: it is no JSON
        """
        try:
            return json.loads(self.body)
        except ValueError as failure:
            raise ApiError(400, "We could not parse the JSON body of your request.") from failure


def complete(provider: Provider, request: Request) -> Reply:
    """POST /v1/chat/completions."""
    return provider.chat(request.json())


def models(_provider: Provider, request: Request) -> Reply:
    """GET /v1/models, GET /v1/models/NAME."""
    rows = [{"id": name, "object": "model", "created": 0, "owned_by": OWNER} for name in MODELS]
    if not request.number:
        return of_json({"object": "list", "data": rows})
    found = next((row for row in rows if row["id"] == request.number), None)
    if found is None:
        raise ApiError(404, f"The model '{request.number}' does not exist.", code="model_not_found", param="model")
    return of_json(found)


def upload(provider: Provider, request: Request) -> Reply:
    """POST /v1/files."""
    fields = parts(request.body, request.headers.get("content-type", ""))
    manner = provider.fault_of("files", fields["file"].content if "file" in fields else b"")
    kept = provider.files.upload(fields, number=f"file-{provider.number()}", now=int(time.time()))
    return of_json(kept.as_dict(), manner=manner)


def list_files(provider: Provider, request: Request) -> Reply:
    """GET /v1/files."""
    manner = provider.fault_of("files", b"list")
    kept = provider.files.all(request.query.get("purpose"))
    rows = [one.as_dict() for one in (reversed(kept) if request.query.get("order") == "asc" else kept)]
    return of_json(page(rows, request.query, limit=10_000), manner=manner)


def retrieve_file(provider: Provider, request: Request) -> Reply:
    """GET /v1/files/ID."""
    manner = provider.fault_of("files", request.number.encode())
    return of_json(provider.files.get(request.number).as_dict(), manner=manner)


def content_of_file(provider: Provider, request: Request) -> Reply:
    """GET /v1/files/ID/content."""
    manner = provider.fault_of("files", request.number.encode())
    content = provider.files.get(request.number).path.read_bytes()
    return Reply(content, content_type="application/octet-stream", manner=manner)


def delete_file(provider: Provider, request: Request) -> Reply:
    """DELETE /v1/files/ID."""
    manner = provider.fault_of("files", request.number.encode())
    provider.files.delete(request.number)
    return of_json({"id": request.number, "object": "file", "deleted": True}, manner=manner)


def create_batch(provider: Provider, request: Request) -> Reply:
    """POST /v1/batches. With a fault of the connection it is created and the caller does not learn it."""
    manner = provider.fault_of("batches", request.body)
    return of_json(provider.create_batch(request.json()).as_dict(), manner=manner)


def list_batches(provider: Provider, request: Request) -> Reply:
    """GET /v1/batches. Whoever is listed goes a step on."""
    manner = provider.fault_of("batches", b"list")
    found = page([{"id": batch.number} for batch in provider.all_batches()], request.query, limit=20)
    rows = [looked_at(provider, row["id"]) for row in found["data"]]
    return of_json({**found, "data": rows}, manner=manner)


def retrieve_batch(provider: Provider, request: Request) -> Reply:
    """GET /v1/batches/ID."""
    manner = provider.fault_of("batches", request.number.encode())
    return of_json(looked_at(provider, request.number), manner=manner)


def looked_at(provider: Provider, number: str) -> dict[str, Any]:
    """A batch, one step further."""
    batch = provider.batch(number)
    provider.worker().look(batch, int(time.time()))
    return batch.as_dict()


def cancel_batch(provider: Provider, request: Request) -> Reply:
    """POST /v1/batches/ID/cancel."""
    manner = provider.fault_of("batches", request.number.encode())
    batch = provider.batch(request.number)
    with batch.lock:
        if batch.over:
            raise ApiError(409, f"Cannot cancel a batch with status '{batch.status}'.")
        batch.become("cancelling", int(time.time()))
    return of_json(batch.as_dict(), manner=manner)


def ledger(provider: Provider, request: Request) -> Reply:
    """GET /stand-in/ledger; `?custom_ids=no` leaves out the longest part."""
    found = provider.ledger.as_dict()
    if request.query.get("custom_ids") == "no":
        del found["custom_ids"]
    return of_json(found)


def reset(provider: Provider, _request: Request) -> Reply:
    """POST /stand-in/reset."""
    provider.clear()
    return of_json({"reset": True})


def show_mode(provider: Provider, _request: Request) -> Reply:
    """GET /stand-in/mode."""
    return of_json({**provider.faults.as_dict(), "modes": list(MODES)})


def set_mode(provider: Provider, request: Request) -> Reply:
    """POST /stand-in/mode."""
    wish = request.json()
    if not isinstance(wish, dict):
        raise ApiError(400, "The wish is a JSON object.")
    try:
        provider.faults = Faults.of({"seed": provider.faults.seed, **wish})
    except UnknownMode as failure:
        raise ApiError(400, str(failure), param="mode") from failure
    wished = (wish.get("requests_a_minute"), wish.get("tokens_a_minute"))
    if wished != (None, None):
        provider.limit(*(limit if isinstance(limit, int) and limit > 0 else PLENTY for limit in wished))
    return of_json(provider.faults.as_dict())


NUMBER = r"/(?P<number>[^/]+)"
ROUTES: tuple[tuple[str, re.Pattern[str], Callable[[Provider, Request], Reply]], ...] = tuple(
    (method, re.compile(path), act)
    for method, path, act in (
        ("POST", r"/v1/chat/completions", complete),
        ("GET", rf"/v1/models(?:{NUMBER})?", models),
        ("POST", r"/v1/files", upload),
        ("GET", r"/v1/files", list_files),
        ("GET", rf"/v1/files{NUMBER}", retrieve_file),
        ("GET", rf"/v1/files{NUMBER}/content", content_of_file),
        ("DELETE", rf"/v1/files{NUMBER}", delete_file),
        ("POST", r"/v1/batches", create_batch),
        ("GET", r"/v1/batches", list_batches),
        ("GET", rf"/v1/batches{NUMBER}", retrieve_batch),
        ("POST", rf"/v1/batches{NUMBER}/cancel", cancel_batch),
        ("GET", r"/stand-in/ledger", ledger),
        ("POST", r"/stand-in/reset", reset),
        ("GET", r"/stand-in/mode", show_mode),
        ("POST", r"/stand-in/mode", set_mode),
    )
)


def answer(provider: Provider, request: Request) -> Reply:
    """The reply to a request; a refusal is a reply too."""
    try:
        if request.path.startswith("/v1/") and not request.headers.get("authorization", "").startswith("Bearer "):
            message = "You didn't provide an API key: any will do here, as Authorization: Bearer KEY."
            raise ApiError(401, message, code="invalid_api_key")
        for method, path, act in ROUTES:
            if method == request.method and (match := path.fullmatch(request.path)):
                return act(provider, replace(request, number=match.groupdict().get("number") or ""))
        raise ApiError(404, f"Unknown request URL: {request.method} {request.path}.", code="unknown_url")
    except ApiError as refused:
        return refused.reply()
