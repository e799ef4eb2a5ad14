"""Templates and the golden set, by a program."""

import pytest
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from annotation.choices import Scope
from annotation.models import AuditEntry
from dataset.models import GoldenPrompt, MachineRun, Prompt, Template
from tests.annotation.api.programs import Program
from tests.dataset.golden import draft, golden_set, right, tried
from tests.dataset.machines import profile
from tests.factories import PriceFactory, TemplateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    return Program(Scope.READ_MODELS, Scope.WRITE_MODELS)


def test_versions_are_told_the_newest_first(program: Program) -> None:
    made = TemplateFactory.create_batch(2)

    found = program.get("templates")["templates"]

    assert [(one["id"], one["state"], one["passed"]) for one in found] == [
        (made[1].pk, "retired", None),
        (made[0].pk, "retired", None),
    ]


def test_a_version_is_told_with_what_it_showed(
    program: Program, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.GOLDEN_LEAST_PROMPTS = 4
    golden_set()
    template = draft()
    tried(template, right, model=profile(profile__model="small"))
    program.get("templates")

    with django_assert_num_queries(10):  # the token, it, what it was tried with; seven of scores
        found = program.get(f"templates/{template.pk}")

    [score] = found["scores"]
    assert (found["text"], found["template"]["version"]) == (template.text, 1)
    assert (score["model"], score["prompts"], score["asked"], score["valid"]) == ("small", 3, 3, 3)
    assert (score["words"], score["by_kind"]["other"]) == (
        {"precision": 1.0, "recall": 1.0, "f1": 1.0},
        {"precision": None, "recall": None, "f1": None},
    )
    assert score["lacks"] == ["the golden set has 3 prompts of 4 at least"]


def test_a_version_is_written_tried_and_activated(program: Program, settings: Settings) -> None:
    settings.GOLDEN_LEAST_PROMPTS = 3
    golden_set()
    PriceFactory(profile__name="small")
    first = draft()

    made = program.post(f"templates/{first.pk}/versions", text="Be brief.")["template"]
    same = program.post(f"templates/{first.pk}/versions")
    refused = program.post(f"templates/{made['id']}", act="activate")
    trial = program.post(f"templates/{made['id']}/trials", profile="small", cap="1.00")
    tried(Template.objects.get(pk=made["id"]), right)
    active = program.post(f"templates/{made['id']}", act="activate")["template"]

    assert (made["name"], made["version"], made["state"]) == ("annotate", 2, "draft")
    assert (same["status"], same["code"], same["message"]) == (
        409,
        "template_refused",
        "That is what annotate 1 says already.",
    )
    assert (refused["status"], refused["code"]) == (409, "template_not_passed")
    assert MachineRun.objects.get(pk=trial["run"]).is_trial
    assert (active["state"], active["passed"]["f1"]) == ("active", 1.0)
    assert [
        *AuditEntry.objects.filter(subject__startswith="template").order_by("pk").values_list("act", flat=True)
    ] == [
        "make_template",
        "try_template",
        "activate_template",
    ]


def test_a_trial_may_go_by_batch_and_ask_a_stronger_model(program: Program) -> None:
    golden_set()
    PriceFactory(profile__name="small", profile__transports=["online", "batch"])
    PriceFactory(profile__name="strong")
    path = f"templates/{draft().pk}/trials"

    trial = program.post(path, profile="small", cap="1.00", stronger="strong", transport="batch")
    absent = program.post(path, profile="small", cap="1.00", stronger="none-such")
    by_file = program.post(path, profile="small", cap="1.00", transport="file")

    run = MachineRun.objects.get()
    assert (run.pk, run.transport, run.stronger and run.stronger.name) == (trial["run"], "batch", "strong")
    assert (absent["status"], by_file["status"]) == (404, 409)


def test_a_golden_prompt_is_said_and_taken_out(program: Program) -> None:
    said = {"text": "an owl at night", "words": {"content": ["owl"], "atmosphere": ["night"]}, "note": "short"}

    made = program.post("golden", **said)
    wrong = program.post("golden", **(said | {"words": {"content": ["wolf"]}}))
    listed = program.get("golden")["golden"]
    out = program.post(f"golden/{made['prompt']}", act="take_out")
    again = program.post(f"golden/{made['prompt']}", act="take_out")

    assert made["prompt"] == Prompt.objects.get().pk
    assert (wrong["status"], wrong["code"]) == (409, "golden_refused")
    assert [(one["text"], one["number"], one["note"], one["actor"]) for one in listed] == [
        ("an owl at night", 1, "short", "ruth")
    ]
    assert listed[0]["words"] == {"style": [], "content": ["owl"], "atmosphere": ["night"], "other": []}
    assert (out["prompts"], again["code"]) == (0, "not_in_the_golden_set")
    assert GoldenPrompt.objects.count() == 2
