"""Runs of models begun by a program, told before what they would take."""

from decimal import Decimal

import pytest

from annotation.choices import Scope
from annotation.models import AuditEntry
from dataset.actions import templates
from dataset.models import MachineRun
from tests.annotation.api.programs import Program
from tests.factories import ImageFactory, MachineJobFactory, MachineRunFactory, PriceFactory
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    """One that may steer models; there is a model and a prompt."""
    PriceFactory(profile__name="small")
    ImageFactory(prompt__described_at=NOW)
    return Program(Scope.READ_MODELS, Scope.WRITE_MODELS)


def test_a_program_is_told_what_a_run_would_take_and_begins_it(program: Program) -> None:
    said = {"profile": "small", "cap": "2.50", "sample": 10, "seed": 3}

    told = program.post("previews/run", **said)
    n_before = MachineRun.objects.count()
    begun = program.post("runs", **said)

    assert (told["n_prompts"], told["n_calls"], told["n_output"], told["measured_by"]) == (1, 1, 700, 0)
    assert (n_before, told["same_model"], told["per_minute"]) == (0, False, None)
    run = MachineRun.objects.get()
    assert (begun["status"], begun["run"]["id"], begun["run"]["state"]) == (200, run.pk, "building")
    assert (run.budget.cap_amount, run.selection["sample"], run.selection["seed"]) == (Decimal("2.5"), 10, 3)
    assert AuditEntry.objects.filter(act="start_run", subject=f"run {run.pk}").exists()


def test_a_program_asks_what_a_run_left_with_a_named_template(program: Program) -> None:
    before = MachineRunFactory()
    MachineJobFactory(run=before, state="poison", failures=["W1"], ended_at=NOW)
    [template, _] = templates.make_first(actor="ruth", now=NOW)
    said = {"template": template.name, "version": template.version, "poison_of": before.pk, "code": "W1"}

    begun = program.post("runs", profile="small", cap="1", **said)

    run = MachineRun.objects.get(pk=begun["run"]["id"])
    assert run.template == template
    assert (run.selection["among"], run.selection["of_run"], run.selection["code"]) == ("poison", before.pk, "W1")


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"profile": "none"}, 404, "not_found"),
        ({"template": "annotate", "version": 9}, 404, "not_found"),
        ({"template": "annotate"}, 422, "malformed"),
        ({"sample": 3, "most": 2}, 409, "run_refused"),
        ({"poison_of": 10**6}, 409, "run_refused"),
        ({"cap": "0"}, 409, "run_refused"),
        ({"scores": [{"kind": "nsfw", "scorer": "fox@1", "most": 0.2}]}, 409, "no_such_scorer"),
    ],
)
@pytest.mark.parametrize("call", ["runs", "previews/run"])
def test_what_cannot_be_is_refused(
    program: Program, call: str, said: dict[str, object], status: int, code: str
) -> None:
    answer = program.post(call, **{"profile": "small", "cap": "1", **said})

    assert (answer["status"], answer["code"], MachineRun.objects.count()) == (status, code, 0)


def test_who_may_only_read_begins_nothing() -> None:
    program = Program(Scope.READ_MODELS)

    assert program.post("runs", profile="small", cap="1")["status"] == 403
    assert program.post("previews/run", profile="small", cap="1")["status"] == 403
