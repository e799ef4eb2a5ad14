"""What a changed guideline touches: counted on request, shown as it goes on, pair by pair."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_POST, require_safe

from annotation.actions import rulings as acts
from annotation.choices import Role, Touch
from annotation.models import GuidelineVersion
from annotation.pages import attempts
from annotation.pages.cursors import key
from annotation.pages.permissions import READERS, roles_required
from annotation.pages.prompts import marked_all
from annotation.queries import pulses, reaches

PAGE = 50


@roles_required(*READERS)
@require_safe
@cache_control(private=True, no_store=True)
@conditional_page
def live(request: HttpRequest, version: int) -> HttpResponse:
    """The part of the version's page that changes."""
    found = get_object_or_404(GuidelineVersion, number=version)
    context = standing(found)
    answer = render(request, "annotation/guideline_reach.html", context)
    if not context["standing"].is_under_way:
        answer["X-Over"] = "1"  # the page loads itself anew, with what can be done now
    return answer


@roles_required(Role.MANAGER)
@require_POST
def count(request: HttpRequest, version: int) -> HttpResponse:
    """Count anew what a draft touches."""
    found = get_object_or_404(GuidelineVersion, number=version)
    attempts.make(
        request,
        lambda actor: acts.seek_reach(version=found, actor=actor, now=timezone.now()),
        "It is being counted. The page goes on by itself.",
    )
    return redirect("guideline", version)


def standing(version: GuidelineVersion) -> dict[str, Any]:
    found = reaches.standing(version, timezone.now().date())
    return {"version": version, "standing": found, "health": pulses.health() if found.is_under_way else None}


@roles_required(*READERS)
@require_safe
def touched(request: HttpRequest, version: int, kind: int) -> HttpResponse:
    """The pairs of one kind, with the words that are meant."""
    if kind not in Touch.values:
        raise Http404
    found = get_object_or_404(GuidelineVersion, number=version)
    rows = reaches.touched(found, Touch(kind), after=key(request, "after"), limit=PAGE + 1)
    context = {
        "version": found,
        "kind": Touch(kind),
        "kinds": Touch,
        "rows": [(one, marked_all(one.tokens, one.tail, one.row.words)) for one in rows[:PAGE]],
        "next": rows[PAGE - 1].row.pk if len(rows) > PAGE else None,
    }
    return render(request, "annotation/guideline_touched.html", context)
