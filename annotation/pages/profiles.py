"""Models that may be asked: where they are, what they can do, what they cost."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotation.pages.permissions import READERS, manages, roles_required
from dataset.queries import profiles


@roles_required(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All models by name, each with the price in force."""
    context = {"profiles": profiles.everything(timezone.now()), "manages": manages(request)}
    return render(request, "annotation/profiles.html", context)
