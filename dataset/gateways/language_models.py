"""
Models at servers that speak OpenAI's protocol, asked many questions at once.

The client repeats nothing (`max_retries=0`): what is asked again is decided in the job table, once. Answers are parsed
by rules of our own, since the client's `parse` loses what a wrong answer cost.
"""

import asyncio
import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import openai
import redis
from openai import AsyncOpenAI

from dataset.gateways import model_hosts
from dataset.gateways.rate_limits import Bucket
from dataset.rules.retries import Fault

LONGEST_TURN = 20.0  # seconds that a question waits for its turn before it is given back
LONGEST_WINDOW = 300.0  # seconds after which no further question of a window leaves, however slow the server is
WITHOUT_REDIS = 5.0  # seconds until what could not be asked is tried again


@dataclass(frozen=True, slots=True)
class Server:
    """Where a model is reached. The key comes from the environment and is shown nowhere."""

    base_url: str
    key: str = field(repr=False)
    timeout: float = 120.0


@dataclass(frozen=True, slots=True)
class Question:
    """The body of a question, and the tokens that it may take: there and back together, and back."""

    body: Mapping[str, Any]
    n_tokens: int
    n_output: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """A model's answer: its text, or None where it refused; what it cost; the body as it came."""

    text: str | None
    finish_reason: str
    usage: Mapping[str, Any]
    request_id: str
    fingerprint: str
    raw: bytes
    milliseconds: int
    limits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Missed:
    """No answer, and why; `wait` is the seconds that the server asked for, `asked` says whether the question left."""

    fault: Fault
    detail: str
    milliseconds: int = 0
    wait: float | None = None
    request_id: str = ""
    asked: bool = True


