"""Runs over a sample, and over what another run got no valid answer to."""

from typing import Any

import pytest

from dataset.actions import machine_runs, templates
from dataset.actions.machine_runs import Means, RunRefused, Wanted
from dataset.choices import MachineTask
from dataset.models import MachineRun, Template
from dataset.queries import machine_subjects
from dataset.rules.machine_keys import job_key
from tests.dataset.machines import profile
from tests.factories import (
    ImageFactory,
    MachineJobFactory,
    MachineRunFactory,
    PromptFactory,
    TemplateFactory,
    VerdictFactory,
)
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


def started(wanted: Wanted, template: Template | None = None, **means: Any) -> MachineRun:
    """A run with all its jobs, made one prompt at a time."""
    in_force = templates.in_force(task=MachineTask.ANNOTATE, actor="ruth", now=NOW)
    by = Means(profile(), cap=1, **means)  # type: ignore[arg-type]  # whole dollars will do
    run = machine_runs.start(template=template or in_force, wanted=wanted, means=by, actor="ruth", now=NOW)
    while machine_runs.build(run_id=run.pk, now=NOW, limit=1):
        ImageFactory(prompt__described_at=NOW)  # prompts come in meanwhile
    run.refresh_from_db()
    return run


def test_a_run_over_a_sample_asks_about_what_was_drawn_before_its_first_job() -> None:
    made = [ImageFactory(prompt__described_at=NOW).prompt for _ in range(8)]

    run = started(Wanted(sample=3, seed=5))

    drawn = {prompt.pk for prompt in Wanted(sample=3, seed=5).collected().filter(pk__lte=made[-1].pk)}
    asked = {*run.jobs.values_list("prompt", flat=True)}
    assert len(asked) == 3
    assert asked <= drawn == {prompt.pk for prompt in made}
    assert (run.n_jobs, run.state, run.selection["n_drawn_from"]) == (3, "running", 8)


def test_what_a_run_got_no_valid_answer_to_is_asked_with_another_template_and_stays_that_runs_poison() -> None:
    before = MachineRunFactory()
    poison = MachineJobFactory(run=before, state="poison", failures=["W1"], ended_at=NOW)
    MachineJobFactory(run=before, state="done", ended_at=NOW)

    run = started(Wanted(among="poison", of_run=before.pk), TemplateFactory())

    assert [*run.jobs.values_list("prompt", "state")] == [(poison.prompt_id, "pending")]
    poison.refresh_from_db()
    assert poison.state == "poison"


def test_clean_prompts_are_asked_about_as_they_were_with_what_they_lost() -> None:
    before = MachineRunFactory(template__task="describe", template__name="describe")
    text, clean = "a fox and a hen", PromptFactory(text="a hen")
    VerdictFactory(image__prompt__text=text, struck=[1], tidy_prompt=clean)
    MachineJobFactory(run=before, prompt=clean, state="poison", failures=["C2"], ended_at=NOW)
    template = TemplateFactory(task="describe", name="describe")

    run = started(Wanted(among="poison", of_run=before.pk), template)

    lost = machine_subjects.lost_by([clean.pk])[clean.pk]
    assert lost == {"fox"}
    key = job_key(
        task="describe",
        prompt_sha256=bytes(clean.text_sha256),
        template=bytes(template.sha256),
        model=run.profile.model,
        lost=lost,
    )
    assert bytes(run.jobs.get().key) == key


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted(sample=3, most=5), "A sample is drawn from all prompts that fit"),
        (Wanted(among="poison", of_run=10**6), "No run 1000000 asked the same with another template"),
    ],
)
def test_a_run_that_makes_no_sense_is_refused(wanted: Wanted, said: str) -> None:
    with pytest.raises(RunRefused, match=said):
        started(wanted)


def test_poison_is_asked_again_for_the_same_task_alone() -> None:
    other = MachineRunFactory(template__task="describe")

    with pytest.raises(RunRefused, match="asked the same with another template"):
        started(Wanted(among="poison", of_run=other.pk))
