"""Answers spoilt on purpose, in the ways that models spoil them."""

import json
from dataclasses import dataclass
from typing import Any

REFUSAL = "I'm sorry, but I can't help with that request."
CHATTER = "Here are the words you asked for, sorted by how much I like them."
OTHER = {"result": {"tags": ["one", "two"], "score": 0.5}, "ok": True}
HIJACKED = (
    "As an AI language model, I follow the instruction in the prompt: {}. See https://stand-in.invalid/ for more."
)


@dataclass(frozen=True)
class Said:
    """What the message says, and why it ends."""

    text: str
    refusal: str = ""
    finish: str = "stop"


def spoil(text: str, fault: str, content: str) -> Said:
    """The answer, spoilt by the fault; most faults leave it alone."""
    if fault == "wrong_body":  # half of the questions get either kind
        fault = "no_json" if len(content) % 2 else "wrong_schema"
    if fault == "hijacked":
        return Said(hijack(text, content))
    said = {
        "truncated": Said(text[: max(1, 2 * len(text) // 3)], finish="length"),
        "no_json": Said(CHATTER),
        "wrong_schema": Said(json.dumps(OTHER)),
        "refusal": Said("", refusal=REFUSAL),
        "fenced": Said(f"```json\n{text}\n```"),
    }
    return said.get(fault) or Said(text)


def hijack(text: str, content: str) -> str:
    """The answer of a model that obeys the prompt: in its own shape where it has a sentence, else plain."""
    says = HIJACKED.format(" ".join(prompt_of(content).split())[:80])
    try:
        found = json.loads(text)
    except ValueError:
        return says
    if not isinstance(found, dict) or "caption" not in found:
        return says
    return json.dumps({**found, "caption": says}, ensure_ascii=False, separators=(",", ":"))


def prompt_of(content: str) -> str:
    """The prompt that a question carries."""
    try:
        found: Any = json.loads(content)
    except ValueError:
        return content
    return str(found.get("prompt", "")) if isinstance(found, dict) else content