class Line:
    """
    The connections of one process: made after it was forked, kept from one window of questions to the next.

    `at_once` adapts by itself between one and what the profile allows: one more after each window without a fault,
    half as many after one with.
    """

    def __init__(self) -> None:
        self.runner = asyncio.Runner()
        self.clients: dict[Server, AsyncOpenAI] = {}
        self.at_once: dict[Server, int] = {}

    def ask(self, server: Server, questions: Sequence[Question], bucket: Bucket, most: int) -> list[Answered | Missed]:
        """The answers to these questions, in their order."""
        n = min(most, self.at_once.get(server, max(1, most // 2)))
        found = self.runner.run(self._ask_all(server, questions, bucket, n))
        strained = any(isinstance(one, Missed) and one.fault in {Fault.RATE, Fault.SERVER} for one in found)
        self.at_once[server] = max(1, n // 2) if strained else min(most, n + 1)
        return found

    async def _ask_all(
        self, server: Server, questions: Sequence[Question], bucket: Bucket, n: int
    ) -> list[Answered | Missed]:
        gate, turns = asyncio.Semaphore(n), Turns(bucket, time.monotonic() + LONGEST_WINDOW)

        async def one(question: Question) -> Answered | Missed:
            async with gate:
                return await turns.wait(question.n_tokens) or await self._ask_one(server, question, turns)

        return list(await asyncio.gather(*(one(question) for question in questions)))

    async def _ask_one(self, server: Server, question: Question, turns: "Turns") -> Answered | Missed:
        found = await asked(self._client(server), question.body)
        turns.learn(found)
        return found

    def _client(self, server: Server) -> AsyncOpenAI:
        if server not in self.clients:
            self.clients[server] = AsyncOpenAI(
                base_url=server.base_url,
                api_key=server.key or "none",
                timeout=server.timeout,
                max_retries=0,
                http_client=model_hosts.async_client(),
            )
        return self.clients[server]

    def close(self) -> None:
        for client in self.clients.values():
            self.runner.run(client.close())
        self.runner.close()


@dataclass
class Turns:
    """
    The turns of one window, which never costs an answer that was paid for.

    Once nobody can say how fast to ask, or the window took too long, no further question of it leaves.
    """

    bucket: Bucket
    until: float
    ended: Missed | None = None

    async def wait(self, n_tokens: int) -> Missed | None:
        """Wait for a turn; or why there is none."""
        deadline = time.monotonic() + LONGEST_TURN
        while self.ended is None and (wait := self._take(n_tokens)):
            if time.monotonic() + wait > deadline:
                return not_asked("no turn within our own limits", wait)
            await asyncio.sleep(wait)
        return self.ended

    def _take(self, n_tokens: int) -> float:
        if time.monotonic() > self.until:
            self.ended = not_asked("the server is too slow for a whole window", 0.0)
            return 0.0
        try:
            return self.bucket.take(n_tokens)
        except redis.RedisError as error:
            return self._end(error)

    def learn(self, found: Answered | Missed) -> None:
        """Take over what the server says of its limits."""
        if self.ended is not None:
            return
        try:
            if isinstance(found, Answered):
                self.bucket.learn(found.limits)
            elif found.fault is Fault.RATE:
                self.bucket.block(found.wait or 1.0)
        except redis.RedisError as error:
            self._end(error)

    def _end(self, error: redis.RedisError) -> float:
        self.ended = not_asked(f"Redis does not say how fast to ask: {error}", WITHOUT_REDIS)
        return 0.0


def not_asked(why: str, wait: float) -> Missed:
    """The question did not leave."""
    return Missed(Fault.RATE, why, wait=wait, asked=False)


def line_of_process() -> Line:
    """The line of this process: one that was forked from another makes its own."""
    return _line(os.getpid())


@lru_cache(maxsize=1)
def _line(_: int) -> Line:
    return Line()


async def asked(client: AsyncOpenAI, body: Mapping[str, Any]) -> Answered | Missed:
    """One question and its answer. Whatever keys a server asks for stand in the body, and never steer the client."""
    rest = {name: value for name, value in body.items() if name not in {"model", "messages"}}
    began = time.perf_counter()
    try:
        raw = await client.chat.completions.with_raw_response.create(
            model=body["model"], messages=body["messages"], extra_body=rest
        )
    except openai.APIError as error:
        return missed(error, round(1000 * (time.perf_counter() - began)))
    took = round(1000 * (time.perf_counter() - began))
    return answered(raw.content, dict(raw.headers), took)


def answered(content: bytes, headers: Mapping[str, str], milliseconds: int) -> Answered | Missed:
    """What a body of status 200 says; one that is no chat completion is a fault of the server."""
    try:
        body = json.loads(content)
        choice = body["choices"][0]
        message = choice["message"]
        text = None if message.get("refusal") else str(message.get("content") or "")
        finish, usage = str(choice.get("finish_reason") or ""), dict(body.get("usage") or {})
    except (ValueError, LookupError, TypeError, AttributeError):
        detail = content[:200].decode(errors="replace")
        return Missed(Fault.SERVER, f"no chat completion: {detail}", milliseconds, request_id=_id(headers))
    if finish == "content_filter":
        text = None
    limits = {name: value for name, value in headers.items() if name.lower().startswith("x-ratelimit-")}
    fingerprint = str(body.get("system_fingerprint") or "")
    return Answered(text, finish, usage, _id(headers), fingerprint, content, milliseconds, limits)


def _id(headers: Mapping[str, str]) -> str:
    return headers.get("x-request-id", "")[:200]


def missed(error: openai.APIError, milliseconds: int) -> Missed:
    """Why there is no answer, from what the client raised."""
    if isinstance(error, model_hosts.AddressRefused):
        return Missed(Fault.DENIED, str(error), milliseconds, asked=False)
    if isinstance(error, openai.APITimeoutError):
        return Missed(Fault.LATE, str(error), milliseconds)
    if isinstance(error, openai.APIConnectionError):
        return Missed(Fault.UNREACHABLE, f"{error} {error.__cause__ or ''}".strip(), milliseconds)
    if not isinstance(error, openai.APIStatusError):
        return Missed(Fault.SERVER, str(error), milliseconds)
    headers = error.response.headers
    return Missed(
        fault_of(error.status_code, error.code), str(error)[:1000], milliseconds, wait_told(headers), _id(headers)
    )


def fault_of(status: int, code: str | None) -> Fault:
    """What a status other than 200 means."""
    match status:
        case 401 | 403:
            return Fault.DENIED
        case 408:
            return Fault.LATE
        case 429:
            return Fault.QUOTA if code == "insufficient_quota" else Fault.RATE
        case 409:
            return Fault.SERVER
        case _:
            return Fault.SERVER if status >= 500 else Fault.MALFORMED


def wait_told(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, by the headers `retry-after-ms` and `retry-after`."""
    readers: list[tuple[str, Callable[[str], float]]] = [
        ("retry-after-ms", lambda text: float(text) / 1000),
        ("retry-after", float),
    ]
    for name, read in readers:
        try:
            return max(0.0, read(headers[name]))
        except (KeyError, ValueError):
            continue
    return None
