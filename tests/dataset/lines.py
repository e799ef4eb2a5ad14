"""A model for tests: what it answers to each question is given beforehand, and it remembers what it was asked."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dataset.gateways.language_models import Answered, Missed, Question, Server, answered
from dataset.gateways.rate_limits import Bucket

Answer = Callable[[Mapping[str, Any]], Answered | Missed]
N_INPUT, N_CACHED, N_OUTPUT = 100, 40, 10

SAID: dict[str, Any] = {
    "words": {"style": [], "content": ["a red apple", "bananas on a table"], "atmosphere": [], "other": []},
    "caption": "A red apple lies on a table.",
    "style_questions": [],
    "content_questions": [
        {"question": "What lies there?", "options": ["a pear", "a red apple", "a plum", "a fig"], "answer": "B"}
    ],
}


def chat(text: str | None, finish: str = "stop") -> Answered | Missed:
    """A chat completion with this text; None for a refusal."""
    message = {"content": text} if text is not None else {"content": None, "refusal": "I would rather not."}
    usage = {
        "prompt_tokens": N_INPUT,
        "completion_tokens": N_OUTPUT,
        "prompt_tokens_details": {"cached_tokens": N_CACHED},
    }
    body = {"choices": [{"message": message, "finish_reason": finish}], "usage": usage, "system_fingerprint": "test"}
    return answered(json.dumps(body).encode(), {"x-request-id": "r1"}, 12)


def good(_: Mapping[str, Any]) -> Answered | Missed:
    return chat(json.dumps(SAID))


class Told:
    """Answers each question by one function, or by the next of several, the last again and again."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.bodies: list[Mapping[str, Any]] = []
        self.servers: list[Server] = []

    def ask(self, server: Server, questions: Sequence[Question], bucket: Bucket, most: int) -> list[Answered | Missed]:
        self.servers.append(server)
        self.bodies += [question.body for question in questions]
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [answer(question.body) for question in questions]
