"""
What we take for granted of servers, asked of the stand-in and of a true one, so that the first is held to the second.

The true one costs money (a cent at most), so it is asked only where OPENAI_API_KEY and CONTRACT_MODEL are set;
CONTRACT_BASE_URL names another server than OpenAI's.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from dataset.gateways.language_models import Answered, Line, Missed, Question, Server
from dataset.gateways.rate_limits import Bucket, bucket
from dataset.rules import first_templates
from dataset.rules.answers import read
from dataset.rules.machine_requests import MAX_TOKENS, Asking, body
from dataset.rules.retries import Fault
from jdb_site.stand_in import StandIn

OPENAI = "https://api.openai.com/v1"
PROMPT = {"prompt": "a red fox sleeping under an old oak, watercolor, soft morning light"}


@dataclass(frozen=True)
class Asked:
    """A server with a model, and how it is asked."""

    server: Server
    asking: Asking
    line: Line
    turns: Bucket

    def ask(self, **changes: Any) -> Answered | Missed:
        question = body(replace(self.asking, **changes), PROMPT)
        return self.line.ask(self.server, [Question(question, 2_000)], self.turns, 1)[0]


@pytest.fixture(params=["stand-in", "true"])
def model(request: pytest.FixtureRequest) -> Iterator[Asked]:
    line, turns = Line(), bucket("contract", 600, 1_000_000)
    if request.param == "stand-in":
        with StandIn() as server:
            yield Asked(Server(server.base_url, "any"), asking("stand-in"), line, turns)
    else:
        key, name = os.environ.get("OPENAI_API_KEY"), os.environ.get("CONTRACT_MODEL")
        if not key or not name:
            line.close()
            pytest.skip("costs money: set OPENAI_API_KEY and CONTRACT_MODEL to ask a true server")
        yield Asked(Server(os.environ.get("CONTRACT_BASE_URL", OPENAI), key), asking(name), line, turns)
    line.close()


def asking(name: str) -> Asking:
    schema, parameters = first_templates.ANNOTATE_SCHEMA, {MAX_TOKENS: 4_000}
    return Asking("annotate", first_templates.ANNOTATE, schema, parameters, name, strict_schema=True)


def test_an_answer_keeps_to_its_schema_and_says_what_it_cost(model: Asked) -> None:
    found = model.ask()

    assert isinstance(found, Answered)
    assert (found.finish_reason, read(found.text or "", model.asking.schema).failures) == ("stop", [])
    usage = found.usage
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"] > 0
    assert found.request_id != ""
    assert int(found.limits["x-ratelimit-remaining-requests"]) >= 0
    assert int(found.limits["x-ratelimit-remaining-tokens"]) >= 0


def test_an_answer_that_is_cut_off_says_so_and_is_paid_for(model: Asked) -> None:
    found = model.ask(parameters={MAX_TOKENS: 16})

    assert isinstance(found, Answered)
    assert (found.finish_reason, found.usage["completion_tokens"]) == ("length", 16)


def test_a_model_that_there_is_not_and_a_schema_that_is_open_are_refused(model: Asked) -> None:
    unknown = model.ask(model="no-such-model")
    opened = model.ask(schema={"type": "object", "properties": {"caption": {"type": "string"}}})

    assert [(type(one), getattr(one, "fault", None)) for one in (unknown, opened)] == [(Missed, Fault.MALFORMED)] * 2
