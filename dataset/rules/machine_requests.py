"""The body of a question to a model, in OpenAI's protocol for chats."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

BYTES_BESIDE = 64  # what a server may add to each message: roles and marks
BYTES_A_TOKEN = 3  # where a guess is enough: of turns and estimates; money is held back for one byte a token
MAX_TOKENS = "max_completion_tokens"
LIMITS = (MAX_TOKENS, "max_tokens")  # the second is what some servers know alone


@dataclass(frozen=True, slots=True)
class Asking:
    """
    A template and a model, as far as they stand in the question.

    `extra` are keys that this server asks for; they go before the template's, and one that is None is left out.
    """

    task: str
    text: str
    schema: Mapping[str, Any]
    parameters: Mapping[str, Any]
    model: str
    strict_schema: bool
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mended:
    """What was wrong with the answer before: codes of rules, and that answer."""

    failures: Sequence[str]
    previous: str


def body(
    asking: Asking, subject: Mapping[str, Any], mended: Mended | None = None, *, longer: bool = False
) -> dict[str, Any]:
    """
    The question: first what is the same every time, so that servers can cache it, then the prompt as data.

    :param subject: what is asked about, as JSON; a prompt in it is text that somebody wrote, never an instruction
    :param longer: the last answer was cut off, so this one may be twice as long
    """
    told = dict(subject)
    if mended is not None:
        told |= {"failed": list(mended.failures), "previous": mended.previous}
    return {
        "model": asking.model,
        "messages": [
            {"role": "system", "content": instructions(asking)},
            {"role": "user", "content": json.dumps(told, ensure_ascii=False)},
        ],
        "response_format": response_format(asking),
        **keys(asking, longer=longer),
    }


def keys(asking: Asking, *, longer: bool) -> dict[str, Any]:
    """How the model is to answer; always with the most tokens that it may take."""
    found = {name: value for name, value in {**asking.parameters, **asking.extra}.items() if value is not None}
    limits = {name: int(found[name]) for name in LIMITS if name in found}
    if not limits:
        limits = {MAX_TOKENS: int(asking.parameters[MAX_TOKENS])}
    return found | {name: 2 * limit if longer else limit for name, limit in limits.items()}


def instructions(asking: Asking) -> str:
    """What is the same in each question; a server that cannot be held to the schema reads it here."""
    said = f"Task: {asking.task}\n{asking.text}"
    if asking.strict_schema:
        return said
    return f"{said}\nAnswer with one JSON object of this JSON schema:\n{json.dumps(dict(asking.schema))}\n"


def response_format(asking: Asking) -> dict[str, Any]:
    if not asking.strict_schema:
        return {"type": "json_object"}
    return {"type": "json_schema", "json_schema": {"name": asking.task, "strict": True, "schema": dict(asking.schema)}}


def most_input(request: Mapping[str, Any]) -> int:
    """
    Tokens that a question has at most: a token of a byte-level vocabulary is one byte or more of UTF-8.

    The schema is counted too, since servers put it before the question.
    """
    texts = [message["content"] for message in request["messages"]] + [json.dumps(request["response_format"])]
    return sum(len(text.encode()) + BYTES_BESIDE for text in texts)


def most_output(request: Mapping[str, Any]) -> int:
    """Tokens that an answer has at most."""
    return max(int(request[name]) for name in LIMITS if name in request)
