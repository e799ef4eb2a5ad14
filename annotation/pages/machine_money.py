"""What may be spent on models, and the switch that stops all questions to them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from annotation.actions import machine_notices, machine_steering
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.pages import money_plots
from annotation.pages.forms.machines import CapForm, HaltForm
from annotation.pages.permissions import READERS, manages, person, roles_required
from dataset.choices import BudgetScope
from dataset.models import Halt
from dataset.queries import machine_money


@roles_required(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def budgets(request: HttpRequest) -> HttpResponse:
    """Caps with what is spent and held back; a manager sets them here."""
    if request.method != "POST":
        machine_notices.read(user=person(request), run=None, now=timezone.now())
        return shown(request, CapForm(), HaltForm())
    if not manages(request):
        raise PermissionDenied
    return set_cap(request)


def set_cap(request: HttpRequest) -> HttpResponse:
    form = CapForm(request.POST)
    if not form.is_valid():
        return shown(request, form, HaltForm())
    now, said = timezone.now(), form.cleaned_data
    scope = BudgetScope(said["scope"])
    key = f"{now:%Y-%m-%d}" if scope == BudgetScope.DAY else ""
    made = machine_steering.set_cap(scope=scope, key=key, cap=said["cap"], actor=person(request).username, now=now)
    messages.success(request, f"The cap is ${made.cap_amount:,.2f} now.")
    return redirect("budgets")


@roles_required(Role.MANAGER)
@require_POST
def halt(request: HttpRequest) -> HttpResponse:
    """Stop questions to one model, of one run, or all."""
    form = HaltForm(request.POST)
    if not form.is_valid():
        return shown(request, CapForm(), form)
    actor, now = person(request).username, timezone.now()
    machine_steering.halt(**form.cleaned_data, actor=actor, now=now)
    messages.success(request, "Stopped. What is on its way comes in still.")
    return redirect("budgets")


@roles_required(Role.MANAGER)
@require_POST
def lift(request: HttpRequest, halt: int) -> HttpResponse:
    """Let questions go again."""
    found = get_object_or_404(Halt, pk=halt)
    try:
        machine_steering.lift(halt=found, manager=person(request), now=timezone.now())
    except AnnotationError as error:
        messages.error(request, str(error))
    return redirect("budgets")


def shown(request: HttpRequest, cap: CapForm, halting: HaltForm) -> HttpResponse:
    now = timezone.now()
    days = machine_money.by_day(now)
    context = {
        "days": days,
        "plot": money_plots.by_day(days),
        "budgets": machine_money.general(now),
        "halts": machine_money.standing_halts(),
        "cap_form": cap,
        "halt_form": halting,
        "manages": manages(request),
    }
    return render(request, "annotation/machine_money.html", context)
