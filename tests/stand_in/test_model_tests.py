"""Tests of models against the real protocol: what each fault of a server shows."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from dataset.actions import model_probes, model_tests
from dataset.actions.machine_windows import Outside
from dataset.gateways.language_models import Line
from dataset.gateways.rate_limits import bucket
from dataset.models import ModelProfile, ModelTest
from dataset.queries.model_tests import Shown, shown
from jdb_site.stand_in import StandIn
from tests.dataset.machines import profile

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.close()


def after_a_test(stand_in: StandIn, line: Line, **fields: object) -> tuple[ModelTest, Shown]:
    named = {"base_url": stand_in.base_url, "model": "stand-in", **fields}
    one: ModelProfile = profile(**{f"profile__{name}": value for name, value in named.items()})
    test, _ = model_tests.order(profile=one, actor="ruth", now=timezone.now())
    outside = Outside(line, lambda it: bucket(it.name, 60_000, 1_000_000_000), timezone.now)
    model_probes.work(test_id=test.pk, outside=outside)
    test.refresh_from_db()
    return test, shown(test)


def problems(found: Shown) -> list[str]:
    return [one.says for one in found.findings if one.is_problem]


def test_the_stand_in_passes_and_its_ledger_is_ours(stand_in: StandIn, line: Line) -> None:
    test, found = after_a_test(stand_in, line)

    assert problems(found) == []
    assert found.passed
    counted = stand_in.ledger()
    assert counted["requests"] == {"chat": 5}
    told = counted["models"]["stand-in"]
    assert (test.n_input, test.n_cached, test.n_output) == (
        told["prompt_tokens"],
        told["cached_tokens"],
        told["completion_tokens"],
    )


@pytest.mark.parametrize(
    ("mode", "told"),
    [
        ("401", "See to the key"),
        ("quota", "The account is used up"),
        ("500", "The server is in trouble"),
        ("400", "The server refuses the question"),
        ("429", "The server lets no more through now"),
        ("cut", "Nobody answers there"),
    ],
)
def test_a_fault_of_the_server_says_what_to_do(stand_in: StandIn, line: Line, mode: str, told: str) -> None:
    stand_in.mode(mode)

    test, found = after_a_test(stand_in, line)

    assert not found.passed
    assert problems(found)[0] == "0 of 5 questions were answered"
    assert told in problems(found)[1]
    assert test.cost_amount == 0


def test_a_model_that_is_not_there_is_told_by_its_name(stand_in: StandIn, line: Line) -> None:
    _, found = after_a_test(stand_in, line, model="nobody")

    assert "The model `nobody` does not exist" in problems(found)[1]
    assert "see to the name of the model" not in problems(found)[0]


def test_answers_that_are_cut_off_do_not_keep_to_the_schema_and_cost(stand_in: StandIn, line: Line) -> None:
    stand_in.mode("truncated")

    test, found = after_a_test(stand_in, line)

    assert problems(found) == ["0 of 5 answers kept to the schema"]
    assert test.cost_amount > 0


@pytest.mark.parametrize("mode", ["no_json", "wrong_schema", "refusal"])
def test_a_wrong_body_keeps_to_no_schema_and_its_ledger_is_ours(stand_in: StandIn, line: Line, mode: str) -> None:
    stand_in.mode(mode)

    test, found = after_a_test(stand_in, line)

    assert problems(found) == ["0 of 5 answers kept to the schema"]
    told = stand_in.ledger()["models"]["stand-in"]
    assert (test.n_input, test.n_output) == (told["prompt_tokens"], told["completion_tokens"])


def test_a_slow_server_is_told_by_its_median(stand_in: StandIn, line: Line) -> None:
    stand_in.mode("slow", slow_seconds=0.3)

    test, found = after_a_test(stand_in, line)

    assert found.passed
    assert min(one["milliseconds"] for one in test.probes) >= 300


def test_an_answer_that_never_comes_is_late(stand_in: StandIn, line: Line) -> None:
    stand_in.mode("timeout")

    _, found = after_a_test(stand_in, line, timeout_seconds=1)

    assert problems(found)[0] == "0 of 5 questions were answered"
    assert "No answer in time" in problems(found)[1]


def test_nobody_there_is_told(line: Line) -> None:
    with StandIn(seed=1) as gone:
        pass

    _, found = after_a_test(gone, line)

    assert "Nobody answers there" in problems(found)[1]
