"""Lines of files of questions and answers."""

import json
from typing import Any

import pytest

from dataset.rules.batch_lines import Line, LineRefused, question, read

KEY = bytes(range(32))
BODY = {"model": "m", "messages": [{"role": "user", "content": "여우\n"}]}


def line(**fields: Any) -> bytes:
    return json.dumps({"custom_id": KEY.hex()} | fields).encode()


def test_a_question_is_one_line_known_by_its_job() -> None:
    text = question(KEY, BODY)

    assert text.count(b"\n") == 1
    assert json.loads(text) == {
        "custom_id": KEY.hex(),
        "method": "POST",
        "url": "/v1/chat/completions",
        "body": BODY,
    }
    assert json.loads(question(KEY, BODY, number=3))["custom_id"] == f"{KEY.hex()}-3"


def test_an_answer_is_read_with_its_body_as_it_came() -> None:
    response = {"status_code": 200, "request_id": "r1", "body": {"choices": []}}

    assert read(line(response=response, error=None)) == Line(KEY, None, 200, b'{"choices": []}', "r1", "", "")
    assert read(line(custom_id=f"{KEY.hex()}-7", response=response)).number == 7


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"response": {"status_code": 0, "request_id": "", "body": ""}, "error": None}, (0, "", "")),
        ({"response": None, "error": {"code": "batch_expired", "message": "late"}}, (0, "batch_expired", "late")),
        (
            {"response": {"status_code": 429, "body": {"error": {"code": "rate", "message": "slow down"}}}},
            (429, "rate", "slow down"),
        ),
        ({"response": {"status_code": "200", "body": None}}, (0, "", "")),
        (
            {"response": {"status_code": 400, "body": None}, "error": {"error": {"message": "too long", "code": 400}}},
            (400, "400", "too long"),
        ),
        ({}, (0, "", "")),
    ],
)
def test_what_failed_says_why(fields: dict[str, Any], told: tuple[int, str, str]) -> None:
    found = read(line(**fields))

    assert (found.status, found.code, found.message) == told


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"oops", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"7", "no JSON object"),
        (b"{}", "its custom_id is no key of a job"),
        (line(custom_id=KEY.hex().upper()), "its custom_id is no key of a job"),
        (line(custom_id=f"{KEY.hex()}-"), "its custom_id is no key of a job"),
    ],
)
def test_a_line_that_is_no_answer_of_ours_is_refused(text: bytes, why: str) -> None:
    with pytest.raises(LineRefused) as refused:
        read(text)

    assert str(refused.value) == why
