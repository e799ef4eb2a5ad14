"""How the tests ask the stand-in: the schemas and requests of the annotation tasks."""

import json
from typing import Any

from openai import OpenAI

WORDS = ("style", "content", "atmosphere", "other")
SYSTEM = "Task: annotate\nSort the words of the prompt. Answer in JSON."
PROMPT = "a red fox on a snowy rock, oil painting by Claude Monet, golden hour, 8k --ar 16:9"


def texts(**limits: int) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}, **limits}


def closed(**properties: Any) -> dict[str, Any]:
    """An object as strict mode wants it."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


QUESTION = closed(
    question={"type": "string"},
    options=texts(minItems=4, maxItems=4),
    answer={"type": "string", "enum": ["A", "B", "C", "D"]},
)
QUESTIONS = {"type": "array", "items": QUESTION}
ANNOTATION = closed(
    words=closed(**{name: texts() for name in WORDS}),
    caption={"type": "string"},
    style_questions=QUESTIONS,
    content_questions=QUESTIONS,
)


def strict(name: str = "annotate", schema: dict[str, Any] = ANNOTATION) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": schema}}


def request(prompt: str = PROMPT, model: str = "stand-in", **others: Any) -> dict[str, Any]:
    """The arguments of a request to annotate a prompt."""
    content = json.dumps({"prompt": prompt}, ensure_ascii=False)
    messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": content}]
    return {"model": model, "messages": messages, "response_format": strict(), **others}


def task(client: OpenAI, name: str, question: Any) -> Any:
    """The answer to a task that the first line of the system text names."""
    messages: list[Any] = [
        {"role": "system", "content": f"Task: {name}\nAnswer in JSON."},
        {"role": "user", "content": json.dumps(question)},
    ]
    answer = client.chat.completions.create(
        model="stand-in", messages=messages, response_format={"type": "json_object"}
    )
    return json.loads(answer.choices[0].message.content or "")


def line(custom_id: str, prompt: str = PROMPT) -> dict[str, Any]:
    """A line of a batch."""
    return {"custom_id": custom_id, "method": "POST", "url": "/v1/chat/completions", "body": request(prompt)}


def jsonl(rows: list[dict[str, Any]]) -> bytes:
    return "".join(f"{json.dumps(row)}\n" for row in rows).encode()
