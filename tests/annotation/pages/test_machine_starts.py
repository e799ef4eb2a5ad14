"""A run is begun from a page: the form, what it would take, the start."""

from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.models import AuditEntry
from dataset.actions import templates
from dataset.models import MachineRun, ModelProfile, Template
from tests.factories import (
    AttemptFactory,
    ImageFactory,
    ImportRunFactory,
    MachineJobFactory,
    MachineRunFactory,
    PriceFactory,
    ScoreFactory,
    TemplateFactory,
)
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> ModelProfile:
    """Prices of 0.25, 0.025 and 2 dollars a million."""
    made: ModelProfile = PriceFactory(profile__name="small", profile__model="mini").profile
    return made


@pytest.fixture
def template() -> Template:
    return templates.make_first(actor="ruth", now=NOW)[0]


def prompts(n: int, **fields: Any) -> None:
    for _ in range(n):
        ImageFactory(prompt__described_at=NOW, **fields)


def asked_before(template: Template, profile: ModelProfile, n: int) -> MachineRun:
    """So many prompts asked of this model, two seconds each, one of them twice: 1,000 tokens in, 500 out."""
    run: MachineRun = MachineRunFactory(template=template, profile=profile, state="done", ended_at=NOW)
    for place in range(n):
        prompt = ImageFactory(prompt__described_at=NOW).prompt
        ended = NOW + timedelta(seconds=2 * place)
        job = MachineJobFactory(run=run, prompt=prompt, state="done", ended_at=ended)
        for number in range(1 if place else 2):
            AttemptFactory(job=job, number=number, n_input=1_000, n_output=500)
    return run


def post(by: Client, step: str, **said: Any) -> Any:
    return by.post("/runs/new/", {"profile": "small", "cap": "5", "step": step, **said})


def test_a_run_is_begun_by_what_the_form_said_and_stands_in_the_record(by_manager: Client, small: ModelProfile) -> None:
    prompts(3)

    answer = post(by_manager, "start", sample="2", seed="7", priority="4", transport="batch")

    run = MachineRun.objects.get()
    assert answer["Location"] == f"/runs/{run.pk}/"
    assert (run.profile, run.actor, run.transport, run.priority, run.state) == (small, "ruth", "batch", 4, "building")
    assert (run.template.name, run.budget.cap_amount) == ("annotate", Decimal(5))
    assert (run.selection["sample"], run.selection["seed"]) == (2, 7)
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.act, entry.subject) == ("ruth", "start_run", f"run {run.pk}")
    assert (entry.detail["model"], entry.detail["cap"], entry.detail["selection"]["sample"]) == ("small", "5", 2)


def test_before_it_begins_a_page_says_what_it_would_take_as_measured(
    by_manager: Client, small: ModelProfile, template: Template
) -> None:
    asked_before(template, small, 4)
    prompts(10)

    answer = post(by_manager, "look")

    found = answer.context["estimate"]
    assert (found.n_prompts, found.n_known, found.n_asked) == (14, 4, 10)
    assert (found.measured_by, found.same_model, found.per_minute) == (4, True, 30.0)
    assert (found.n_calls, found.n_input, found.n_output) == (13, 12_500, 6_250)
    assert found.expected_amount == Decimal("0.015625")  # 12,500 × 0.25 + 6,250 × 2, of a million
    assert found.most_amount > found.expected_amount
    assert found.takes == timedelta(seconds=20)
    assert ("profile", "small") in answer.context["said"]
    assert not MachineRun.objects.filter(state="building").exists()


def test_what_was_never_asked_is_guessed_and_said_to_be(by_manager: Client, small: ModelProfile) -> None:
    prompts(2)

    answer = post(by_manager, "look")

    found = answer.context["estimate"]
    assert (found.n_asked, found.n_calls, found.n_output, found.measured_by) == (2, 2, 1_400, 0)
    assert found.per_minute is None
    assert "A guess: nobody was asked this yet." in answer.content.decode()


def test_a_measure_of_another_model_is_taken_at_this_ones_prices(
    by_manager: Client, small: ModelProfile, template: Template
) -> None:
    other = PriceFactory(profile__model="maxi", output_amount=200).profile
    asked_before(template, other, 2)

    found = post(by_manager, "look").context["estimate"]

    assert (found.n_known, found.measured_by, found.same_model) == (0, 2, False)
    assert found.expected_amount == Decimal("0.00375")  # 3,000 × 0.25 + 1,500 × 2, of a million


