"""All that the server keeps and knows, behind the addresses."""

import itertools
import json
import secrets
import threading
import time
from collections import defaultdict
from typing import Any

from . import batches, chats, usages
from .batch_lines import ENDPOINT, Result
from .batches import Batch
from .chats import Completion
from .faults import OF_BATCHES, Faults
from .files import Files
from .ledgers import Ledger
from .limits import REQUESTS_A_MINUTE, TOKENS_A_MINUTE, Limits, retry_after
from .replies import ApiError, Reply, of_json
from .usages import Usage

RATE = "Rate limit reached for {} in organization org-stand-in. Please try again in {:g}s."
QUOTA = "You exceeded your current quota, please check your plan and billing details."
STATUSES: dict[str, tuple[str, str, str | None]] = {  # message, type, code
    "400": ("The request is refused.", "invalid_request_error", None),
    "401": ("Incorrect API key provided.", "invalid_request_error", "invalid_api_key"),
    "403": ("You are not allowed to use this model.", "invalid_request_error", "forbidden"),
    "500": ("The server had an error while processing your request.", "server_error", None),
    "503": ("The engine is currently overloaded, please try again later.", "service_unavailable_error", None),
}


class Provider:
    """The server's mind: faults, limits, ledger, files and batches."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.ledger = Ledger()
        self.files = Files()
        self.batches: dict[str, Batch] = {}
        self._start = secrets.token_hex(6)  # no two runs of the server share an id
        self._count = itertools.count(1)
        self._prefixes: set[bytes] = set()
        self._lock = threading.Lock()
        self.limit(REQUESTS_A_MINUTE, TOKENS_A_MINUTE)

    def limit(self, requests: int, tokens: int) -> None:
        """Set what each model may be asked a minute."""
        with self._lock:
            self._limits: defaultdict[str, Limits] = defaultdict(lambda: Limits(requests, tokens))

    def limits(self, model: str) -> Limits:
        """The limits of one model."""
        with self._lock:
            return self._limits[model]

    def number(self) -> str:
        """What no other answer has."""
        return f"{self._start}{next(self._count):012x}"

    def clear(self) -> None:
        """Forget what was asked and kept; faults and limits stay."""
        self.ledger.clear()
        self.files.clear()
        with self._lock:
            self.batches.clear()
            self._prefixes.clear()

    def chat(self, body: Any) -> Reply:
        """One question online."""
        self.ledger.came("chat")
        fault = self.faults.draw("chat", canonical(body))
        asked = chats.read(body)
        limits = self.limits(asked.model)
        self.fail(fault, asked.model)
        if wait := limits.take(asked.tokens, time.monotonic()):
            self.ledger.failed("limit")
            raise self.too_many(asked.model, wait, limits)
        done = self.complete(asked, fault)
        manner = fault if fault in {"slow", "timeout", "cut"} else "plain"
        return of_json(done.body, headers=limits.headers(), manner=manner, bill=done.usage)

    def complete(self, asked: chats.Asked, fault: str) -> Completion:
        """The answer to a question that was let in."""
        if fault != "ok":
            self.ledger.failed(fault)
        cached = self.cached(asked)
        seed, created = self.faults.seed, int(time.time())
        return chats.complete(asked, fault=fault, seed=seed, cached=cached, number=self.number(), created=created)

    def cached(self, asked: chats.Asked) -> int:
        """The tokens of the instructions, when the same were met before."""
        prefix = chats.prefix_of(asked)
        with self._lock:
            met = prefix in self._prefixes
            self._prefixes.add(prefix)
        return usages.cached(usages.tokens(len(asked.system))) if met else 0

    def fail(self, fault: str, model: str) -> None:
        """
        Refuse, where the fault is one of status.

        :raises ApiError: it is
        """
        if fault not in {*STATUSES, "429", "quota"}:
            return
        self.ledger.failed(fault)
        if fault == "429":
            raise self.too_many(model, self.faults.retry_seconds, self.limits(model))
        if fault == "quota":
            raise ApiError(429, QUOTA, kind="insufficient_quota", code="insufficient_quota")
        message, kind, code = STATUSES[fault]
        raise ApiError(int(fault), message, kind=kind, code=code)

    def too_many(self, model: str, wait: float, limits: Limits) -> ApiError:
        """The error for one who asks too much, with when to come again."""
        told = {**limits.headers(empty=wait), **retry_after(wait)}
        message = RATE.format(model, wait)
        return ApiError(429, message, kind="requests", code="rate_limit_exceeded", headers=told)

    def fault_of(self, place: str, request: bytes) -> str:
        """Count a request for files or batches, and fail it or tell in which manner it is sent."""
        self.ledger.came(place)
        fault = self.faults.draw(place, request)
        self.fail(fault, "stand-in")
        if fault != "ok":
            self.ledger.failed(fault)
        return "plain" if fault == "ok" else fault

    def create_batch(self, body: Any) -> Batch:
        """
        Begin a batch.

        :raises ApiError: it asks for what there is not
        """
        wish = body if isinstance(body, dict) else {}
        if wish.get("endpoint") != ENDPOINT:
            raise ApiError(400, f"Invalid value for endpoint: the stand-in knows {ENDPOINT}.", param="endpoint")
        if wish.get("completion_window") != "24h":
            raise ApiError(400, "Invalid value for completion_window: it is 24h.", param="completion_window")
        kept = self.files.get(str(wish.get("input_file_id")))
        if kept.purpose != "batch":
            raise ApiError(400, f"File {kept.number} is not for batches.", param="input_file_id")
        content = kept.path.read_bytes()
        faults = self.faults
        struck = frozenset(mode for mode in OF_BATCHES if faults.strikes(mode, content))
        for mode in struck:
            self.ledger.failed(mode)
        batch = Batch(
            number=f"batch_{self.number()}",
            input_file=kept.number,
            metadata=wish.get("metadata"),
            created=int(time.time()),
            faults=faults,
            struck=struck,
        )
        with self._lock:
            self.batches[batch.number] = batch
        threading.Thread(target=self.worker().work, args=(batch, content), daemon=True).start()
        return batch

    def worker(self) -> batches.Worker:
        """Who works on batches."""
        return batches.Worker(self.answer_line, self.number, self.keep, self.bill)

    def answer_line(self, body: dict[str, Any]) -> Completion:
        """
        The answer to a line of a batch; faults of the connection do not come there.

        :raises ApiError: it is refused
        """
        fault = self.faults.draw("chat", canonical(body))
        asked = chats.read(body)
        self.fail(fault, asked.model)
        return self.complete(asked, "ok" if fault in {"slow", "timeout", "cut"} else fault)

    def keep(self, name: str, content: bytes) -> str:
        """Keep a file that a batch wrote."""
        number = f"file-{self.number()}"
        self.files.add(content, number=number, name=name, purpose="batch_output", now=int(time.time()))
        return number

    def bill(self, results: list[Result], missing: set[str]) -> None:
        """Note what a batch came to; what goes missing is lost."""
        self.ledger.met(result.custom_id for result in results)
        for lost in (False, True):
            found = [one.usage for one in results if one.usage and (one.custom_id in missing) == lost]
            self.ledger.answered(found, lost=lost)

    def note(self, usage: Usage | None, *, lost: bool = False) -> None:
        """Note an answer that went out, or got lost on its way."""
        if usage is not None:
            self.ledger.answered([usage], lost=lost)

    def batch(self, number: str) -> Batch:
        """
        A batch by its id.

        :raises ApiError: there is none
        """
        with self._lock:
            found = self.batches.get(number)
        if found is None:
            raise ApiError(404, f"No batch found with id '{number}'.", param="batch_id")
        return found

    def all_batches(self) -> list[Batch]:
        """Every batch, the newest first."""
        with self._lock:
            return [*reversed(self.batches.values())]


def canonical(body: Any) -> bytes:
    """The same bytes for the same request, however it was written."""
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
