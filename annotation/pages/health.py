"""How the background is, for managers: a page that renews itself, also while parts of it are away."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from annotation.pages.permissions import READERS, roles_required
from annotation.queries import health


@roles_required(*READERS)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Workers, clock, queues, servers, what waits, room on disks."""
    return render(request, "annotation/conditions.html", {"now": health.condition(), "demo": settings.DEMO})


@roles_required(*READERS)
@require_safe
@cache_control(private=True, no_store=True)
@conditional_page
def live(request: HttpRequest) -> HttpResponse:
    """The part that changes; or that nothing changed."""
    return render(request, "annotation/conditions_live.html", {"now": health.condition(), "demo": settings.DEMO})
