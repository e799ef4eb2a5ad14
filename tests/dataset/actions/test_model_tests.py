"""Tests of models: ordered once, asked once, paid for as anything else."""

import json
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from dataset.actions import budgets, model_probes, model_tests
from dataset.actions.model_tests import ModelTestRefused
from dataset.choices import BudgetScope, Transport
from dataset.gateways.language_models import Answered, Missed
from dataset.models import Attempt, Budget, ModelProfile, ModelTest
from dataset.queries.model_tests import of
from dataset.rules.model_probes import PROMPTS
from dataset.rules.retries import Fault
from tests.dataset.lines import Told, chat, good
from tests.dataset.machines import COST, NOTHING, missed, outside, profile
from tests.factories import HaltFactory, ModelProfileFactory
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


def asked(one: ModelProfile, line: Told) -> ModelTest:
    test, _ = model_tests.order(profile=one, actor="ruth", now=NOW)
    assert model_probes.work(test_id=test.pk, outside=outside(line))
    test.refresh_from_db()
    return test


def says(one: ModelProfile) -> list[tuple[str, bool]]:
    [shown] = of(one)
    return [(finding.says, finding.is_problem) for finding in shown.findings]


def nonsense(_: Mapping[str, Any]) -> Answered | Missed:
    return chat("Surely! Here is your JSON:")


def test_five_prompts_are_asked_with_the_schema_and_what_they_cost_is_spent() -> None:
    everything = budgets.set_cap(scope=BudgetScope.ALL, cap=Decimal(1))
    one, line = profile(), Told(good)

    test = asked(one, line)

    assert [json.loads(body["messages"][1]["content"])["prompt"] for body in line.bodies] == [*PROMPTS]
    assert {body["response_format"]["type"] for body in line.bodies} == {"json_schema"}
    assert (test.n_input, test.n_cached, test.n_output, test.cost_amount) == (500, 200, 50, 5 * COST)
    assert (test.begun_at, test.ended_at, test.reserved_amount) == (NOW, NOW, NOTHING)
    everything.refresh_from_db()
    assert (everything.reserved_amount, everything.spent_amount) == (NOTHING, 5 * COST)
    assert ("5 of 5 answers kept to the schema", False) in says(one)
    assert not Attempt.objects.exists()


def test_answers_of_another_form_are_told_and_paid_for() -> None:
    one = profile()

    test = asked(one, Told(nonsense))

    assert says(one)[:2] == [
        ("5 of 5 questions were answered", False),
        ("0 of 5 answers kept to the schema", True),
    ]
    assert test.cost_amount == 5 * COST


def test_a_fault_is_told_with_what_to_do_and_stops_nothing() -> None:
    one = profile()

    test = asked(one, Told(missed(Fault.DENIED, asked=True)))

    assert says(one) == [
        ("0 of 5 questions were answered", True),
        ("as the server said. See to the key, to what the account may use, and to MODEL_HOSTS", True),
    ]
    assert test.cost_amount == NOTHING
    assert not model_tests.is_stopped(one)


def test_one_stands_at_a_time_and_is_asked_once() -> None:
    one, line = profile(), Told(good)
    first, is_new = model_tests.order(profile=one, actor="ruth", now=NOW)
    assert (is_new, model_tests.order(profile=one, actor="omar", now=NOW)) == (True, (first, False))
    assert model_tests.waiting() == [first.pk]

    assert model_probes.work(test_id=first.pk, outside=outside(line))
    assert not model_probes.work(test_id=first.pk, outside=outside(line))

    assert (len(line.bodies), model_tests.waiting()) == (5, [])
    assert model_tests.order(profile=one, actor="omar", now=NOW)[1]


def test_nothing_is_asked_beyond_a_cap() -> None:
    cap = budgets.set_cap(scope=BudgetScope.DAY, key=f"{NOW:%Y-%m-%d}", cap=Decimal("0.000001"))
    one, line = profile(), Told(good)

    asked(one, line)

    assert (line.bodies, says(one)) == ([], [(model_probes.OVER_BUDGET, True)])
    cap.refresh_from_db()
    assert (cap.reserved_amount, cap.spent_amount) == (NOTHING, NOTHING)


def test_questions_that_are_stopped_since_are_not_asked() -> None:
    one, line = profile(), Told(good)
    test, _ = model_tests.order(profile=one, actor="ruth", now=NOW)
    HaltFactory()

    assert model_probes.work(test_id=test.pk, outside=outside(line))

    assert (line.bodies, says(one)) == ([], [(model_probes.STOPPED, True)])


def test_who_died_while_asking_is_found_and_nothing_is_asked_again() -> None:
    class Death(BaseException):
        pass

    def dies(_: Mapping[str, Any]) -> Answered | Missed:
        raise Death

    everything = budgets.set_cap(scope=BudgetScope.ALL, cap=Decimal(1))
    one = profile()
    test, _ = model_tests.order(profile=one, actor="ruth", now=NOW)
    with pytest.raises(Death):
        model_probes.work(test_id=test.pk, outside=outside(Told(dies)))
    assert says(one) == [(model_tests.LOST, True)]
    assert Budget.objects.get(pk=everything.pk).reserved_amount == NOTHING

    silent, _ = model_tests.order(profile=one, actor="ruth", now=NOW)
    ModelTest.objects.filter(pk=silent.pk).update(begun_at=NOW, reserved_amount=1, reserved_in=[everything.pk])
    Budget.objects.filter(pk=everything.pk).update(reserved_amount=1)
    assert model_tests.give_up_lost(now=NOW + model_tests.LONGEST) == 0
    assert model_tests.give_up_lost(now=NOW + model_tests.LONGEST + timedelta(seconds=1)) == 1
    silent.refresh_from_db()
    assert (silent.problem, silent.reserved_amount) == (model_tests.LOST, NOTHING)
    assert Budget.objects.get(pk=everything.pk).reserved_amount == NOTHING


def test_what_cannot_be_tested_says_why() -> None:
    with pytest.raises(ModelTestRefused, match="by files alone"):
        model_tests.order(profile=profile(profile__transports=[Transport.FILE]), actor="ruth", now=NOW)
    with pytest.raises(ModelTestRefused, match="has no price"):
        model_tests.order(profile=ModelProfileFactory(), actor="ruth", now=NOW)
    one = profile()
    HaltFactory(scope="profile", profile=one)
    with pytest.raises(ModelTestRefused, match="are stopped"):
        model_tests.order(profile=one, actor="ruth", now=NOW)