@pytest.mark.parametrize("n", [1, 3])
def test_an_estimate_takes_as_many_queries_for_one_prompt_as_for_three(
    by_manager: Client,
    small: ModelProfile,
    template: Template,
    django_assert_num_queries: DjangoAssertNumQueries,
    n: int,
) -> None:
    asked_before(template, small, n)
    prompts(n)
    said = {"template": str(template.pk)}

    with django_assert_num_queries(21):
        answer = post(by_manager, "look", **said)

    assert answer.context["estimate"].n_asked == n


def test_an_expected_cost_above_the_cap_is_said(by_manager: Client, small: ModelProfile, template: Template) -> None:
    asked_before(template, small, 2)
    prompts(10)

    page = post(by_manager, "look", cap="0.01").content.decode()

    assert "More than its cap of $0.0100 is to be expected" in page


def test_only_prompts_of_a_split_within_thresholds_in_a_language_are_asked(
    by_manager: Client, small: ModelProfile
) -> None:
    prompts(2, split="test", prompt__language="en")
    ImportRunFactory(source="mine")
    wanted = ImageFactory(prompt__described_at=NOW, prompt__language="ko", split="test", source="mine")
    ScoreFactory(image=wanted, value=0.3, scorer__name="clip", scorer__kind="clip")
    said = {"split": "test", "languages": ["ko", "en"], "source": "mine", "clip_least": "0.2", "clip_by": "clip@1"}

    found = post(by_manager, "look", **said).context["estimate"]
    post(by_manager, "start", **said)

    assert found.n_prompts == 1
    selection = MachineRun.objects.get().selection
    assert (selection["split"], selection["languages"], selection["source"]) == ("test", ["ko", "en"], "mine")
    assert [(limit["scorer"], limit["least"]) for limit in selection["scores"]] == [("clip@1", 0.2)]


def test_what_a_run_got_no_valid_answer_to_is_asked_with_another_template(
    by_manager: Client, small: ModelProfile, template: Template
) -> None:
    before = MachineRunFactory(template=template, profile=small)
    for failures in (["W1"], ["C1"]):
        MachineJobFactory(run=before, state="poison", failures=failures, ended_at=NOW)
    other = TemplateFactory(**asdict(templates.FIRST["annotate"]), name="annotate", version=2)

    form = by_manager.get(f"/runs/new/?poison_of={before.pk}&code=W1")
    said = {"poison_of": str(before.pk), "code": "W1"}
    same = post(by_manager, "look", **said, template=str(template.pk)).context["estimate"]
    found = post(by_manager, "look", **said, template=str(other.pk)).context["estimate"]
    post(by_manager, "start", **said, template=str(other.pk))

    assert form.context["poison"] == {"run": before, "code": "W1"}
    assert ((same.n_asked, same.n_known), (found.n_asked, found.n_known)) == ((0, 1), (1, 0))
    selection = MachineRun.objects.latest("pk").selection
    assert (selection["among"], selection["of_run"], selection["code"]) == ("poison", before.pk, "W1")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"cap": "0"}, "A run has a cap above nothing."),
        ({"profile": "free"}, "The profile free has no price"),
        ({"poison_of": "1000000"}, "There is no run 1000000."),
        ({"nsfw_least": "0.5", "nsfw_most": "0.2"}, "The highest cannot be under the lowest."),
        ({"profile": "none"}, "Select a valid choice."),
    ],
)
@pytest.mark.parametrize("step", ["look", "start"])
def test_what_cannot_be_is_said_on_the_form_and_nothing_begins(
    by_manager: Client, small: ModelProfile, step: str, said: dict[str, str], why: str
) -> None:
    ModelProfile.objects.create(
        name="free", base_url="http://127.0.0.1:9", model="x", transports=["online"], actor="ruth", created_at=NOW
    )

    answer = post(by_manager, step, **said)

    assert why in answer.content.decode()
    assert (MachineRun.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_what_was_said_can_be_changed(by_manager: Client, small: ModelProfile) -> None:
    answer = post(by_manager, "change", sample="40", source="")

    assert answer.templates[0].name == "annotation/machine_start.html"
    assert answer.context["form"]["sample"].value() == "40"


def test_without_a_model_the_form_says_what_is_first(by_manager: Client) -> None:
    assert "No model yet" in by_manager.get("/runs/new/").content.decode()
