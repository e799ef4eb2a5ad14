"""Runs of models, begun by managers who saw what they would take."""

from datetime import datetime

from django.db import transaction

from annotation.actions import audit
from dataset.actions import machine_runs, templates
from dataset.actions.machine_runs import Means, RunRefused, Wanted
from dataset.choices import MachineTask
from dataset.models import MachineRun, Template
from dataset.queries import run_estimates
from dataset.queries.run_estimates import Estimate, Way


def template_for(*, wanted: Wanted, actor: str, now: datetime) -> Template:
    """
    What is asked with where nobody names a template: what is in force for the task, that of the run before if one is.

    :raises RunRefused: there is no such run before
    """
    task = MachineTask.ANNOTATE
    if wanted.of_run is not None:
        before = MachineRun.objects.select_related("template").filter(pk=wanted.of_run).first()
        if before is None:
            raise RunRefused(f"There is no run {wanted.of_run}.")
        task = MachineTask(before.template.task)
    return templates.in_force(task=task, actor=actor, now=now)


def estimate(*, template: Template, wanted: Wanted, means: Means, now: datetime) -> Estimate:
    """
    What the run would take; it is not begun.

    :raises RunRefused: it could not be begun so
    :raises NoSuchScorer: a threshold speaks of a scorer that there is not
    """
    machine_runs.check(template=template, wanted=wanted, means=means, now=now)
    way = Way(template, means.profile, means.transport, means.stronger)
    return run_estimates.estimate(way=way, wanted=wanted, now=now)


@transaction.atomic
def start(*, template: Template, wanted: Wanted, means: Means, actor: str, now: datetime) -> MachineRun:
    """
    Begin a run; workers do the rest.

    :raises RunRefused: it cannot be so
    :raises NoSuchScorer: a threshold speaks of a scorer that there is not
    """
    run = machine_runs.start(template=template, wanted=wanted, means=means, actor=actor, now=now)
    detail = {
        "template": f"{template.name} {template.version}",
        "model": means.profile.name,
        "cap": str(means.cap),
        "selection": {name: value for name, value in run.selection.items() if value},
    }
    audit.record(actor=actor, act="start_run", subject=f"run {run.pk}", detail=detail, now=now)
    return run
