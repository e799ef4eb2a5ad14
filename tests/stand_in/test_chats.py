import asyncio
import json
import math
import re

import openai
import pytest
from openai import AsyncOpenAI, OpenAI

from jdb_site.stand_in import StandIn
from tests.stand_in.asking import ANNOTATION, PROMPT, SYSTEM, closed, request, strict, task, texts

ANSWER = {
    "style": ["oil painting", "Claude Monet"],
    "content": ["red fox", "rock"],
    "atmosphere": ["snowy", "golden hour"],
    "other": ["--ar 16:9", "8k"],
}


def test_a_prompt_is_answered_in_the_strict_schema_with_what_it_cost(client: OpenAI) -> None:
    done = client.chat.completions.create(**request())

    text = done.choices[0].message.content or ""
    found = json.loads(text)
    asked = len(SYSTEM) + len(json.dumps({"prompt": PROMPT}))
    assert [*found] == ["words", "caption", "style_questions", "content_questions"]
    assert (found["words"], found["caption"]) == (ANSWER, "A red fox and rock.")
    assert (done.model, done.system_fingerprint, done.choices[0].finish_reason) == ("stand-in", "stand-in", "stop")
    assert done.usage is not None
    assert done.usage.prompt_tokens_details is not None
    assert (done.usage.prompt_tokens, done.usage.completion_tokens, done.usage.prompt_tokens_details.cached_tokens) == (
        math.ceil(asked / 4),
        math.ceil(len(text) / 4),
        0,
    )
    assert done.usage.total_tokens == done.usage.prompt_tokens + done.usage.completion_tokens


async def asked_together(stand_in: StandIn, prompts: list[str]) -> list[str | None]:
    async with AsyncOpenAI(api_key="any", base_url=stand_in.base_url, max_retries=0) as client:
        answers = [await client.chat.completions.create(**request(prompt)) for prompt in prompts]
    return [answer.choices[0].message.content for answer in answers]


def test_the_asynchronous_client_gets_the_same_answers(stand_in: StandIn, client: OpenAI) -> None:
    prompts = ["a cat", "a dog in the rain, photo"]

    found = asyncio.run(asked_together(stand_in, prompts))

    one_by_one = [client.chat.completions.create(**request(prompt)).choices[0].message.content for prompt in prompts]
    assert found == one_by_one


def test_headers_tell_the_request_the_limits_and_what_is_left(stand_in: StandIn, client: OpenAI) -> None:
    stand_in.mode("ok", requests_a_minute=6, tokens_a_minute=60_000)

    headers = client.chat.completions.with_raw_response.create(**request("a cat")).headers

    tokens = math.ceil((len(SYSTEM) + len('{"prompt": "a cat"}')) / 4)
    assert re.fullmatch(r"req_[0-9a-f]{24}", headers["x-request-id"])
    assert (headers["x-ratelimit-limit-requests"], headers["x-ratelimit-remaining-requests"]) == ("6", "5")
    assert headers["x-ratelimit-limit-tokens"] == "60000"
    assert int(headers["x-ratelimit-remaining-tokens"]) >= 60_000 - tokens
    assert re.fullmatch(r"10s|9\.\d+s", headers["x-ratelimit-reset-requests"])
    assert re.fullmatch(r"\d+ms", headers["x-ratelimit-reset-tokens"])


def test_whoever_asks_more_than_the_limit_is_told_when_to_come_again(stand_in: StandIn, client: OpenAI) -> None:
    stand_in.mode("ok", requests_a_minute=1)
    client.chat.completions.create(**request())

    with pytest.raises(openai.RateLimitError) as refused:
        client.chat.completions.create(**request())

    headers = refused.value.response.headers
    assert (refused.value.code, refused.value.type) == ("rate_limit_exceeded", "requests")
    assert headers["x-ratelimit-remaining-requests"] == "0"
    assert 0 < int(headers["retry-after-ms"]) <= 60_000
    assert 1 <= int(headers["retry-after"]) <= 60
    assert stand_in.ledger()["faults"] == {"limit": 1}


