"""Templates: versions that stay as they are; one of a task is active."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from jsonschema import Draft202012Validator, SchemaError

from dataset.actions import golden_runs
from dataset.choices import MachineTask, TemplateState
from dataset.errors import DatasetError
from dataset.models import Template
from dataset.rules import first_templates, style_templates
from dataset.rules.answers import RULES_VERSION
from dataset.rules.machine_keys import template_sha256
from dataset.rules.machine_requests import MAX_TOKENS


class TemplateRefused(DatasetError):
    """The template could not be asked with."""

    code = "template_refused"


class NotInThatState(DatasetError):
    """The version is not in a state in which that can be done."""

    code = "template_not_in_that_state"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a template says; its parameters go into each question, and must limit the answer."""

    task: MachineTask
    text: str
    schema: Mapping[str, Any]
    parameters: Mapping[str, Any]


FIRST = {
    "annotate": Wording(
        MachineTask.ANNOTATE,
        first_templates.ANNOTATE,
        first_templates.ANNOTATE_SCHEMA,
        first_templates.PARAMETERS,
    ),
    "describe": Wording(
        MachineTask.DESCRIBE,
        first_templates.DESCRIBE,
        first_templates.DESCRIBE_SCHEMA,
        first_templates.PARAMETERS,
    ),
}
OF_STYLES = {
    MachineTask.STYLE_PATCH: (style_templates.PATCH, style_templates.PATCH_SCHEMA),
    MachineTask.STYLE_MERGE: (style_templates.MERGE, style_templates.MERGE_SCHEMA),
    MachineTask.STYLE_RELATE: (style_templates.RELATE, style_templates.RELATE_SCHEMA),
    MachineTask.STYLE_ASSIGN: (style_templates.ASSIGN, style_templates.ASSIGN_SCHEMA),
}


@transaction.atomic
def make(*, name: str, wording: Wording, actor: str, now: datetime) -> Template:
    """
    The next version of a name; the one that says the same already, where there is one.

    :raises TemplateRefused: no text, no limit to the answer, or a schema that is none
    """
    check(wording)
    digest = template_sha256(
        task=wording.task,
        text=wording.text,
        schema=wording.schema,
        parameters=wording.parameters,
        rules_version=RULES_VERSION,
    )
    if (same := Template.objects.filter(sha256=digest).first()) is not None:
        return same
    last = Template.objects.filter(name=name).aggregate(last=Max("version"))["last"] or 0
    try:
        with transaction.atomic():
            return Template.objects.create(
                task=wording.task,
                name=name,
                version=last + 1,
                text=wording.text,
                schema=dict(wording.schema),
                parameters=dict(wording.parameters),
                rules_version=RULES_VERSION,
                sha256=digest,
                actor=actor,
                created_at=now,
            )
    except IntegrityError:  # somebody made a version at the same moment
        return make(name=name, wording=wording, actor=actor, now=now)


def check(wording: Wording) -> None:
    if not wording.text.strip():
        raise TemplateRefused("A template says something: its text is empty.")
    limit = wording.parameters.get(MAX_TOKENS)
    if not isinstance(limit, int) or limit < 1:
        raise TemplateRefused(f"A template limits its answers: give {MAX_TOKENS} among its parameters.")
    try:
        Draft202012Validator.check_schema(dict(wording.schema))
    except SchemaError as error:
        raise TemplateRefused(f"The schema is no JSON schema: {error.message}.") from error


@transaction.atomic
def activate(*, template: Template, now: datetime) -> dict[str, Any] | None:
    """
    Let a version be the one that its task is asked with, by what it showed on the golden set; the one before it is
    retired. What it showed is kept and returned; None where the golden set does not measure its task.

    :raises NotInThatState: it is active
    :raises NotPassed: it was not tried on the whole golden set, or did not do well enough
    """
    before = [*Template.objects.select_for_update().filter(task=template.task, state=TemplateState.ACTIVE)]
    if template in before:
        raise NotInThatState(f"{template} is active.")
    shown = golden_runs.figures(golden_runs.passed(template)) if golden_runs.needs_trial(template) else None
    Template.objects.filter(pk__in=[one.pk for one in before]).update(state=TemplateState.RETIRED)
    Template.objects.filter(pk=template.pk).update(state=TemplateState.ACTIVE, activated_at=now, passed=shown)
    return shown


def retire(*, template: Template) -> None:
    """
    Let a draft be forgotten. What is active is retired when another version is activated: a task has always one.

    :raises NotInThatState: it is active, or retired
    """
    if not Template.objects.filter(pk=template.pk, state=TemplateState.DRAFT).update(state=TemplateState.RETIRED):
        raise NotInThatState(f"{template} is no draft. What is active is retired when another version is activated.")


def make_first(*, actor: str, now: datetime) -> list[Template]:
    """The templates that a new site begins with, active where its task has none; nothing where they are there."""
    made = [make(name=name, wording=wording, actor=actor, now=now) for name, wording in FIRST.items()]
    for template in made:
        begin_with(template, now)
    return made


def begin_with(template: Template, now: datetime) -> None:
    """
    Let what comes with the software be asked with where its task has no active template, as on a new site.

    There is no golden set yet to hold it against: it is active without having shown anything, and is told so.
    """
    if Template.objects.filter(task=template.task, state=TemplateState.ACTIVE).exists():
        return
    try:
        with transaction.atomic():
            Template.objects.filter(pk=template.pk).update(state=TemplateState.ACTIVE, activated_at=now)
    except IntegrityError:  # somebody began at the same moment
        return
    template.refresh_from_db()


def of_styles(*, task: MachineTask, actor: str, now: datetime) -> Template:
    """The template that a task on styles is asked with: the active one, else the newest, else the first, made now."""
    known = Template.objects.filter(task=task)
    if (active := known.filter(state=TemplateState.ACTIVE).first()) is not None:
        return active
    if (newest := known.order_by("-pk").first()) is not None:
        return newest
    text, schema = OF_STYLES[task]
    wording = Wording(task, text, schema, style_templates.PARAMETERS)
    return make(name=task.value.replace("_", "-"), wording=wording, actor=actor, now=now)


def in_force(*, task: MachineTask, actor: str, now: datetime) -> Template:
    """What a task on prompts is asked with where nobody names a version: the active one; there is always one."""
    make_first(actor=actor, now=now)
    return Template.objects.get(task=task, state=TemplateState.ACTIVE)
