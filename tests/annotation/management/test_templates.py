"""Templates at a terminal: written from files, activated, retired, each act in the record as the page's is."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from annotation.models import AuditEntry
from dataset.actions import templates
from dataset.choices import MachineTask, TemplateState
from dataset.management.templates import template_by
from dataset.models import Template
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


def told(*words: str) -> str:
    out = StringIO()
    call_command("templates", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def states() -> list[tuple[int, str]]:
    return [*Template.objects.filter(name="annotate").order_by("version").values_list("version", "state")]


def test_a_version_is_written_from_a_file_and_keeps_what_no_file_says(tmp_path: Path) -> None:
    assert told() == "There is no template.\n"
    before, file = template_by("annotate"), tmp_path / "text"
    file.write_text(f"{told('--show', 'annotate@1')}\nBe brief.\n", "utf-8")

    lines = told("--change", "annotate", "--text", str(file)).splitlines()

    made = template_by("annotate@2")
    assert lines[1].split()[:3] == ["annotate@2", "annotate", "draft"]
    assert made.text == f"{before.text}\nBe brief.\n"
    assert (made.schema, made.parameters) == (before.schema, before.parameters)
    assert states() == [(1, TemplateState.ACTIVE), (2, TemplateState.DRAFT)]
    assert [*AuditEntry.objects.values_list("actor", "act", "subject", "detail")] == [
        ("command line", "make_template", "template annotate 2", {"before": 1})
    ]


def test_a_draft_is_retired_and_one_that_showed_nothing_is_not_activated(tmp_path: Path) -> None:
    file = tmp_path / "parameters"
    file.write_text('{"max_completion_tokens": 900}', "utf-8")
    told("--change", "annotate@1", "--parameters", str(file))

    with pytest.raises(CommandError, match="annotate 2 was never tried on the golden set"):
        told("--activate", "annotate@2")
    told("--retire", "annotate@2")

    assert states() == [(1, TemplateState.ACTIVE), (2, TemplateState.RETIRED)]
    assert [*AuditEntry.objects.order_by("pk").values_list("act", flat=True)] == ["make_template", "retire_template"]


def test_a_template_that_the_golden_set_does_not_measure_is_activated() -> None:
    templates.of_styles(task=MachineTask.STYLE_PATCH, actor="ruth", now=NOW)

    assert told("--activate", "style-patch@1").splitlines()[1].split()[:3] == ["style-patch@1", "style_patch", "active"]
    assert [*AuditEntry.objects.values_list("act", "subject")] == [("activate_template", "template style-patch 1")]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--change", "annotate"], "Give --change what is new, as: templates --change annotate --text FILE"),
        (["--text", "FILE"], "Give --change what is new, as: templates --change annotate --text FILE"),
        (["--activate", "annotate"], "Name the version too, as annotate@2."),
        (["--activate", "annotate@1"], "annotate 1 is active."),
        (["--retire", "annotate@7"], "There is no template annotate@7."),
        (["--change", "annotate", "--schema", "FILE"], "--schema: this is an object: {…}."),
    ],
)
def test_what_cannot_be_is_said(words: list[str], why: str, tmp_path: Path) -> None:
    file = tmp_path / "list"
    file.write_text("[]", "utf-8")

    with pytest.raises(CommandError) as refusal:
        told(*(str(file) if word == "FILE" else word for word in words))

    assert str(refusal.value) == why
    assert not AuditEntry.objects.exists()
