"""Runs of a template over prompts: begun, given their jobs, paused, gone on with, cancelled, ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef

from dataset.actions import budgets, lacking, machine_events
from dataset.choices import Among, BudgetScope, EventKind, JobRound, JobState, MachineRunState, MachineTask, Transport
from dataset.errors import DatasetError
from dataset.gateways import machine_jobs
from dataset.models import Budget, MachineJob, MachineRun, ModelProfile, Template
from dataset.models.machine_runs import OPEN
from dataset.queries import machine_subjects, scores, style_versions
from dataset.queries.machine_selections import Wanted as Wanted
from dataset.queries.machine_selections import wanted_by
from dataset.rules.machine_keys import job_key
from dataset.rules.prices import dollars

AT_ONCE = 5_000


class RunRefused(DatasetError):
    """The run cannot be as it is wanted."""

    code = "run_refused"


@dataclass(frozen=True, slots=True)
class Means:
    """By which model, how, and for how much at most."""

    profile: ModelProfile
    cap: Decimal
    transport: Transport = Transport.ONLINE
    stronger: ModelProfile | None = None
    priority: int = 0
    poison_limit: float = 0.05


def start(*, template: Template, wanted: Wanted, means: Means, actor: str, now: datetime) -> MachineRun:
    """
    Begin a run over prompts; `build` gives it its jobs.

    A run over clean prompts stands: it asks about those that lose their caption or questions by strikes, as they come,
    until it is cancelled.

    :raises RunRefused: as `check` does
    :raises NoSuchScorer: a threshold speaks of a scorer that there is not
    :raises NothingToDescribe: for clean prompts, a template that asks for words as well
    :raises RunStands: for clean prompts, where another run asks about them
    """
    check(template=template, wanted=wanted, means=means, now=now)
    if wanted.among == Among.CLEANED:
        lacking.require(template)
    wanted = replace(wanted, scores=scores.meant(wanted.scores))
    return make(template=template, selection=wanted.as_json(), means=means, actor=actor, now=now)


def check(*, template: Template, wanted: Wanted, means: Means, now: datetime) -> None:
    """
    See to it that a run over prompts can be so.

    :raises RunRefused: as `check_means` does; the template is not asked of prompts, or is a draft; a sample is wanted
        of the first; what another run got no valid answer to would be asked of another task
    """
    if MachineTask(template.task).is_of_styles:
        raise RunRefused(f"The template {template.name} is asked of styles: build_style_tree does that.")
    if template.activated_at is None and wanted.among != Among.GOLDEN:
        raise RunRefused(f"{template} was never activated: until then it is asked of the golden set alone.")
    check_means(means, now)
    if wanted.sample is not None and (wanted.most is not None or wanted.among == Among.CLEANED):
        raise RunRefused("A sample is drawn from all prompts that fit: say it, or how many at most.")
    if wanted.among != Among.POISON:
        return
    of_run = MachineRun.objects.select_related("template").filter(pk=wanted.of_run or 0).first()
    if of_run is None or of_run.is_trial or of_run.template.task != template.task:
        raise RunRefused(f"No run {wanted.of_run} asked the same with another template.")


def check_means(means: Means, now: datetime) -> None:
    """
    See to it that models can be asked so.

    :raises RunRefused: the profile cannot be reached so, or has no price; there is no cap
    """
    for profile in filter(None, (means.profile, means.stronger)):
        if not profile.prices.filter(valid_from__lte=now).exists():
            raise RunRefused(
                f"The profile {profile.name} has no price, so that nobody could say what it costs. Set one."
            )
    if means.transport not in means.profile.transports:
        raise RunRefused(f"The profile {means.profile.name} is not reached by {means.transport.label}.")
    if means.cap <= 0:
        raise RunRefused("A run has a cap above nothing.")


@transaction.atomic
def make(*, template: Template, selection: Mapping[str, Any], means: Means, actor: str, now: datetime) -> MachineRun:
    """
    A run with its budget, without jobs.

    :raises RunRefused: as `check_means` does
    """
    check_means(means, now)
    budget = Budget.objects.create(scope=BudgetScope.RUN, key=uuid4().hex, cap_amount=means.cap)
    run = MachineRun.objects.create(
        template=template,
        profile=means.profile,
        stronger=means.stronger,
        transport=means.transport,
        selection=dict(selection),
        priority=means.priority,
        poison_limit=means.poison_limit,
        budget=budget,
        actor=actor,
        created_at=now,
    )
    Budget.objects.filter(pk=budget.pk).update(key=str(run.pk))
    return run


def build(*, run_id: int, now: datetime, limit: int = AT_ONCE) -> int:
    """
    Make the jobs of the next prompts; return how many prompts were looked at, 0 when there are none left.

    Safe to run twice or side by side: a job is there once, and the cursor moves with them.
    """
    with transaction.atomic():
        run = MachineRun.objects.select_for_update().select_related("template", "profile").get(pk=run_id)
        if run.state != MachineRunState.BUILDING or MachineTask(run.template.task).is_of_styles:
            return 0  # the stages of a style tree are given their jobs by the tree
        wanted = wanted_by(run.selection)
        if wanted.among == Among.CLEANED:
            return lacking.ask(run=run, limit=limit, now=now)
        wanted = with_sample(run, wanted)
        left = limit if wanted.most is None else min(limit, wanted.most - run.n_jobs - run.n_known)
        rows = wanted.prompts().filter(pk__gt=run.cursor).values_list("pk", "text_sha256")[: max(left, 0)]
        found = [(pk, bytes(digest)) for pk, digest in rows]
        if not found:
            MachineRun.objects.filter(pk=run.pk).update(state=MachineRunState.RUNNING)
            return 0
        keys = keys_of(run, wanted, found)
        n = machine_jobs.add(run=run.pk, prompts=[pk for pk, _ in found], keys=keys, now=now)
        MachineRun.objects.filter(pk=run.pk).update(
            cursor=found[-1][0], n_jobs=F("n_jobs") + n, n_known=F("n_known") + len(found) - n
        )
    return len(found)


def with_sample(run: MachineRun, wanted: Wanted) -> Wanted:
    """The wishes with the sample drawn, once; the run is locked."""
    drawn = wanted.drawn()
    if drawn is not wanted:
        MachineRun.objects.filter(pk=run.pk).update(selection=drawn.as_json())
    return drawn


def keys_of(run: MachineRun, wanted: Wanted, found: Sequence[tuple[int, bytes]]) -> list[bytes]:
    """By what jobs are known; clean prompts, which another run may have been about, with what they lost."""
    lost = machine_subjects.lost_by([pk for pk, _ in found]) if wanted.among == Among.POISON else {}
    task, template, model = run.template.task, bytes(run.template.sha256), run.profile.model
    return [
        job_key(
            task=task,
            prompt_sha256=digest,
            template=template,
            model=model,
            lost=lost.get(pk, ()),
            is_trial=run.is_trial,
        )
        for pk, digest in found
    ]


def pause(*, run: MachineRun, reason: str) -> bool:
    """Ask nothing more for now; False when it did not run. What is on its way comes in still."""
    going = MachineRun.objects.filter(pk=run.pk, state__in=[MachineRunState.BUILDING, MachineRunState.RUNNING])
    return bool(going.update(state=MachineRunState.PAUSED, because=reason))


@transaction.atomic
def pause_by_itself(*, run: MachineRun, reason: str, now: datetime) -> None:
    """Pause it without a person's doing; managers are told, once for each time."""
    if pause(run=run, reason=reason):
        key, says = f"paused {run.pk} {now.isoformat()}", f"Run {run.pk} paused itself: {reason}"
        machine_events.note(EventKind.PAUSED, key, says, now, run=run)


