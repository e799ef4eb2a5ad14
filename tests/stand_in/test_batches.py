"""Batches as a caller with the real SDK meets them: whole, and in every way that they go wrong."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openai
import pytest
from openai import OpenAI
from openai.types import Batch

from jdb_site.stand_in import StandIn
from jdb_site.stand_in.faults import OF_BATCHES, OF_LINES
from tests.stand_in.asking import jsonl, line, request

IDS = [f"job-{n}" for n in range(8)]
LINES = [line(number, f"a cat and {n} dogs") for n, number in enumerate(IDS)]


def create(client: OpenAI, rows: list[dict[str, Any]] = LINES) -> Batch:
    kept = client.files.create(file=("shard.jsonl", jsonl(rows)), purpose="batch")
    return client.batches.create(
        input_file_id=kept.id, endpoint="/v1/chat/completions", completion_window="24h", metadata={"shard": "7"}
    )


def ended(client: OpenAI, rows: list[dict[str, Any]] = LINES) -> Batch:
    """A batch after one look at it."""
    return client.batches.retrieve(create(client, rows).id)


def read(client: OpenAI, number: str | None) -> list[dict[str, Any]]:
    """The lines of a file of results; none where there is no file."""
    return [json.loads(row) for row in client.files.content(number).text.splitlines()] if number else []


def ids(rows: Iterable[dict[str, Any]]) -> list[str]:
    return [row["custom_id"] for row in rows]


def counts(batch: Batch) -> tuple[int, int, int]:
    found = batch.request_counts
    assert found is not None
    return found.total, found.completed, found.failed


def test_a_batch_is_validated_then_completed_with_an_answer_for_each_line(stand_in: StandIn, client: OpenAI) -> None:
    created = create(client)
    done = client.batches.retrieve(created.id)

    assert (created.status, created.metadata, created.output_file_id) == ("validating", {"shard": "7"}, None)
    assert (done.status, done.model, done.error_file_id, done.errors) == ("completed", "stand-in", None, None)
    assert counts(done) == (8, 8, 0)
    rows = read(client, done.output_file_id)
    assert ids(rows) == IDS
    assert {(row["response"]["status_code"], row["error"]) for row in rows} == {(200, None)}
    online = client.chat.completions.create(**request("a cat and 3 dogs")).choices[0].message.content
    assert rows[3]["response"]["body"]["choices"][0]["message"]["content"] == online
    assert stand_in.ledger()["custom_ids"] == dict.fromkeys(IDS, 1)


def test_the_usage_of_a_batch_is_the_sum_of_its_lines_and_what_the_ledger_says(
    stand_in: StandIn, client: OpenAI
) -> None:
    done = ended(client)

    usages = [row["response"]["body"]["usage"] for row in read(client, done.output_file_id)]
    ledger = stand_in.ledger()["models"]["stand-in"]
    assert done.usage is not None
    assert (done.usage.input_tokens, done.usage.output_tokens, done.usage.total_tokens) == tuple(
        sum(usage[name] for usage in usages) for name in ("prompt_tokens", "completion_tokens", "total_tokens")
    )
    assert (ledger["requests"], ledger["total_tokens"]) == (8, done.usage.total_tokens)


def test_batches_are_listed_in_pages_the_newest_first(client: OpenAI) -> None:
    numbers = [create(client).id for _ in range(3)]

    first = client.batches.list(limit=2)

    assert ([batch.id for batch in first.data], first.has_more) == ([numbers[2], numbers[1]], True)
    assert [batch.id for batch in first] == [*reversed(numbers)]
    assert [batch.id for batch in client.batches.list(after=numbers[1])] == [numbers[0]]
    assert {batch.metadata["shard"] for batch in first.data if batch.metadata} == {"7"}


def test_slow_steps_are_taken_one_for_every_so_many_looks(stand_in: StandIn, client: OpenAI) -> None:
    stand_in.mode("slow_steps", polls=2)
    number = create(client).id

    assert [client.batches.retrieve(number).status for _ in range(7)] == [
        "validating",
        "in_progress",
        "in_progress",
        "finalizing",
        "finalizing",
        "completed",
        "completed",
    ]


def test_unordered_lines_are_all_there(stand_in: StandIn, client: OpenAI) -> None:
    stand_in.mode("unordered")

    found = ids(read(client, ended(client).output_file_id))

    assert found != IDS
    assert sorted(found) == IDS


def test_missing_lines_are_in_neither_file_though_the_counts_have_them(stand_in: StandIn, client: OpenAI) -> None:
    stand_in.mode("missing_lines=0.5")

    done = ended(client)

    assert ids(read(client, done.output_file_id)) == [one for one in IDS if one not in {"job-1", "job-5"}]
    assert (counts(done), done.error_file_id) == ((8, 8, 0), None)
    assert stand_in.ledger()["models"]["stand-in"]["requests"] == 6
    assert stand_in.ledger()["lost"]["stand-in"]["requests"] == 2


def test_lines_with_status_code_0_come_among_the_errors(stand_in: StandIn, client: OpenAI) -> None:
    stand_in.mode("status_zero=0.5")

    done = ended(client)

    failed = read(client, done.error_file_id)
    assert sorted(ids(failed) + ids(read(client, done.output_file_id))) == IDS
    assert counts(done) == (8, 8 - len(failed), len(failed))
    assert [(row["response"], row["error"]) for row in failed] == [
        ({"status_code": 0, "request_id": "", "body": ""}, None)
    ] * 3


def test_an_expired_batch_has_the_half_that_was_done_and_bills_no_more(stand_in: StandIn, client: OpenAI) -> None:
    stand_in.mode("expired")

    done = ended(client)

    late = read(client, done.error_file_id)
    assert (done.status, done.completed_at, counts(done)) == ("expired", None, (8, 4, 4))
    assert ids(read(client, done.output_file_id)) == IDS[:4]
    assert [(row["custom_id"], row["response"], row["error"]["code"]) for row in late] == [
        (number, None, "batch_expired") for number in IDS[4:]
    ]
    assert stand_in.ledger()["models"]["stand-in"]["requests"] == 4


def test_a_batch_of_which_all_failed_is_completed_without_an_output_file(stand_in: StandIn, client: OpenAI) -> None:
    stand_in.mode("all_failed")

    done = ended(client)

    failed = read(client, done.error_file_id)
    assert (done.status, done.output_file_id, counts(done)) == ("completed", None, (8, 0, 8))
    assert [(row["custom_id"], row["response"]["status_code"]) for row in failed] == [(number, 500) for number in IDS]
    assert stand_in.ledger()["models"] == {}


def test_the_id_of_an_error_file_may_be_an_empty_text(stand_in: StandIn, client: OpenAI) -> None:
    stand_in.mode("empty_error_file")

    assert ended(client).error_file_id == ""


def test_a_batch_over_the_enqueued_quota_is_created_and_fails_when_looked_at(stand_in: StandIn, client: OpenAI) -> None:
    stand_in.mode("enqueued_quota")

    created = create(client)
    done = client.batches.retrieve(created.id)

    assert (created.status, created.errors) == ("validating", None)
    assert (done.status, done.output_file_id, done.error_file_id) == ("failed", None, None)
    assert done.errors is not None
    assert [error.code for error in done.errors.data or []] == ["token_limit_exceeded"]
    assert stand_in.ledger()["models"] == {}


def test_refused_and_spoilt_lines_stand_where_openai_puts_them(stand_in: StandIn, client: OpenAI) -> None:
    stand_in.mode({"429": 0.3, "refusal": 0.3, "timeout": 0.2})

    done = ended(client)

    answered, failed = read(client, done.output_file_id), read(client, done.error_file_id)
    refused = [row for row in answered if row["response"]["body"]["choices"][0]["message"]["refusal"]]
    assert {row["response"]["status_code"] for row in failed} == {429}
    assert (counts(done), len(refused)) == ((8, 7, 1), 4)
    assert sorted(ids(answered) + ids(failed)) == IDS


def test_a_batch_can_be_cancelled_before_anything_is_done(stand_in: StandIn, client: OpenAI) -> None:
    number = create(client).id

    assert client.batches.cancel(number).status == "cancelling"
    assert (client.batches.retrieve(number).status, stand_in.ledger()["models"]) == ("cancelled", {})
    with pytest.raises(openai.ConflictError, match="Cannot cancel a batch with status 'cancelled'"):
        client.batches.cancel(number)


def test_a_batch_cancelled_in_the_middle_gives_what_was_done(stand_in: StandIn, client: OpenAI) -> None:
    stand_in.mode("slow_steps")
    number = create(client).id
    assert client.batches.retrieve(number).status == "in_progress"

    client.batches.cancel(number)

    done = client.batches.retrieve(number)
    assert (done.status, ids(read(client, done.output_file_id)), counts(done)) == ("cancelled", IDS[:4], (8, 4, 0))


BROKEN = [
    (b"not json\n", "invalid_json_line", 1),
    (b"\n" + jsonl([{**LINES[0], "custom_id": ""}]), "missing_required_parameter", 2),
    (jsonl([{**LINES[0], "method": "GET"}]), "invalid_method", 1),
    (jsonl([{**LINES[0], "url": "/v1/embeddings"}]), "mismatched_endpoint", 1),
    (jsonl([LINES[0], LINES[0]]), "duplicate_custom_id", None),
    (jsonl([LINES[0], {**LINES[1], "body": request(model="stand-in-strong")}]), "mismatched_model", None),
    (b"", "empty_file", None),
]


@pytest.mark.parametrize(("content", "code", "number"), BROKEN, ids=[code for _, code, _ in BROKEN])
def test_a_batch_with_a_broken_line_fails_as_a_whole(
    client: OpenAI, content: bytes, code: str, number: int | None
) -> None:
    kept = client.files.create(file=("shard.jsonl", content), purpose="batch")
    batch = client.batches.create(input_file_id=kept.id, endpoint="/v1/chat/completions", completion_window="24h")

    done = client.batches.retrieve(batch.id)

    assert (done.status, done.output_file_id) == ("failed", None)
    assert done.errors is not None
    assert [(error.code, error.line) for error in done.errors.data or []] == [(code, number)]


def test_a_batch_of_what_is_not_there_is_refused(client: OpenAI) -> None:
    output = ended(client).output_file_id or ""

    with pytest.raises(openai.NotFoundError, match="No such File object: file-nowhere"):
        client.batches.create(input_file_id="file-nowhere", endpoint="/v1/chat/completions", completion_window="24h")
    with pytest.raises(openai.BadRequestError, match="is not for batches"):
        client.batches.create(input_file_id=output, endpoint="/v1/chat/completions", completion_window="24h")
    with pytest.raises(openai.BadRequestError, match="Invalid value for endpoint"):
        client.batches.create(input_file_id=output, endpoint="/v1/embeddings", completion_window="24h")
    with pytest.raises(openai.NotFoundError, match="No batch found with id 'batch_nowhere'"):
        client.batches.retrieve("batch_nowhere")


def test_a_connection_cut_at_the_creation_leaves_a_batch_that_its_metadata_finds(
    stand_in: StandIn, client: OpenAI
) -> None:
    kept = client.files.create(file=("shard.jsonl", jsonl(LINES)), purpose="batch")
    stand_in.mode("cut", on=["batches"])
    with pytest.raises(openai.APIConnectionError):
        client.batches.create(
            input_file_id=kept.id,
            endpoint="/v1/chat/completions",
            completion_window="24h",
            metadata={"shard": "9"},
        )

    stand_in.mode("ok")

    assert [(batch.metadata, batch.input_file_id) for batch in client.batches.list()] == [({"shard": "9"}, kept.id)]


def test_every_mode_of_batches_has_a_test_here() -> None:
    tested = Path(__file__).read_text()

    assert [mode for mode in (*OF_BATCHES, *OF_LINES) if f'mode("{mode}' not in tested] == []
