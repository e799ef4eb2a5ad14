"""Beginning a run of a model: the form, what the run would take, and the start."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from annotation.actions import machine_starts
from annotation.choices import Role
from annotation.pages.forms.machine_starts import StartForm
from annotation.pages.permissions import person, roles_required
from dataset.actions.machine_runs import Means, Wanted
from dataset.errors import DatasetError
from dataset.models import ImportRun, MachineRun, ModelProfile, Template
from dataset.queries import machine_money

STEPS = {"look", "change", "start"}


@roles_required(Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form; then what the run would take; then the run."""
    sources = [*ImportRun.objects.order_by("source").values_list("source", flat=True).distinct()]
    if request.method != "POST":
        return form_page(request, StartForm(initial=request.GET.dict(), sources=sources))
    step, form = request.POST.get("step", "look"), StartForm(request.POST, sources=sources)
    if step not in STEPS:
        raise BadRequest("no such step")
    if step == "change" or not form.is_valid():
        return form_page(request, form)
    try:
        return started(request, form) if step == "start" else looked(request, form)
    except DatasetError as error:
        form.add_error(None, str(error))
        return form_page(request, form)


def form_page(request: HttpRequest, form: StartForm) -> HttpResponse:
    context = {"form": form, "has_models": ModelProfile.objects.exists(), "poison": poison_of(form)}
    return render(request, "annotation/machine_start.html", context)


def poison_of(form: StartForm) -> dict[str, Any] | None:
    """The run to whose leftovers this one goes, where it does."""
    said, code = str(form["poison_of"].value() or ""), str(form["code"].value() or "")
    runs = MachineRun.objects.select_related("template", "profile").filter(pk=said) if said.isdecimal() else None
    found = runs.first() if runs is not None else None
    return None if found is None else {"run": found, "code": code}


def looked(request: HttpRequest, form: StartForm) -> HttpResponse:
    """What it would take, with what was said in the form to be sent again."""
    now = timezone.now()
    template, wanted, means = asked(request, form)
    estimate = machine_starts.estimate(template=template, wanted=wanted, means=means, now=now)
    context = {
        "form": form,
        "said": [(name, value) for name, values in request.POST.lists() for value in values if name in form.fields],
        "template": template,
        "selection": wanted.as_json(),
        "means": means,
        "estimate": estimate,
        "passes_its_cap": estimate.expected_amount > means.cap,
        "budgets": machine_money.general(now),
        "halts": machine_money.standing_halts(),
    }
    return render(request, "annotation/machine_estimate.html", context)


def started(request: HttpRequest, form: StartForm) -> HttpResponse:
    template, wanted, means = asked(request, form)
    run = machine_starts.start(
        template=template, wanted=wanted, means=means, actor=person(request).username, now=timezone.now()
    )
    messages.success(request, "The run has begun. Its jobs are being made.")
    return redirect("run", run.pk)


def asked(request: HttpRequest, form: StartForm) -> tuple[Template, Wanted, Means]:
    """What is asked about what, and how."""
    wanted, template = form.wanted(), form.cleaned_data["template"]
    actor, now = person(request).username, timezone.now()
    return template or machine_starts.template_for(wanted=wanted, actor=actor, now=now), wanted, form.means()
