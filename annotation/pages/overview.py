"""Where the project stands, for managers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotation.choices import BatchState
from annotation.models import Batch
from annotation.pages.permissions import READERS, manages, roles_required
from annotation.queries import desk, people, progress, sensitivities
from dataset.models import ImportRun

MOST = 5


@roles_required(*READERS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Running batches, what waits for a decision, the last imports."""
    running = Batch.objects.exclude(state=BatchState.CLOSED).order_by("-created_at", "-pk")
    context = {
        "n_running": running.count(),
        "running": progress.of_batches([*running[:MOST]]),
        "n_waiting": desk.n_waiting(),
        "n_flagged": sensitivities.n_waiting(),
        "runs": [*ImportRun.objects.order_by("-pk")[:MOST]],
        "n_annotators": people.n_working_annotators(),
        "manages": manages(request),
    }
    return render(request, "annotation/overview.html", context)
