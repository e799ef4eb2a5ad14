"""What stands behind a run's figures: its jobs with what came back, its files; and its cap."""

from decimal import Decimal
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from annotation.actions import machine_steering
from annotation.choices import Role
from annotation.pages.cursors import before, cut
from annotation.pages.forms.machines import JobsForm, RunCapForm
from annotation.pages.permissions import READERS, manages, person, roles_required
from dataset.choices import BudgetScope, JobState
from dataset.models import MachineJob, MachineRun
from dataset.queries import machine_answers, machine_progress, machine_shards

PAGE = 20


@roles_required(*READERS)
@require_safe
def jobs(request: HttpRequest, run: int) -> HttpResponse:
    """The jobs of a run, those in a state or with a code alone, each with its last answer."""
    found = get_object_or_404(MachineRun.objects.select_related("template", "profile"), pk=run)
    form = JobsForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {"state": "", "code": ""}
    rows = cut(before(machine_answers.of(found, **said), request), PAGE)
    context = {
        "run": found,
        "form": form,
        "samples": machine_answers.with_answers(rows.rows),
        "next": rows.next,
        "asked": urlencode({name: value for name, value in said.items() if value}),
        "code": said["code"],
        "can_retry": said["state"] == JobState.POISON and found.state != "cancelled",
        "manages": manages(request),
    }
    return render(request, "annotation/machine_jobs.html", context)


@roles_required(*READERS)
@require_safe
def one(request: HttpRequest, run: int, job: int) -> HttpResponse:
    """One job: its prompt, and each attempt as it came back."""
    found = get_object_or_404(
        MachineJob.objects.select_related("run__template", "run__profile", "prompt", "step"), pk=job, run=run
    )
    attempts = machine_answers.attempts(found)
    context = {
        "job": found,
        "run": found.run,
        "attempts": attempts,
        "cost": sum((one.attempt.cost_amount for one in attempts), Decimal(0)),
        "can_retry": found.state == JobState.POISON and found.run.state != "cancelled",
        "manages": manages(request),
    }
    return render(request, "annotation/machine_job.html", context)


@roles_required(*READERS)
@require_safe
def files(request: HttpRequest, run: int) -> HttpResponse:
    """The files of a run's questions, the newest first."""
    found = get_object_or_404(MachineRun.objects.select_related("template", "profile"), pk=run)
    rows = cut(before(machine_shards.of(found).order_by("-pk"), request), PAGE)
    return render(request, "annotation/machine_files.html", {"run": found, "files": rows.rows, "next": rows.next})


@roles_required(Role.MANAGER)
@require_POST
def cap(request: HttpRequest, run: int) -> HttpResponse:
    """Move the cap of a run."""
    found, form = get_object_or_404(MachineRun.objects.select_related("budget"), pk=run), RunCapForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("run", run)
    made = machine_steering.set_cap(
        scope=BudgetScope.RUN,
        key=found.budget.key,
        cap=form.cleaned_data["cap"],
        actor=person(request).username,
        now=timezone.now(),
    )
    machine_progress.forget_of(found)
    messages.success(request, f"The run’s cap is ${made.cap_amount:,.2f} now.")
    return redirect("run", run)
