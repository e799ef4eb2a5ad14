"""The server itself: many callers at once, its limits, its modes over HTTP, its end."""

import asyncio
import json
import socket
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

import openai
import pytest
from openai import AsyncOpenAI, OpenAI

from jdb_site.stand_in import StandIn
from jdb_site.stand_in.limits import Limits, duration, retry_after
from tests.stand_in.asking import request

MIX = {"429": 0.1, "500": 0.1, "wrong_body": 0.05, "refusal": 0.05, "cut": 0.05, "fenced": 0.05}
PROMPTS = [f"a cat and {n} dogs, oil painting" for n in range(200)]


async def asked_until_answered(stand_in: StandIn) -> tuple[int, int]:
    """The tokens that callers were told, and how often they had to ask, all at once and again until answered."""
    told, tries = 0, 0
    async with AsyncOpenAI(api_key="any", base_url=stand_in.base_url, max_retries=0) as client:

        async def ask(prompt: str) -> None:
            nonlocal told, tries
            while True:
                tries += 1
                try:
                    done = await client.chat.completions.create(**request(prompt))
                except (openai.RateLimitError, openai.InternalServerError, openai.APIConnectionError):
                    continue
                assert done.usage is not None
                told += done.usage.total_tokens
                return

        await asyncio.gather(*(ask(prompt) for prompt in PROMPTS))
    return told, tries


def test_many_callers_at_once_are_told_to_the_token_what_the_ledger_says(stand_in: StandIn) -> None:
    stand_in.mode(MIX, retry_seconds=0)

    told, tries = asyncio.run(asked_until_answered(stand_in))

    ledger = stand_in.ledger()
    row = ledger["models"]["stand-in"]
    assert (row["requests"], row["total_tokens"], ledger["requests"]) == (200, told, {"chat": tries})
    refused = sum(ledger["faults"][mode] for mode in ("429", "500", "cut"))
    assert (tries - refused, ledger["lost"]["stand-in"]["requests"]) == (200, ledger["faults"]["cut"])


def test_the_same_callers_meet_the_same_faults_again() -> None:
    dealt = []
    for _ in range(2):
        with StandIn(MIX, seed=3) as stand_in:
            asyncio.run(asked_until_answered(stand_in))
            dealt.append(stand_in.ledger()["faults"])

    assert dealt[0] == dealt[1]
    assert {*dealt[0]} == {*MIX}


def posted(stand_in: StandIn, name: str, body: bytes) -> Any:
    wish = urllib.request.Request(f"{stand_in.address}/stand-in/{name}", body, method="POST")  # noqa: S310 (our own)
    with urllib.request.urlopen(wish, timeout=30) as response:  # noqa: S310 (our own address)
        return json.loads(response.read())


def test_modes_are_changed_and_shown_over_http(stand_in: StandIn) -> None:
    wish = {"mode": "429", "share": 0.05, "on": ["chat", "files"], "slow_seconds": 0.5, "retry_seconds": 2, "polls": 3}

    found = posted(stand_in, "mode", json.dumps(wish).encode())

    assert found == {
        "mode": {"429": 0.05},
        "seed": 1,
        "on": ["chat", "files"],
        "slow_seconds": 0.5,
        "retry_seconds": 2,
        "polls": 3,
    }
    with urllib.request.urlopen(f"{stand_in.address}/stand-in/mode", timeout=30) as response:  # noqa: S310 (our own address)
        shown = json.loads(response.read())
    assert {**shown, "modes": None} == {**found, "modes": None}
    assert shown["modes"][:3] == ["ok", "400", "401"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b'{"mode": "sleepy"}', "there is no mode sleepy"),
        (b"[1]", "The wish is a JSON object."),
        (b"{", "We could not parse the JSON body of your request."),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_over_http(stand_in: StandIn, body: bytes, why: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        posted(stand_in, "mode", body)

    with refused.value as answer:
        assert (answer.code, json.loads(answer.read())["error"]["message"][: len(why)]) == (400, why)


def test_an_unknown_address_is_told(client: OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="Unknown request URL: POST /v1/embeddings"):
        client.embeddings.create(model="stand-in", input="a cat")


def test_at_its_end_port_files_and_open_connections_are_gone() -> None:
    with StandIn() as stand_in, OpenAI(api_key="any", base_url=stand_in.base_url, max_retries=0) as client:
        kept = client.files.create(file=("x", b"x"), purpose="batch")
        path = stand_in.server.provider.files.get(kept.id).path
        idle = socket.create_connection(("127.0.0.1", stand_in.server.server_port), timeout=30)
        client.models.list()
    with idle, suppress(ConnectionResetError):  # the other way in which it may be told
        assert idle.recv(1) == b""

    assert not Path(path).exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", stand_in.server.server_port)) != 0


def test_it_listens_on_loopback_alone(stand_in: StandIn) -> None:
    assert stand_in.server.server_address[0] == "127.0.0.1"


def test_limits_empty_with_each_request_and_fill_with_time() -> None:
    limits = Limits(requests=60, tokens=6000)

    assert [limits.take(3000, now=0.0), limits.take(3000, now=0.0), limits.take(3000, now=0.0)] == [0, 0, 30]
    assert limits.headers() == {
        "x-ratelimit-limit-requests": "60",
        "x-ratelimit-remaining-requests": "58",
        "x-ratelimit-reset-requests": "2s",
        "x-ratelimit-limit-tokens": "6000",
        "x-ratelimit-remaining-tokens": "0",
        "x-ratelimit-reset-tokens": "1m0s",
    }
    assert limits.take(3000, now=30.0) == 0


def test_times_are_written_as_openai_writes_them() -> None:
    assert [duration(seconds) for seconds in (0.12, 1, 1.5, 360, 90.25)] == ["120ms", "1s", "1.5s", "6m0s", "1m30.25s"]
    assert dict(retry_after(0.25)) == {"retry-after-ms": "250", "retry-after": "1"}