def test_instructions_met_before_come_from_the_cache(client: OpenAI) -> None:
    system = "Task: annotate\n" + "Sort every word with care. " * 200
    question = request()
    question["messages"][0] = {"role": "system", "content": system}

    usages = [client.chat.completions.create(**question).usage for _ in range(2)]

    found = [usage.prompt_tokens_details.cached_tokens for usage in usages if usage and usage.prompt_tokens_details]
    assert found == [0, math.ceil(len(system) / 4) // 128 * 128]


def test_an_answer_longer_than_allowed_is_cut(client: OpenAI) -> None:
    done = client.chat.completions.create(**request(max_completion_tokens=10))

    assert done.choices[0].finish_reason == "length"
    assert done.choices[0].message.content == '{"words":{"style":["oil painting","Claud'
    assert done.usage is not None
    assert done.usage.completion_tokens == 10


def test_the_answer_takes_the_shape_of_any_schema(client: OpenAI) -> None:
    tag = {"anyOf": [{"$ref": "#/$defs/tag"}, {"type": "null"}]}
    schema = {
        **closed(
            caption={"type": "string"},
            n={"type": "integer"},
            kind={"enum": ["x", "y"]},
            tag=tag,
            two=texts(minItems=2),
        ),
        "$defs": {"tag": closed(name={"type": ["string", "null"]})},
    }

    done = client.chat.completions.create(**request("a cat on a mat", response_format=strict("annotate", schema)))

    assert json.loads(done.choices[0].message.content or "") == {
        "caption": "A cat on a mat.",
        "n": 0,
        "kind": "x",
        "tag": None,
        "two": ["", ""],
    }


def test_without_a_schema_the_first_line_of_the_instructions_names_the_task(client: OpenAI) -> None:
    found = task(client, "describe", {"prompt": "a cat", "words": {"style": [], "content": ["cat"]}})

    assert [*found] == ["caption", "style_questions", "content_questions"]
    assert found["caption"] == "The picture shows a cat."


def test_an_unknown_task_is_told_what_this_is(client: OpenAI) -> None:
    done = client.chat.completions.create(model="stand-in", messages=[{"role": "user", "content": "Who are you?"}])

    assert done.choices[0].message.content == (
        "This is a stand-in and no model. It answers the tasks annotate, describe, style_patch, style_merge, "
        "style_relate, style_assign, each asked by a JSON object."
    )


OPEN = {**ANNOTATION, "additionalProperties": True}
OPTIONAL = {**ANNOTATION, "required": ["words"]}


@pytest.mark.parametrize(
    ("change", "status", "code", "message"),
    [
        ({"model": "gpt-4o"}, 404, "model_not_found", "The model `gpt-4o` does not exist"),
        ({"messages": []}, 400, "missing_required_parameter", "Missing required parameter: 'messages'."),
        ({"n": 2}, 400, "unsupported_value", "one answer, whole"),
        ({"response_format": strict("x", OPEN)}, 400, None, "'additionalProperties' is required"),
        ({"response_format": strict("x", OPTIONAL)}, 400, None, "'required' is required to be supplied"),
        ({"response_format": {"type": "xml"}}, 400, "invalid_value", "Invalid value: 'xml'."),
        (
            {"response_format": {"type": "json_schema"}},
            400,
            "missing_required_parameter",
            "response_format.json_schema",
        ),
    ],
)
def test_what_openai_refuses_is_refused(
    client: OpenAI, change: dict[str, object], status: int, code: str | None, message: str
) -> None:
    with pytest.raises(openai.APIStatusError) as refused:
        client.chat.completions.create(**{**request(), **change})

    assert (refused.value.status_code, refused.value.code) == (status, code)
    assert message in refused.value.message


def test_a_json_object_must_be_asked_for_in_words(client: OpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="must contain the word 'json'"):
        client.chat.completions.create(
            model="stand-in",
            messages=[{"role": "user", "content": "a cat"}],
            response_format={"type": "json_object"},
        )


def test_every_model_says_that_it_stands_in(client: OpenAI) -> None:
    assert [(model.id, model.owned_by) for model in client.models.list()] == [
        ("stand-in", "stand-in (no model: answers by rules)"),
        ("stand-in-strong", "stand-in (no model: answers by rules)"),
    ]
    assert client.models.retrieve("stand-in-strong").id == "stand-in-strong"
    with pytest.raises(openai.NotFoundError, match="The model 'gpt-4o' does not exist"):
        client.models.retrieve("gpt-4o")


def test_without_a_key_there_is_no_answer(stand_in: StandIn) -> None:
    with (
        OpenAI(api_key="any", base_url=stand_in.base_url, max_retries=0) as client,
        pytest.raises(openai.AuthenticationError, match="You didn't provide an API key"),
    ):
        client.models.list(extra_headers={"Authorization": ""})


def test_the_ledger_counts_what_callers_were_told(stand_in: StandIn, client: OpenAI) -> None:
    usages = [
        client.chat.completions.create(**request(prompt, model)).usage
        for prompt, model in [("a cat", "stand-in"), ("a dog", "stand-in"), ("a cat", "stand-in-strong")]
    ]

    told = [usage.total_tokens for usage in usages if usage]
    ledger = stand_in.ledger()
    assert ledger["requests"] == {"chat": 3}
    assert {model: (row["requests"], row["total_tokens"]) for model, row in ledger["models"].items()} == {
        "stand-in": (2, told[0] + told[1]),
        "stand-in-strong": (1, told[2]),
    }

    stand_in.reset()

    assert stand_in.ledger() == {"requests": {}, "faults": {}, "models": {}, "lost": {}, "custom_ids": {}}
