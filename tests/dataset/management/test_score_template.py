"""A template held against the golden set at a terminal, against a server that speaks the protocol."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from dataset.actions import golden
from dataset.models import CurrentAnnotation, MachineRun
from dataset.queries.golden import standing
from jdb_site.stand_in.servers import StandIn
from tests.dataset.golden import golden_set
from tests.dataset.management.test_annotate_prompts import named
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


def scored(*arguments: str) -> str:
    out = StringIO()
    call_command("score_template", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_template_is_tried_and_told_by_kind(settings: Settings) -> None:
    settings.GOLDEN_LEAST_PROMPTS = 3
    golden_set()
    with StandIn() as server:
        named(server.address)
        told = scored("annotate@1", "small", "--cap", "1").splitlines()

    assert MachineRun.objects.get().is_trial
    assert not CurrentAnnotation.objects.exists()
    assert ", done: 3 annotated, 0 without a valid answer, 0 known before; $" in told[0]
    assert told[1:3] == [
        "annotate 1 by stand-in, 3 of 3 golden prompts:",
        "  valid        1.000  (0.439 to 1.000 at 95 %)",
    ]
    assert told[-1] == "Passed."


def test_a_trial_goes_the_way_that_is_said() -> None:
    golden_set(1)
    named("http://127.0.0.1:9", transports=["online", "batch"])
    named("http://127.0.0.1:9", "strong")

    scored("annotate@1", "small", "--cap", "1", "--in-background", "--transport", "batch", "--stronger", "strong")

    run = MachineRun.objects.get()
    assert (run.is_trial, run.transport, run.stronger and run.stronger.name) == (True, "batch", "strong")


def test_without_a_cap_what_is_known_is_told() -> None:
    golden_set(1)
    named("http://127.0.0.1:9")

    assert scored("annotate", "small") == "annotate 1 by stand-in, 0 of 1 golden prompts:\n"
    assert not MachineRun.objects.exists()


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("sing", "There is no template sing."),
        ("annotate@x", "There is no template annotate@x."),
        ("annotate@2", "There is no template annotate@2."),
        ("annotate", "The golden set is empty: nothing would be asked."),
    ],
)
def test_what_cannot_be_tried_is_said(template: str, told: str) -> None:
    named("http://127.0.0.1:9")

    with pytest.raises(CommandError) as refused:
        scored(template, "small", "--cap", "1")

    assert str(refused.value) == told


def test_a_prompt_that_was_taken_out_is_not_counted() -> None:
    golden_set(1)
    named("http://127.0.0.1:9")
    for said in standing():
        golden.take_out(prompt=said.prompt, actor="ruth", now=NOW)

    assert scored("annotate", "small") == "annotate 1 by stand-in, 0 of 0 golden prompts:\n"
