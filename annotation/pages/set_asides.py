"""Setting somebody's judgments aside, after a look at what that brings; and undoing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from annotation.actions import set_asides as acts
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.models import Annotator, SetAside
from annotation.pages.forms.remedies import ReasonForm, SetAsideForm
from annotation.pages.permissions import person, roles_required
from annotation.queries import set_asides


@roles_required(Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def of_annotator(request: HttpRequest, username: str) -> HttpResponse:
    """What is meant comes in the address, and is shown with what it brings; a post with a reason does it."""
    whose = asked(username)
    form, reason = SetAsideForm(request.GET, annotator=whose), ReasonForm(request.POST or None)
    context: dict[str, Any] = {"whose": whose, "form": form, "reason": reason, "told": set_asides.of(whose)}
    if not request.GET:
        context["form"] = SetAsideForm(annotator=whose)
    elif form.is_valid():
        now = timezone.now()
        what = form.meant(now)
        if request.method == "POST" and reason.is_valid():
            return done(request, username, lambda: acts.begin(what=what, **by(request, reason)))
        context["preview"] = set_asides.preview(what)
    return render(request, "annotation/set_aside.html", context)


@roles_required(Role.MANAGER)
@require_POST
def undo(request: HttpRequest, username: str, act: int) -> HttpResponse:
    """Have what an act set aside count again."""
    row, reason = get_object_or_404(SetAside, pk=act, annotator=asked(username)), ReasonForm(request.POST)
    if not reason.is_valid():
        messages.error(request, "Say why. The reason stays in the record.")
        return redirect("set_aside", username)
    return done(request, username, lambda: acts.undo(act=row, **by(request, reason)))


def by(request: HttpRequest, reason: ReasonForm) -> dict[str, Any]:
    return {"reason": reason.cleaned_data["reason"], "actor": person(request).username, "now": timezone.now()}


def done(request: HttpRequest, username: str, act: Any) -> HttpResponse:
    try:
        act()
        messages.success(request, "Under way: it is carried out in the background, pair by pair.")
    except AnnotationError as error:
        messages.error(request, str(error))
    return redirect("set_aside", username)


def asked(username: str) -> Annotator:
    return get_object_or_404(Annotator.objects.select_related("user"), user__username=username)
