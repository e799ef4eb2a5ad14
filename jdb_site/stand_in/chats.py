"""Chat completions: what is asked, checked as OpenAI checks it, and the answer, spoilt where a fault wants it so."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import answers, schemas, spoiling, usages
from .replies import ApiError
from .usages import Usage

PREFIX = "stand-in"
MODELS = ("stand-in", "stand-in-strong")
NO_JSON = "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."


@dataclass(frozen=True)
class Asked:
    """One question, as the rules need it."""

    model: str
    task: str
    system: str
    content: str  # of the last message of the user
    characters: int
    kind: str  # text, json_object or json_schema
    schema: Mapping[str, Any] | None
    most: int | None  # tokens of the answer

    @property
    def tokens(self) -> int:
        """What the question costs."""
        return usages.tokens(self.characters)


@dataclass(frozen=True)
class Completion:
    """One answer and what it costs."""

    body: dict[str, Any]
    usage: Usage


def read(body: Any) -> Asked:
    """
    The question in a request.

    :raises ApiError: it is not one
    """
    if not isinstance(body, dict):
        raise ApiError(400, "We could not parse the JSON body of your request.")
    model = body.get("model")
    if not isinstance(model, str):
        raise ApiError(400, "you must provide a model parameter")
    if not model.startswith(PREFIX):
        message = f"The model `{model}` does not exist or you do not have access to it."
        raise ApiError(404, message, code="model_not_found")
    if body.get("stream") or body.get("n", 1) not in {1, None}:
        raise ApiError(400, "The stand-in gives one answer, whole.", code="unsupported_value", param="stream")
    texts = [(str(message.get("role")), text_of(message)) for message in messages_of(body)]
    system = "\n".join(text for role, text in texts if role in {"system", "developer"})
    kind, name, schema = format_of(body.get("response_format"))
    if kind == "json_object" and not any("json" in text.lower() for _, text in texts):
        raise ApiError(400, NO_JSON, param="messages")
    return Asked(
        model=model,
        task=name or named(system),
        system=system,
        content=next((text for role, text in reversed(texts) if role == "user"), ""),
        characters=sum(len(text) for _, text in texts),
        kind=kind,
        schema=schema,
        most=body.get("max_completion_tokens") or body.get("max_tokens"),
    )


def messages_of(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """
    The messages of a request.

    :raises ApiError: there are none
    """
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages or not all(isinstance(one, dict) for one in messages):
        raise ApiError(
            400, "Missing required parameter: 'messages'.", code="missing_required_parameter", param="messages"
        )
    return messages


def text_of(message: Mapping[str, Any]) -> str:
    """The text of a message: a string, or the texts among its parts."""
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))


def format_of(wanted: Any) -> tuple[str, str, Mapping[str, Any] | None]:
    """
    The kind of answer wanted, the name of its schema, the schema.

    :raises ApiError: there is no such kind, or the schema is none
    """
    kind = wanted.get("type", "text") if isinstance(wanted, dict) else "text"
    if kind in {"text", "json_object"}:
        return kind, "", None
    if kind != "json_schema":
        raise ApiError(400, f"Invalid value: '{kind}'.", code="invalid_value", param="response_format.type")
    given = wanted.get("json_schema")
    if not isinstance(given, dict) or not given.get("name") or not isinstance(given.get("schema"), dict):
        missing = "Missing required parameter: 'response_format.json_schema'."
        raise ApiError(400, missing, code="missing_required_parameter", param="response_format.json_schema")
    if given.get("strict"):
        schemas.check_strict(given["name"], given["schema"])
    return kind, str(given["name"]), given["schema"]


def named(system: str) -> str:
    """The task that the first line of the system text names: "Task: NAME"."""
    first, _, _ = system.strip().partition("\n")
    word, _, name = first.partition(":")
    return name.strip() if word.strip().casefold() == "task" else ""


def question_of(content: str) -> dict[str, Any]:
    """The JSON object that the user sends; any other text is a prompt."""
    try:
        found = json.loads(content)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"prompt": content}


def answer(asked: Asked, *, seed: int) -> str:
    """The answer by the rules, as text."""
    question = question_of(asked.content)
    found = answers.answer(asked.task, question, f"{seed}:{asked.task}:{asked.content}")
    if found is None and asked.schema is None:
        return answers.NOBODY
    if asked.schema is not None:
        found = schemas.fit(found, asked.schema, asked.schema)
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def complete(asked: Asked, *, fault: str, seed: int, cached: int, number: str, created: int) -> Completion:
    """The whole answer."""
    said = spoiling.spoil(answer(asked, seed=seed), fault, asked.content)
    if asked.most is not None and usages.tokens(len(said.text)) > asked.most:
        said = spoiling.Said(said.text[: 4 * asked.most], said.refusal, "length")
    usage = Usage(asked.model, asked.tokens, usages.tokens(len(said.text) + len(said.refusal)), cached)
    message: dict[str, Any] = {
        "role": "assistant",
        "content": None if said.refusal else said.text,
        "refusal": said.refusal or None,
        "annotations": [],
    }
    body = {
        "id": f"chatcmpl-{number}",
        "object": "chat.completion",
        "created": created,
        "model": asked.model,
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": said.finish}],
        "usage": usage.of_chat(),
        "service_tier": "default",
        "system_fingerprint": "stand-in",
    }
    return Completion(body, usage)


def prefix_of(asked: Asked) -> bytes:
    """What tells whether the same instructions were met before."""
    return hashlib.blake2b(f"{asked.model}\0{asked.system}".encode("utf-8", "surrogatepass"), digest_size=12).digest()
