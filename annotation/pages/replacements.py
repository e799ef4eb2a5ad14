"""Replacing people who leave by people who join: what it would do, then the act."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from annotation.actions import replacements
from annotation.actions.replacements import Exchange
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.pages.forms.replacements import N_EXCHANGES, ExchangesForm
from annotation.pages.permissions import person, roles_required
from annotation.queries import pay_rules, people, standings
from annotation.rules.paces import Forecast, forecast


@roles_required(Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: HttpRequest) -> HttpResponse:
    """Choose, look at what would happen, do it."""
    form = ExchangesForm(request.POST or None, everybody=people.annotators())
    context: dict[str, Any] = {}
    if form.is_valid():
        try:
            if request.POST.get("act") == "replace":
                return done(request, form)
            replacements.require(form.exchanges)
            context = preview(form.exchanges, timezone.now())
        except AnnotationError as error:
            messages.error(request, str(error))
    rows = [(form[f"leaver_{n}"], form[f"joiner_{n}"]) for n in range(N_EXCHANGES)]
    return render(request, "annotation/replace.html", {"form": form, "rows": rows, **context})


def done(request: HttpRequest, form: ExchangesForm) -> HttpResponse:
    reason, actor = form.cleaned_data["reason"], person(request)
    n = replacements.replace(exchanges=form.exchanges, reason=reason, actor=actor, now=timezone.now())
    messages.success(request, f"Replaced: {len(form.exchanges)}. Places in batches that moved: {n}.")
    return redirect("people")


def preview(exchanges: list[Exchange], now: datetime) -> dict[str, Any]:
    """What each exchange does, and the forecast as it is and while the joiners do not work yet."""
    n_judged = people.n_judged_lately([one.leaver for one in exchanges], now=now)
    return {
        "foreseen": [replacements.foreseen(one) for one in exchanges],
        "forecast": foretold(0, now),
        "until_then": foretold(n_judged, now),
        "n_judged": n_judged,
    }


def foretold(n_fewer: int, now: datetime) -> Forecast | None:
    """The project's forecast with so many fewer judgments in the week that it rests on."""
    _, week = standings.pace()
    left = standings.of_project().left
    price = pay_rules.day_price(now.date())
    return forecast(left, replace(week, n_judged=max(0, week.n_judged - n_fewer)), price, now)
