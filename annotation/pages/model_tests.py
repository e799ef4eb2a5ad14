"""Tests of models: ordered on a model's page, and watched there until they ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_POST, require_safe

from annotation.actions import model_profiles
from annotation.choices import Role
from annotation.pages.permissions import READERS, person, roles_required
from dataset.actions.model_tests import ModelTestRefused
from dataset.models import ModelProfile
from dataset.queries import model_tests


@roles_required(Role.MANAGER)
@require_POST
def order(request: HttpRequest, model: int) -> HttpResponse:
    """Have it asked some short questions."""
    profile = get_object_or_404(ModelProfile, pk=model)
    try:
        model_profiles.test(profile=profile, actor=person(request).username, now=timezone.now())
    except ModelTestRefused as error:
        messages.error(request, str(error))
    return redirect("profile", profile.pk)


@roles_required(*READERS)
@require_safe
@cache_control(private=True, no_store=True)
@conditional_page
def live(request: HttpRequest, model: int) -> HttpResponse:
    """The newest tests; or that nothing changed."""
    context = standing(get_object_or_404(ModelProfile, pk=model))
    answer = render(request, "annotation/profile_tests.html", context)
    if not context["is_tested"]:
        answer["X-Over"] = "1"
    return answer


def standing(profile: ModelProfile) -> dict[str, Any]:
    tests = model_tests.of(profile)
    return {"tests": tests, "is_tested": any(one.test.ended_at is None for one in tests)}
