"""Caps on what models cost, and the switch, on their page and by a program."""

from decimal import Decimal

import pytest
from django.test.client import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotation.actions import machine_steering
from annotation.choices import Role
from annotation.models import AuditEntry
from dataset.choices import BudgetScope
from dataset.models import Budget, Halt
from tests.annotation.pages.conftest import Somebody
from tests.factories import BudgetFactory, HaltFactory, MachineRunFactory, ModelProfileFactory
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_takes_six_queries_however_many_switches_stand(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    made = [HaltFactory(scope="profile", profile=ModelProfileFactory()) for _ in range(n)]
    HaltFactory(lifted_at=NOW, lifted_by="ruth")
    BudgetFactory(scope="all", key="")

    with django_assert_num_queries(6):  # what is read now, days, their caps, budgets, switches, the models of the form
        answer = by_manager.get("/budgets/")

    assert answer.context["halts"] == made[::-1]
    assert [budget.scope for budget in answer.context["budgets"]] == ["all"]


def test_a_cap_is_set_and_moved_and_both_are_recorded(by_manager: Client) -> None:
    for cap in ("20", "5.50"):
        by_manager.post("/budgets/", {"scope": "day", "cap": cap})

    budget = Budget.objects.get()
    assert (budget.scope, budget.key, budget.cap_amount) == ("day", f"{timezone.now():%Y-%m-%d}", Decimal("5.5"))
    assert [entry.detail["before"] for entry in AuditEntry.objects.order_by("pk")] == ["none", "20.000000"]


@pytest.mark.parametrize("cap", ["-1", "a lot", ""])
def test_a_cap_that_is_none_changes_nothing(by_manager: Client, cap: str) -> None:
    answer = by_manager.post("/budgets/", {"scope": "all", "cap": cap})

    assert [*answer.context["cap_form"].errors] == ["cap"]
    assert not Budget.objects.exists()


def test_a_switch_is_shown_with_its_reason_wherever_runs_are_until_a_manager_lifts_it(by_manager: Client) -> None:
    run = MachineRunFactory()
    by_manager.post("/halts/", {"profile": run.profile.name, "reason": "the bill <looks> wrong"})
    places = ("/budgets/", "/runs/", f"/runs/{run.pk}/")
    shown = ["the bill &lt;looks&gt; wrong" in by_manager.get(place).content.decode() for place in places]

    halt = Halt.objects.get()
    by_manager.post(f"/halts/{halt.pk}/lift/")
    halt.refresh_from_db()

    assert shown == [True, True, True]
    assert (halt.profile, halt.actor, halt.lifted_by) == (run.profile, "ruth", "ruth")
    assert [entry.act for entry in AuditEntry.objects.order_by("pk")] == ["halt_models", "lift_halt"]
    assert "looks" not in by_manager.get("/runs/").content.decode()


def test_one_run_is_stopped_on_the_page_and_by_a_program(by_manager: Client) -> None:
    first, second = MachineRunFactory(), MachineRunFactory()
    by_manager.post("/halts/", {"run": first.pk, "reason": "the bill"})
    body = {"run": second.pk, "reason": "the bill"}
    told = by_manager.post("/api/v1/halts", body, content_type="application/json").json()["halts"]

    assert [(one["profile"], one["run"]) for one in told] == [(None, second.pk), (None, first.pk)]
    assert f"run {first.pk}</a> are stopped" in by_manager.get("/runs/").content.decode()
    assert [entry.detail["run"] for entry in AuditEntry.objects.order_by("pk")] == [first.pk, second.pk]


@pytest.mark.parametrize("also", [{"profile": "small"}, {"run": 10**12}])
def test_a_switch_that_names_two_things_or_none_that_there_is_stops_nothing(
    by_manager: Client, also: dict[str, object]
) -> None:
    body = {"run": MachineRunFactory(profile__name="small").pk, "reason": "the bill"} | also

    answer = by_manager.post("/halts/", body)
    told = by_manager.post("/api/v1/halts", body, content_type="application/json")

    assert [*answer.context["halt_form"].errors] == ["run"]
    assert told.status_code == (422 if "profile" in also else 404)
    assert not Halt.objects.exists()


def test_a_switch_is_lifted_by_a_manager_alone_and_once(somebody: Somebody) -> None:
    halt, ruth = HaltFactory(), somebody("ruth", Role.MANAGER)

    with pytest.raises(machine_steering.NotAManager):
        machine_steering.lift(halt=halt, manager=somebody("otto", Role.AUDITOR), now=NOW)
    machine_steering.lift(halt=halt, manager=ruth, now=NOW)
    with pytest.raises(machine_steering.AlreadyLifted):
        machine_steering.lift(halt=halt, manager=ruth, now=NOW)

    assert [entry.actor for entry in AuditEntry.objects.all()] == ["ruth"]


def test_the_cap_of_a_run_is_raised_by_a_program(by_manager: Client) -> None:
    run = MachineRunFactory(budget=BudgetFactory(cap_amount=1, spent_amount=1))
    body = {"scope": BudgetScope.RUN, "run": run.pk, "cap": "9.00"}

    answer = by_manager.post("/api/v1/budgets", body, content_type="application/json")

    run.budget.refresh_from_db()
    assert (answer.status_code, answer.json()["spent_amount"], run.budget.cap_amount) == (200, "1.000000000000", 9)


def test_a_program_reads_how_far_a_run_is_and_steers_it(by_manager: Client) -> None:
    run = MachineRunFactory(state="running", n_jobs=1)

    listed = by_manager.get("/api/v1/runs").json()["runs"]
    paused = by_manager.post(f"/api/v1/runs/{run.pk}", {"act": "pause"}, content_type="application/json").json()
    again = by_manager.post(f"/api/v1/runs/{run.pk}", {"act": "pause"}, content_type="application/json")

    assert [one["id"] for one in listed] == [run.pk]
    assert (paused["run"]["state"], paused["states"], paused["seconds_left"]) == ("paused", {}, None)
    assert (again.status_code, again.json()["code"]) == (409, "run_not_in_that_state")