def resume(*, run: MachineRun) -> bool:
    """Go on where it was, with the jobs that are still to be made; False when it was not paused."""
    is_made = MachineTask(run.template.task).is_of_styles and run.n_jobs  # a stage of a style tree has all or none
    paused = MachineRun.objects.filter(pk=run.pk, state=MachineRunState.PAUSED)
    state = MachineRunState.RUNNING if is_made else MachineRunState.BUILDING
    return bool(paused.update(state=state, because=""))


@transaction.atomic
def cancel(*, run: MachineRun, reason: str, now: datetime) -> bool:
    """End it; jobs that wait are not asked, so that another run may ask them. False when it has ended."""
    going = MachineRun.objects.filter(pk=run.pk, state__in=OPEN)
    if not going.update(state=MachineRunState.CANCELLED, because=reason, ended_at=now):
        return False
    MachineJob.objects.filter(run=run, state=JobState.PENDING).update(state=JobState.CANCELLED, ended_at=now)
    return True


@transaction.atomic
def retry(*, run: MachineRun, code: str = "", job: int | None = None, now: datetime) -> int:
    """
    Ask anew, as the first time, what got no valid answer, or that of one code, or one job; return how many.

    A run that had ended goes on with them. One that was cancelled stays as it is, and so does a stage of a style tree
    that the next one was built upon.
    """
    found = MachineRun.objects.select_for_update().get(pk=run.pk)
    if found.state == MachineRunState.CANCELLED or style_versions.is_built_upon(found):
        return 0
    poison = MachineJob.objects.filter(run=run, state=JobState.POISON)
    if code:
        poison = poison.filter(failures__contains=[code])
    if job is not None:
        poison = poison.filter(pk=job)
    n = poison.update(
        state=JobState.PENDING, round=JobRound.FIRST, n_faults=0, failures=[], detail="", not_before=now, ended_at=None
    )
    if n and found.state == MachineRunState.DONE:
        MachineRun.objects.filter(pk=run.pk).update(state=MachineRunState.RUNNING, ended_at=None)
    return n


