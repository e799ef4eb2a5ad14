"""Models that may be asked: where they are, what they can do, what they cost; named and changed by managers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotation.actions import model_profiles
from annotation.choices import Role
from annotation.pages import model_tests
from annotation.pages.forms.profiles import LaterPriceForm, NewProfileForm, PriceForm, ProfileForm
from annotation.pages.permissions import READERS, manages, person, roles_required
from dataset.actions.profiles import ProfileRefused, is_used
from dataset.models import ModelProfile
from dataset.queries import machine_money, profiles
from dataset.queries.model_tests import bodies, most, template_in_force


@roles_required(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All models by name, each with the price in force."""
    context = {"profiles": profiles.everything(timezone.now()), "manages": manages(request)}
    return render(request, "annotation/profiles.html", context)


@roles_required(Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Name a further model."""
    form, price = NewProfileForm(request.POST or None), PriceForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and price.is_valid():
        actor, now, name = person(request).username, timezone.now(), form.cleaned_data["name"]
        try:
            made = model_profiles.make(name=name, said=form.said(), amounts=price.amounts(), actor=actor, now=now)
        except ProfileRefused as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, "Named. Nothing was asked of it yet.")
            return redirect("profile", made.pk)
    return render(request, "annotation/profile_make.html", {"form": form, "price": price})


@roles_required(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, model: int) -> HttpResponse:
    """One model with its prices; a manager changes it here."""
    profile = get_object_or_404(ModelProfile.objects.select_related("stronger"), pk=model)
    used = is_used(profile)
    if request.method != "POST":
        return shown(request, profile, ProfileForm(profile=profile, is_used=used), LaterPriceForm())
    if not manages(request):
        raise PermissionDenied
    form = ProfileForm(request.POST, profile=profile, is_used=used)
    if form.is_valid():
        try:
            changed = model_profiles.change(
                profile=profile, said=form.said(), actor=person(request).username, now=timezone.now()
            )
        except ProfileRefused as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, "Changed." if changed else "It was so already.")
            return redirect("profile", profile.pk)
    return shown(request, profile, form, LaterPriceForm())


@roles_required(Role.MANAGER)
@require_POST
def set_price(request: HttpRequest, model: int) -> HttpResponse:
    """What it costs from a moment on."""
    profile, form, now = get_object_or_404(ModelProfile, pk=model), LaterPriceForm(request.POST), timezone.now()
    if form.is_valid():
        actor = person(request).username
        try:
            model_profiles.set_price(
                profile=profile, amounts=form.amounts(), valid_from=form.since(now), actor=actor, now=now
            )
        except ProfileRefused as error:
            form.add_error(error.field, str(error))
        else:
            return redirect("profile", profile.pk)
    return shown(request, profile, ProfileForm(profile=profile, is_used=is_used(profile)), form)


def shown(request: HttpRequest, profile: ModelProfile, form: ProfileForm, price: LaterPriceForm) -> HttpResponse:
    now = timezone.now()
    rows = [*profile.prices.order_by("-valid_from")]
    in_force = next((row for row in rows if row.valid_from <= now), None)
    context: dict[str, Any] = {
        "profile": profile,
        "has_key": profiles.has_key(profile),
        "prices": rows,
        "halts": machine_money.standing_halts(),
        "in_force": in_force,
        "most": in_force and most(bodies(template_in_force(), profile), in_force),
        "form": form,
        "price": price,
        "manages": manages(request),
    }
    return render(request, "annotation/profile.html", context | model_tests.standing(profile))
