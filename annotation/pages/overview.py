"""Where the project stands, for managers: a page that renews its figures by itself."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from annotation.choices import BatchState
from annotation.models import Batch
from annotation.pages.permissions import READERS, manages, person, roles_required
from annotation.queries import duties, machine_notices, pay_rules, presences, progress, pulses, standings
from annotation.rules.paces import forecast
from dataset.models import ImportRun

MOST = 5


@roles_required(*READERS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What stands now, and the running batches; empty, how to begin."""
    return render(request, "annotation/overview.html", standing(request))


@roles_required(*READERS)
@require_safe
@cache_control(private=True, no_store=True)
@conditional_page
def live(request: HttpRequest) -> HttpResponse:
    """The figures alone, or that nothing changed: a page asks every second."""
    return render(request, "annotation/overview_live.html", standing(request))


def standing(request: HttpRequest) -> dict[str, Any]:
    """All that the page says; twenty queries, none over more rows than batches, people at work and pages open."""
    now = timezone.now()
    project = standings.of_project()
    n_hour, week = standings.pace()
    running = Batch.objects.exclude(state=BatchState.CLOSED).order_by("-created_at", "-pk")
    return {
        "project": project,
        "n_hour": n_hour,
        "forecast": forecast(project.left, week, pay_rules.day_price(now.date()), now),
        "week": week,
        "at_work": presences.at_work(now=now),
        "duties": duties.of(person(request), project),
        "notices": machine_notices.unread(person(request))[:MOST],
        "health": pulses.health(),
        "demo": settings.DEMO,
        "running": progress.of_batches([*running[:MOST]]),
        "n_running": running.count(),
        "runs": [*ImportRun.objects.order_by("-pk")[:MOST]],
        "manages": manages(request),
    }
