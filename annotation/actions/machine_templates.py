"""Templates and the golden set, changed by managers. Each act stands in the record."""

from datetime import datetime
from typing import Any

from django.db import transaction

from annotation.actions import audit
from dataset.actions import golden, golden_runs, templates
from dataset.actions.machine_runs import Means
from dataset.actions.templates import TemplateRefused, Wording
from dataset.choices import MachineTask
from dataset.models import GoldenPrompt, MachineRun, Prompt, Template


@transaction.atomic
def change(
    *, before: Template, text: str, schema: dict[str, Any], parameters: dict[str, Any], actor: str, now: datetime
) -> Template:
    """
    The next version of a name; what is there stays as it is.

    :raises TemplateRefused: it says the same as a version that there is, or could not be asked with
    """
    wording = Wording(MachineTask(before.task), text, schema, parameters)
    known = Template.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    made = templates.make(name=before.name, wording=wording, actor=actor, now=now)
    if made.pk <= known:
        raise TemplateRefused(f"That is what {made} says already.")
    note("make_template", made, actor, now, before=before.version)
    return made


@transaction.atomic
def activate(*, template: Template, actor: str, now: datetime) -> None:
    """
    Let runs ask with it from now on where they name no version.

    :raises NotInThatState: it is active
    :raises NotPassed: it did not show on the golden set what is wanted
    """
    shown = templates.activate(template=template, now=now)
    note("activate_template", template, actor, now, **(shown or {}))


@transaction.atomic
def retire(*, template: Template, actor: str, now: datetime) -> None:
    """
    Let a draft be forgotten.

    :raises NotInThatState: it is none
    """
    templates.retire(template=template)
    note("retire_template", template, actor, now)


@transaction.atomic
def begin_trial(*, template: Template, means: Means, actor: str, now: datetime) -> MachineRun:
    """
    Ask the golden set with a template.

    :raises RunRefused: it cannot be so
    """
    run = golden_runs.start(template=template, means=means, actor=actor, now=now)
    note("try_template", template, actor, now, run=run.pk, model=means.profile.name, cap=str(means.cap))
    return run


@transaction.atomic
def say(*, text: str, words: Any, caption: str, note: str, actor: str, now: datetime) -> GoldenPrompt:
    """
    Put a prompt into the golden set, or say anew what is expected of it.

    :raises GoldenRefused: the words are not those of the prompt; or it stands so already
    """
    expected = golden.checked(text=text, words=words, caption=caption, note=note)
    said = golden.say(expected=expected, actor=actor, now=now)
    if said is None:
        raise golden.GoldenRefused("That is what the golden set says of it already.")
    subject = f"golden prompt {said.prompt_id}"
    audit.record(actor=actor, act="say_golden", subject=subject, detail={"number": said.number}, now=now)
    return said


@transaction.atomic
def take_out(*, prompt: Prompt, actor: str, now: datetime) -> None:
    """
    Take a prompt out of the golden set.

    :raises NotInTheSet: it is not in it
    """
    golden.take_out(prompt=prompt, actor=actor, now=now)
    audit.record(actor=actor, act="take_out_golden", subject=f"golden prompt {prompt.pk}", now=now)


def note(act: str, template: Template, actor: str, now: datetime, **detail: Any) -> None:
    audit.record(actor=actor, act=act, subject=f"template {template}", detail=detail, now=now)