@transaction.atomic
def finish(*, now: datetime) -> int:
    """End each run without an open job, and note that managers are told; return how many."""
    going = MachineJob.objects.filter(run=OuterRef("pk"), state__in=[JobState.PENDING, JobState.LEASED, JobState.SENT])
    over = MachineRun.objects.filter(~Exists(going), state=MachineRunState.RUNNING)
    ended = [*over.select_for_update(of=("self",)).select_related("budget", "template").order_by("pk")]
    MachineRun.objects.filter(pk__in=[run.pk for run in ended]).update(state=MachineRunState.DONE, ended_at=now)
    for run in ended:
        if MachineTask(run.template.task).is_of_styles:
            continue  # a stage of a style tree, whose page tells of it
        key, says = f"ended {run.pk} {now.isoformat()}", f"Run {run.pk} ended: {what_came_of(run)}"
        machine_events.note(EventKind.ENDED, key, says, now, run=run)
    return len(ended)


def what_came_of(run: MachineRun) -> str:
    """Its jobs by state, and its money."""
    counted = MachineJob.objects.filter(run=run).order_by().values_list("state")
    n = dict(counted.annotate(n=Count("pk")))
    spent, cap = dollars(run.budget.spent_amount), dollars(run.budget.cap_amount)
    return f"{n.get(JobState.DONE, 0):,} done, {n.get(JobState.POISON, 0):,} poison, {spent} of {cap} spent"


def sweep_cancelled(*, now: datetime) -> int:
    """Cancel what came back to a run after that was cancelled; another run may ask it then."""
    back = MachineJob.objects.filter(run__state=MachineRunState.CANCELLED, state=JobState.PENDING)
    return back.update(state=JobState.CANCELLED, ended_at=now)


def give_back_abandoned(*, now: datetime, limit: int = AT_ONCE) -> int:
    """
    Let go of what dead processes had in hand, with the money that they held back.

    Nobody needs to wait for the leases: they matter only when the database has not noticed yet that somebody is gone.
    """
    with transaction.atomic():
        gone = machine_jobs.give_back_abandoned(limit=limit, now=now)
        budgets.free(gone)
    return len(gone)
