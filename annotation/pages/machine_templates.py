"""Templates: what models are told, version by version, and what each showed on the golden set."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotation.actions import machine_templates
from annotation.choices import Role
from annotation.pages.cursors import before, cut
from annotation.pages.forms.machine_templates import ActForm, TrialForm, WordingForm
from annotation.pages.permissions import READERS, manages, person, roles_required
from annotation.rules.rulings import runs
from dataset.actions import golden_runs
from dataset.choices import TemplateState
from dataset.errors import DatasetError
from dataset.models import ModelProfile, Template
from dataset.queries import golden, golden_results
from dataset.queries.golden_results import Score
from dataset.rules.machine_keys import canonical

PAGE = 50
DONE = {"activate": "Runs ask with it from now on.", "retire": "The draft is retired."}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a template showed by a model, and what it lacks to be activated."""

    profile: ModelProfile
    score: Score
    lacks: list[str]


@roles_required(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All versions, the newest first, with how many runs used them."""
    rows = Template.objects.annotate(n_runs=Count("runs")).order_by("-pk")
    found = cut(before(rows, request), PAGE)
    context = {"templates": found.rows, "next": found.next, "n_golden": golden.standing().count()}
    return render(request, "annotation/machine_templates.html", context | {"bar": golden_runs.bar()})


@roles_required(*READERS)
@require_safe
def one(request: HttpRequest, template: int) -> HttpResponse:
    """A version: what it says, what of that is new, what it showed; activating it, trying it."""
    return shown(request, get_object_or_404(Template, pk=template), TrialForm())


@roles_required(Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, template: int) -> HttpResponse:
    """The next version, begun from this one."""
    found = get_object_or_404(Template, pk=template)
    form = WordingForm(request.POST) if request.method == "POST" else WordingForm.of(found)
    if form.is_bound and form.is_valid():
        try:
            made = machine_templates.change(
                before=found, **form.cleaned_data, actor=person(request).username, now=timezone.now()
            )
        except DatasetError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{made} is a draft. Try it on the golden set.")
            return redirect("template", made.pk)
    return render(request, "annotation/machine_template_change.html", {"template": found, "form": form})


@roles_required(Role.MANAGER)
@require_POST
def act(request: HttpRequest, template: int) -> HttpResponse:
    """Let runs ask with it, or forget a draft."""
    found, form = get_object_or_404(Template, pk=template), ActForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was asked for.")
        return redirect("template", template)
    wanted = form.cleaned_data["act"]
    try:
        getattr(machine_templates, wanted)(template=found, actor=person(request).username, now=timezone.now())
    except DatasetError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, DONE[wanted])
    return redirect("template", template)


@roles_required(Role.MANAGER)
@require_POST
def begin_trial(request: HttpRequest, template: int) -> HttpResponse:
    """Ask the golden set with it; workers do that."""
    found, form = get_object_or_404(Template, pk=template), TrialForm(request.POST)
    if not form.is_valid():
        return shown(request, found, form)
    try:
        run = machine_templates.begin_trial(
            template=found, means=form.means(), actor=person(request).username, now=timezone.now()
        )
    except DatasetError as error:
        form.add_error(None, str(error))
        return shown(request, found, form)
    messages.success(request, "The golden set is being asked. What it shows stands at the template.")
    return redirect("run", run.pk)


def shown(request: HttpRequest, template: Template, form: TrialForm) -> HttpResponse:
    earlier = Template.objects.filter(name=template.name, version__lt=template.version).order_by("-version").first()
    context: dict[str, Any] = {
        "template": template,
        "earlier": earlier,
        "changes": [] if earlier is None else changes(earlier, template),
        "measured": golden_runs.needs_trial(template),
        "results": results(template),
        "bar": golden_runs.bar(),
        "n_runs": template.runs.count(),
        "form": form,
        "is_draft": template.state == TemplateState.DRAFT,
        "is_active": template.state == TemplateState.ACTIVE,
        "manages": manages(request),
    }
    return render(request, "annotation/machine_template.html", context)


def results(template: Template) -> list[Shown]:
    """By each model that was asked; in a fixed number of queries."""
    tried, bar = golden_results.tried([template.pk]), golden_runs.bar()
    scores = golden_results.of_many([(one, profile.model) for one, profile in tried]) if tried else []
    return [
        Shown(profile, score, golden_runs.lacks(score, bar)) for (_, profile), score in zip(tried, scores, strict=True)
    ]


def changes(earlier: Template, template: Template) -> list[tuple[str, list[tuple[str, str]]]]:
    """What differs from the version before, word by word."""
    parts = [("Text", earlier.text, template.text)]
    parts += [
        (name.capitalize(), canonical(getattr(earlier, name)).decode(), canonical(getattr(template, name)).decode())
        for name in ("schema", "parameters")
    ]
    return [(what, runs(old, new)) for what, old, new in parts if old != new]
