"""What the database refuses of machine work."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection

from dataset.choices import AnnotationSource, HaltScope, JobState, MachineRunState, TemplateState
from tests.factories import (
    AnnotationFactory,
    AttemptFactory,
    BudgetFactory,
    GoldenPromptFactory,
    HaltFactory,
    MachineJobFactory,
    MachineRunFactory,
    ModelProfileFactory,
    PriceFactory,
    ReannotationFactory,
    TemplateFactory,
)
from tests.factories.dataset import NOW
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "make", "row"),
    [
        ("template_numbered_from_one", TemplateFactory, {"version": 0}),
        ("template_is_known", TemplateFactory, {"task": "sing"}),
        ("template_is_known", TemplateFactory, {"state": "lost"}),
        ("template_has_text", TemplateFactory, {"text": ""}),
        ("template_active_is_dated", TemplateFactory, {"state": TemplateState.ACTIVE, "activated_at": None}),
        ("template_passed_is_dated", TemplateFactory, {"passed": {"model": "small"}, "activated_at": None}),
        ("goldenprompt_numbered_from_one", GoldenPromptFactory, {"number": 0}),
        ("goldenprompt_is_in_before_out", GoldenPromptFactory, {"words": None}),
        ("goldenprompt_is_in_before_out", GoldenPromptFactory, {"words": None, "number": 2, "caption": "A fox."}),
        ("modelprofile_can_be_reached", ModelProfileFactory, {"transports": []}),
        ("modelprofile_transports_known", ModelProfileFactory, {"transports": ["pigeon"]}),
        ("modelprofile_limits_let_some_through", ModelProfileFactory, {"at_once": 0}),
        ("modelprofile_has_its_server", ModelProfileFactory, {"base_url": ""}),
        ("modelprofile_stronger_is_another", ModelProfileFactory, {"pk": 7, "stronger_id": 7}),
        ("price_is_not_negative", PriceFactory, {"output_amount": Decimal("-0.000001")}),
        ("halt_names_what_it_stops", HaltFactory, {"scope": HaltScope.PROFILE}),
        ("halt_names_what_it_stops", HaltFactory, {"scope": HaltScope.RUN}),
        ("halt_says_why", HaltFactory, {"reason": ""}),
        ("halt_lifted_by_somebody", HaltFactory, {"lifted_at": NOW}),
        ("budget_scope_known", BudgetFactory, {"scope": "week"}),
        ("budget_is_of_something", BudgetFactory, {"key": ""}),
        ("budget_is_not_negative", BudgetFactory, {"reserved_amount": Decimal(-1)}),
        ("budget_keeps_to_its_cap", BudgetFactory, {"reserved_amount": Decimal(6), "spent_amount": Decimal(5)}),
        ("machinerun_is_known", MachineRunFactory, {"transport": "pigeon"}),
        ("machinerun_ended_when_not_open", MachineRunFactory, {"state": MachineRunState.DONE}),
        ("machinerun_limit_is_a_share", MachineRunFactory, {"poison_limit": 1.5}),
        ("machinejob_is_known", MachineJobFactory, {"round": 3}),
        ("machinejob_leased_by_somebody", MachineJobFactory, {"state": JobState.LEASED}),
        ("machinejob_reserves_while_asked", MachineJobFactory, {"reserved_amount": Decimal(1)}),
        ("machinejob_sent_in_a_file", MachineJobFactory, {"state": JobState.SENT}),
        ("machinejob_poison_says_why", MachineJobFactory, {"state": JobState.POISON}),
        ("attempt_is_known", AttemptFactory, {"outcome": "luck"}),
        ("attempt_cost_has_its_price", AttemptFactory, {"cost_amount": Decimal(1)}),
        ("annotation_has_its_source", AnnotationFactory, {"source": AnnotationSource.MACHINE}),
        ("annotation_has_its_source", AnnotationFactory, {"actor": ""}),
        ("annotation_has_its_source", AnnotationFactory, {"source": AnnotationSource.PRUNED}),
        ("annotation_trial_is_a_machines", AnnotationFactory, {"is_trial": True}),
        ("reannotation_state_known", ReannotationFactory, {"state": "lost"}),
        ("reannotation_says_what_it_lacks", ReannotationFactory, {"state": "lacking"}),
        ("reannotation_says_what_it_lacks", ReannotationFactory, {"lacks": ["caption"]}),
    ],
)
def test_a_row_is_refused(rule: str, make: Callable[..., Any], row: dict[str, Any]) -> None:
    with refused_by(rule):
        make(**row)


def test_a_version_of_a_template_is_there_once() -> None:
    TemplateFactory(version=1)

    with refused_by("template_numbered"):
        TemplateFactory(version=1)


def test_what_people_say_of_a_golden_prompt_is_numbered() -> None:
    said = GoldenPromptFactory()

    with refused_by("goldenprompt_numbered"):
        GoldenPromptFactory(prompt=said.prompt)


def test_the_same_template_is_there_once() -> None:
    TemplateFactory(sha256=b"same")

    with refused_by("dataset_template_sha256_key"):
        TemplateFactory(sha256=b"same")


def test_one_template_of_a_task_is_active() -> None:
    TemplateFactory(state=TemplateState.ACTIVE, activated_at=NOW)

    with refused_by("template_one_active_a_task"):
        TemplateFactory(state=TemplateState.ACTIVE, activated_at=NOW)


def test_of_a_template_only_the_state_changes() -> None:
    template = TemplateFactory(state=TemplateState.DRAFT)

    template.state = TemplateState.RETIRED
    template.save()

    template.text = "Another text."
    with pytest.raises(DatabaseError, match="append-only"):
        template.save()


def test_a_template_is_never_removed() -> None:
    template = TemplateFactory()

    with pytest.raises(DatabaseError, match="append-only"):
        template.delete()


def test_a_profile_has_a_name_of_its_own() -> None:
    ModelProfileFactory(name="small")

    with refused_by("dataset_modelprofile_name_key"):
        ModelProfileFactory(name="small")


def test_a_profile_has_one_price_at_a_time() -> None:
    price = PriceFactory()

    with refused_by("price_one_at_a_time"):
        PriceFactory(profile=price.profile)


def test_a_switch_stands_once_until_it_is_lifted() -> None:
    HaltFactory(lifted_at=NOW, lifted_by="ruth")
    HaltFactory()

    with refused_by("halt_stands_once"):
        HaltFactory()


def test_a_budget_is_there_once() -> None:
    BudgetFactory(scope="all", key="")

    with refused_by("budget_once"):
        BudgetFactory(scope="all", key="")


def test_what_was_overrun_is_told_beside_the_cap() -> None:
    budget = BudgetFactory(spent_amount=Decimal(11), overrun_amount=Decimal(1))

    budget.refresh_from_db()
    assert budget.spent_amount - budget.overrun_amount == budget.cap_amount


def test_a_run_has_a_budget_of_its_own() -> None:
    run = MachineRunFactory()

    with refused_by("dataset_machinerun_budget_id_key"):
        MachineRunFactory(budget=run.budget)


def test_a_job_is_there_once_for_ever() -> None:
    MachineJobFactory(key=b"same")

    with refused_by("dataset_machinejob_key_key"):
        MachineJobFactory(key=b"same")


def test_the_attempts_of_a_job_are_numbered() -> None:
    attempt = AttemptFactory()

    with refused_by("attempt_numbered"):
        AttemptFactory(job=attempt.job)


def test_an_attempt_costs_nothing_or_more() -> None:
    with refused_by("attempt_cost_is_not_negative"):
        AttemptFactory(price=PriceFactory(), cost_amount=Decimal(-1))


def test_a_leased_job_may_hold_money_back() -> None:
    ends = NOW + timedelta(minutes=10)
    job = MachineJobFactory(state=JobState.LEASED, lease_owner=uuid4(), lease_ends_at=ends, reserved_amount=Decimal(1))

    job.refresh_from_db()
    assert job.reserved_amount == 1


def test_a_job_says_one_thing() -> None:
    job = MachineJobFactory()
    said = AnnotationFactory(source=AnnotationSource.MACHINE, job=job, prompt=job.prompt)

    with refused_by("dataset_annotation_job_id_key"):
        AnnotationFactory(source=AnnotationSource.MACHINE, job=job, prompt=said.prompt)


def test_templates_are_not_emptied() -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied for table dataset_template"),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE dataset_template CASCADE")
