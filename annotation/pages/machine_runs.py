"""Runs of models over prompts: the list, one with its live counts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_POST, require_safe

from annotation.actions import machine_notices, machine_steering
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.pages.cursors import before, cut
from annotation.pages.forms.machines import RunCapForm, SteerForm
from annotation.pages.permissions import READERS, manages, person, roles_required
from dataset.choices import JobState, ShardState, Transport
from dataset.models import MachineRun
from dataset.models.machine_runs import OPEN
from dataset.queries import answer_figures, machine_answers, machine_money, machine_progress, machine_shards

PAGE = 50


@roles_required(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All runs, the newest first, with what they spent."""
    rows = MachineRun.objects.select_related("template", "profile", "budget").order_by("-pk")
    found = cut(before(rows, request), PAGE)
    context = {"runs": found.rows, "next": found.next, "manages": manages(request)}
    return render(request, "annotation/machine_runs.html", context | {"halts": machine_money.standing_halts()})


@roles_required(*READERS)
@require_safe
def one(request: HttpRequest, run: int) -> HttpResponse:
    """One run: how far it is, what it costs, what was given up."""
    context = standing(request, run)
    machine_notices.read(user=person(request), run=context["run"], now=timezone.now())
    more = beside(context["run"], [code for code, _ in context["poison"]])
    return render(request, "annotation/machine_run.html", context | more)


def beside(run: MachineRun, codes: list[str]) -> dict[str, Any]:
    """What stands on a run's page and does not change from second to second."""
    by_state = machine_shards.by_state(run) if run.transport != Transport.ONLINE else {}
    return {
        "newest": answer_figures.of(run),
        "samples": machine_answers.samples(run, codes) if codes else [],
        "files": [(state.label, by_state[state]) for state in ShardState if by_state.get(state)],
        "cap_form": RunCapForm(),
    }


@roles_required(Role.MANAGER)
@require_POST
def steer(request: HttpRequest, run: int) -> HttpResponse:
    """Pause it, go on with it, end it, or ask anew what got no valid answer."""
    found, form = get_object_or_404(MachineRun, pk=run), SteerForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was asked for.")
        return redirect("run", run)
    act, actor, job = form.cleaned_data["act"], person(request).username, form.cleaned_data["job"]
    try:
        if act == "retry":
            code = form.cleaned_data["code"]
            n = machine_steering.retry(run=found, code=code, job=job, actor=actor, now=timezone.now())
            messages.success(request, f"Asked anew: {n}.")
        else:
            getattr(machine_steering, act)(run=found, actor=actor, now=timezone.now())
    except AnnotationError as error:
        messages.error(request, str(error))
    machine_progress.forget_of(found)
    return redirect("run", run) if job is None else redirect("run_job", run, job)


@roles_required(*READERS)
@require_safe
@cache_control(private=True, no_store=True)
@conditional_page
def live(request: HttpRequest, run: int) -> HttpResponse:
    """The part that changes; or that nothing changed."""
    context = standing(request, run)
    answer = render(request, "annotation/machine_run_live.html", context)
    if context["run"].state not in OPEN:
        answer["X-Over"] = "1"  # the page loads itself anew, with what can be done now
    return answer


def standing(request: HttpRequest, run: int) -> dict[str, Any]:
    found = get_object_or_404(MachineRun.objects.select_related("template", "profile", "stronger"), pk=run)
    progress = machine_progress.of(found, timezone.now())
    by_state = progress.standing.by_state
    return {
        "run": found,
        "is_open": found.state in OPEN,
        "progress": progress,
        "states": [(state.label, by_state[state]) for state in JobState if by_state[state]],
        "poison": progress.standing.poison.most_common(),
        "halts": machine_money.standing_halts(),
        "manages": manages(request),
    }
