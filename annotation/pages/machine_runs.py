"""Runs of models over prompts: the list, one with its live counts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from annotation.pages.cursors import before, cut
from annotation.pages.permissions import READERS, manages, roles_required
from dataset.choices import JobState
from dataset.models import MachineRun
from dataset.models.machine_runs import OPEN
from dataset.queries import machine_progress

PAGE = 50


@roles_required(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All runs, the newest first, with what they spent."""
    rows = MachineRun.objects.select_related("template", "profile", "budget").order_by("-pk")
    found = cut(before(rows, request), PAGE)
    context = {"runs": found.rows, "next": found.next, "manages": manages(request)}
    return render(request, "annotation/machine_runs.html", context)


@roles_required(*READERS)
@require_safe
def one(request: HttpRequest, run: int) -> HttpResponse:
    """One run: how far it is, what it costs, what was given up."""
    return render(request, "annotation/machine_run.html", standing(request, run))


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
        "manages": manages(request),
    }
