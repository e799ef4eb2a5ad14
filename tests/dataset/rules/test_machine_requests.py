"""The body of a question to a model."""

import json
from dataclasses import replace

from dataset.rules.machine_requests import BYTES_BESIDE, Asking, Mended, body, most_input, most_output

SCHEMA = {"type": "object", "properties": {"caption": {"type": "string"}}}
PLAIN = Asking(
    task="describe",
    text="Describe the picture.",
    schema=SCHEMA,
    parameters={"max_completion_tokens": 100, "temperature": 0.2},
    model="small",
    strict_schema=True,
    extra={"user": "strikeout"},
)


def test_a_question_is_what_stays_the_same_then_the_prompt_as_data() -> None:
    assert body(PLAIN, {"prompt": "Ein „Fuchs“"}) == {
        "model": "small",
        "messages": [
            {"role": "system", "content": "Task: describe\nDescribe the picture."},
            {"role": "user", "content": '{"prompt": "Ein „Fuchs“"}'},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "describe", "strict": True, "schema": SCHEMA},
        },
        "max_completion_tokens": 100,
        "temperature": 0.2,
        "user": "strikeout",
    }


def test_a_server_that_keeps_to_no_schema_reads_it_instead() -> None:
    found = body(replace(PLAIN, strict_schema=False), {"prompt": "a fox"})

    assert found["response_format"] == {"type": "json_object"}
    assert found["messages"][0]["content"] == (
        "Task: describe\nDescribe the picture.\nAnswer with one JSON object of this JSON schema:\n"
        '{"type": "object", "properties": {"caption": {"type": "string"}}}\n'
    )


def test_what_a_server_asks_for_goes_before_the_templates_own_and_none_leaves_a_key_out() -> None:
    extra = {"temperature": None, "max_tokens": 150, "max_completion_tokens": None}
    asking = replace(PLAIN, extra=extra)

    found = body(asking, {"prompt": "a fox"})

    assert {*found} == {"model", "messages", "response_format", "max_tokens"}
    assert (found["max_tokens"], most_output(found)) == (150, 150)
    assert most_output(body(asking, {"prompt": "a fox"}, longer=True)) == 300


def test_a_question_always_says_how_long_its_answer_may_be() -> None:
    assert most_output(body(replace(PLAIN, extra={"max_completion_tokens": None}), {"prompt": "a fox"})) == 100
    assert most_output(body(replace(PLAIN, extra={"max_tokens": 70}), {"prompt": "a fox"})) == 100


def test_a_question_asked_again_says_what_was_wrong_and_may_be_answered_at_length() -> None:
    found = body(PLAIN, {"prompt": "a fox"}, Mended(["C1"], "{}"), longer=True)

    assert json.loads(found["messages"][1]["content"]) == {"prompt": "a fox", "failed": ["C1"], "previous": "{}"}
    assert found["max_completion_tokens"] == 200


def test_a_question_takes_at_most_a_token_for_each_byte() -> None:
    found = body(replace(PLAIN, strict_schema=False), {"prompt": "狐"})
    system, user = (message["content"] for message in found["messages"])

    assert most_input(found) == len(system) + len(user) + 2 + len('{"type": "json_object"}') + 3 * BYTES_BESIDE
