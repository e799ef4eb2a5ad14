"""Somebody who runs files of questions on a machine of their own, as `vllm run-batch` does."""

import json
from pathlib import Path
from typing import Any

from openai import OpenAI

from jdb_site.stand_in import StandIn


def answered(server: StandIn, questions: Path, *, most: int | None = None) -> Path:
    """The file of answers to these questions, or to the first so many."""
    lines = [json.loads(text) for text in questions.read_text().splitlines()][:most]
    with OpenAI(api_key="any", base_url=server.base_url, max_retries=0) as client:
        return written(questions.with_suffix(".answers.jsonl"), [answer(client, line) for line in lines])


def answer(client: OpenAI, line: dict[str, Any]) -> dict[str, Any]:
    assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions")
    body = client.chat.completions.create(**line["body"]).model_dump()
    response = {"status_code": 200, "request_id": f"vllm-batch-{line['custom_id'][:8]}", "body": body}
    return {"id": "vllm-1", "custom_id": line["custom_id"], "response": response, "error": None}


def failed(line: dict[str, Any]) -> dict[str, Any]:
    """What stands there when the machine ran out of memory."""
    return line | {"response": {"status_code": 500, "request_id": "", "body": None}, "error": {"message": "no memory"}}


def written(path: Path, lines: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(text) for text in path.read_text().splitlines()]
