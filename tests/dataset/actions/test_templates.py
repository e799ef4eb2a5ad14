"""Templates: versions that stay, of which one of a task is active, by what it showed on the golden set."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from dataset.actions import golden, machine_runs, templates
from dataset.actions.golden_runs import NotPassed
from dataset.actions.machine_runs import Means, RunRefused, Wanted
from dataset.actions.templates import NotInThatState, Wording
from dataset.choices import MachineTask
from dataset.models import GoldenPrompt, Template
from tests.dataset.golden import draft, golden_set, right, tried
from tests.dataset.lines import good
from tests.dataset.machines import profile
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_set(settings: Settings) -> None:
    settings.GOLDEN_LEAST_PROMPTS = 3
    golden_set()


def versions() -> list[tuple[str, int, str]]:
    rows = Template.objects.filter(name="annotate").order_by("version")
    return [*rows.values_list("name", "version", "state")]


def test_a_new_site_begins_with_what_comes_with_the_software_and_it_has_shown_nothing() -> None:
    first, _ = templates.make_first(actor="ruth", now=NOW)

    assert versions() == [("annotate", 1, "active")]
    assert (first.activated_at, first.passed) == (NOW, None)
    assert templates.make_first(actor="ruth", now=NOW)[0] == templates.in_force(
        task=MachineTask.ANNOTATE, actor="ruth", now=NOW
    )


def test_a_version_that_did_well_on_the_golden_set_is_activated_and_the_one_before_it_is_retired() -> None:
    templates.make_first(actor="ruth", now=NOW)
    second = draft(" Be brief.")
    tried(second, right)

    shown = templates.activate(template=second, now=NOW)

    said = GoldenPrompt.objects.latest("pk").pk
    assert shown == {"model": "stand-in", "prompts": 3, "valid": 3, "f1": 1.0, "last_said": said}
    assert Template.objects.get(version=2).passed == shown
    assert versions() == [("annotate", 1, "retired"), ("annotate", 2, "active")]
    assert templates.in_force(task=MachineTask.ANNOTATE, actor="ruth", now=NOW) == second


def test_the_same_wording_is_one_whatever_it_is_called() -> None:
    first = draft()

    wording = Wording(MachineTask(first.task), first.text, first.schema, first.parameters)
    assert templates.make(name="else", wording=wording, actor="ruth", now=NOW) == first


def test_what_was_never_tried_is_not_activated() -> None:
    with pytest.raises(NotPassed) as refused:
        templates.activate(template=draft(), now=NOW)

    assert str(refused.value) == "annotate 1 was never tried on the golden set. Begin a golden run of it first."
    assert versions() == [("annotate", 1, "draft")]


def test_another_version_stands_for_none_and_its_own_trial_has_to_be_whole() -> None:
    first, second = draft(), draft(" Be brief.")
    tried(first, right)
    with pytest.raises(NotPassed, match="annotate 2 was never tried"):
        templates.activate(template=second, now=NOW)

    from_before = GoldenPrompt.objects.count()
    golden_set_grows()

    with pytest.raises(NotPassed, match="1 of 4 prompts were not asked to the end"):
        templates.activate(template=first, now=NOW)
    assert GoldenPrompt.objects.count() == from_before + 1


def golden_set_grows() -> None:
    words = {"content": ["owl"]}
    golden.say(expected=golden.checked(text="an owl", words=words, caption="", note=""), actor="ruth", now=NOW)


def test_what_did_not_do_well_enough_is_told_by_how_much(settings: Settings) -> None:
    settings.GOLDEN_LEAST_PROMPTS, settings.GOLDEN_LEAST_VALID, settings.GOLDEN_LEAST_F1 = 5, 1.0, 0.99
    template = draft()
    tried(template, good)

    with pytest.raises(NotPassed) as refused:
        templates.activate(template=template, now=NOW)

    assert str(refused.value) == (
        "annotate 1 did not pass by stand-in: the golden set has 3 prompts of 5 at least; F1 of the words is 0.857, "
        "0.990 is wanted."
    )


def test_of_several_models_one_that_passed_is_enough() -> None:
    template = draft()
    tried(template, good, model=profile(profile__model="poor"))
    tried(template, right, model=profile(profile__model="rich"))

    shown = templates.activate(template=template, now=NOW)

    assert shown is not None
    assert shown["model"] == "rich"


def test_no_golden_set_measures_what_is_asked_of_styles() -> None:
    template = templates.of_styles(task=MachineTask.STYLE_PATCH, actor="ruth", now=NOW)

    assert templates.activate(template=template, now=NOW) is None


def test_a_draft_is_asked_of_the_golden_set_alone() -> None:
    means = Means(profile(), Decimal(1))

    with pytest.raises(RunRefused) as refused:
        machine_runs.start(template=draft(), wanted=Wanted(), means=means, actor="ruth", now=NOW)

    assert str(refused.value) == "annotate 1 was never activated: until then it is asked of the golden set alone."


def test_a_draft_is_retired_and_what_is_active_is_not() -> None:
    first, _ = templates.make_first(actor="ruth", now=NOW)
    second = draft(" Be brief.")

    templates.retire(template=second)

    assert versions() == [("annotate", 1, "active"), ("annotate", 2, "retired")]
    for template in (first, second):
        with pytest.raises(NotInThatState, match="is no draft"):
            templates.retire(template=template)
    with pytest.raises(NotInThatState, match="annotate 1 is active"):
        templates.activate(template=first, now=NOW)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": " "}, "its text is empty"),
        ({"parameters": {}}, "give max_completion_tokens"),
        ({"schema": {"type": "nonsense"}}, "The schema is no JSON schema"),
    ],
)
def test_a_template_that_could_not_be_asked_with_is_refused(fields: dict[str, Any], said: str) -> None:
    wording = replace(templates.FIRST["annotate"], **fields)

    with pytest.raises(templates.TemplateRefused, match=said):
        templates.make(name="annotate", wording=wording, actor="ruth", now=NOW)
