"""What managers do to style trees: steer what is being asked, change versions, assign, publish."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from annotation.actions import style_steering
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.pages.forms.styles import OperationForm, SteerTreeForm, VersionForm
from annotation.pages.permissions import person, roles_required
from annotation.pages.styles import version_of
from dataset.errors import DatasetError
from dataset.models import StyleOperation, StyleTree, StyleVersion
from dataset.queries import style_categories


@roles_required(Role.MANAGER)
@require_POST
def steer(request: HttpRequest, tree: int) -> HttpResponse:
    """Pause what is being asked, go on with it, or end it."""
    found, form = get_object_or_404(StyleTree, pk=tree), SteerTreeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "The cap is an amount in dollars.")
        return redirect("style_tree", tree)
    act, given = form.cleaned_data["act"], {}
    if act == "resume":
        given["cap"] = form.cleaned_data["cap"]
    try:
        getattr(style_steering, act)(tree=found, actor=person(request).username, now=timezone.now(), **given)
    except (AnnotationError, DatasetError) as error:
        messages.error(request, str(error))
    return redirect("style_tree", tree)


@roles_required(Role.MANAGER)
@require_POST
def become(request: HttpRequest, version: int) -> HttpResponse:
    """Have styles assigned to a version, publish it, or draw up a draft of it."""
    found, form = version_of(version), VersionForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return redirect("style_version", version)
    try:
        return redirect("style_version", became(request, found, form.cleaned_data).pk)
    except (AnnotationError, DatasetError) as error:
        messages.error(request, str(error))
    return redirect("style_version", version)


def became(request: HttpRequest, version: StyleVersion, said: dict[str, Any]) -> StyleVersion:
    """The version to look at then."""
    actor, now = person(request).username, timezone.now()
    if said["act"] == "draw_up":
        return style_steering.draw_up(version=version, actor=actor, now=now)
    if said["act"] == "assign":
        style_steering.assign(version=version, cap=said["cap"], actor=actor, now=now)
    else:
        style_steering.publish(version=version, actor=actor, now=now)
    return version


@roles_required(Role.MANAGER)
@require_POST
def operate(request: HttpRequest, version: int) -> HttpResponse:
    """Do something to a category, or to styles of it."""
    found, form = version_of(version), OperationForm(request.POST)
    number = request.POST.get("number", "")
    if not form.is_valid():
        messages.error(request, first_error(form))
    else:
        act, now = form.cleaned_data["act"], timezone.now()
        try:
            made = style_steering.operate(
                version=found, act=act, arguments=form.arguments(), actor=person(request).username, now=now
            )
            number = str(made.arguments["into"]) if act == "merge" else number
            messages.success(request, "Done. It can be undone on the page of the version.")
        except (AnnotationError, DatasetError) as error:
            messages.error(request, str(error))
    is_there = number == "0" or style_categories.is_there(found, whole(number))
    return redirect("style_category", version, number) if is_there else redirect("style_version", version)


def first_error(form: Form) -> str:
    return str(next(iter(form.errors.values()))[0])


def whole(text: str) -> int:
    """A number as it was sent; 0 for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


@roles_required(Role.MANAGER)
@require_POST
def undo(request: HttpRequest, version: int) -> HttpResponse:
    """Undo an operation."""
    number = whole(request.POST.get("operation", ""))
    rows = StyleOperation.objects.select_related("version")
    found = get_object_or_404(rows, version=version, number=number)
    try:
        style_steering.undo(operation=found, actor=person(request).username, now=timezone.now())
        messages.success(request, "Undone.")
    except (AnnotationError, DatasetError) as error:
        messages.error(request, str(error))
    return redirect("style_version", version)
