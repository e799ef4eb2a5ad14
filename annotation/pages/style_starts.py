"""Beginning a style tree: the styles that there are, the form, what the tree would take, and the start."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from annotation.actions import style_starts
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.pages.forms.style_starts import TreeForm
from annotation.pages.permissions import person, roles_required
from dataset.errors import DatasetError
from dataset.models import ImportRun, ModelProfile, StyleSnapshot
from dataset.queries import machine_money

STEPS = {"look", "change", "start"}


@roles_required(Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form; then what the tree would take; then the tree."""
    if request.method != "POST":
        return form_page(request, TreeForm())
    step, form = request.POST.get("step", "look"), TreeForm(request.POST)
    if step not in STEPS:
        raise BadRequest("no such step")
    if step == "change" or not form.is_valid():
        return form_page(request, form)
    asked: dict[str, Any] = {
        "means": form.means(),
        "snapshot": form.cleaned_data["snapshot"],
        "wish": form.wish(),
        "actor": person(request).username,
        "now": timezone.now(),
    }
    try:
        if step == "start":
            tree = style_starts.begin(**asked)
            messages.success(request, "The tree has begun.")
            return redirect("style_tree", tree.pk)
        return looked(request, form, asked)
    except DatasetError as error:
        form.add_error(None, str(error))
        return form_page(request, form)


def form_page(request: HttpRequest, form: TreeForm) -> HttpResponse:
    context = {
        "form": form,
        "has_models": ModelProfile.objects.exists(),
        "has_styles": StyleSnapshot.objects.exists(),
        "sources": ImportRun.objects.order_by("source").values_list("source", flat=True).distinct(),
    }
    return render(request, "annotation/style_start.html", context)


def looked(request: HttpRequest, form: TreeForm, asked: dict[str, Any]) -> HttpResponse:
    """What it would take, with what was said in the form to be sent again."""
    estimate = style_starts.estimate(**asked)
    context = asked | {
        "said": [(name, value) for name, values in request.POST.lists() for value in values if name in form.fields],
        "estimate": estimate,
        "passes_its_cap": estimate.expected_amount > asked["means"].cap,
        "budgets": machine_money.general(asked["now"]),
        "halts": machine_money.standing_halts(),
    }
    return render(request, "annotation/style_estimate.html", context)


@roles_required(Role.MANAGER)
@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """Have a worker freeze the styles that prompts have now."""
    try:
        style_starts.have_counted(source=request.POST.get("source", "")[:64], actor=person(request).username)
        messages.success(request, "They are being counted. What is new stands among the styles of this form then.")
    except (AnnotationError, DatasetError) as error:
        messages.error(request, str(error))
    return redirect("begin_style_tree")
