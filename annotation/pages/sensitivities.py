"""
Covered and blocked pictures: by whom, why, and what a manager decides.

Managers alone see these pages: they name who flagged. A blocked picture is on no page. A manager who has to see it asks
for it, which is kept, and gets it within that one answer, covered.
"""

import base64
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from annotation.actions import sensitivities as acts
from annotation.choices import FlagReason, Role
from annotation.pages import finding
from annotation.pages.cursors import cut, key
from annotation.pages.forms.sensitivities import SensitivityForm
from annotation.pages.permissions import person, roles_required
from annotation.queries import sensitivities
from dataset.choices import MediaState, Sensitivity
from dataset.gateways import storage
from dataset.models import Image

PAGE = 24
TABS = [
    (sensitivities.WAITING, "To decide"),
    (sensitivities.BLOCKED, "Blocked"),
    (sensitivities.SENSITIVE, "Sensitive"),
    (sensitivities.ALL, "All"),
]


@roles_required(Role.MANAGER)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """The last word on each picture that somebody flagged or decided on, the latest first."""
    if (elsewhere := finding.found(request, "sensitivity")) is not None:
        return elsewhere
    show = request.GET.get("show", "")
    show = show if show in sensitivities.NARROWED else sensitivities.WAITING
    found = cut(sensitivities.changes(show=show, before=key(request, "before"), limit=PAGE + 1), PAGE)
    context = {
        "changes": found.rows,
        "next": found.next,
        "show": show,
        "tabs": TABS,
        "n_waiting": sensitivities.n_waiting(),
    }
    return render(request, "annotation/sensitivities.html", context)


@roles_required(Role.MANAGER)
@require_safe
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One picture: who said what, and the decision."""
    image = asked(public_id)
    return render(request, "annotation/sensitivity.html", facts(image))


@roles_required(Role.MANAGER)
@require_POST
def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Unblock or keep, cover or not: with a reason."""
    image, form = asked(public_id), SensitivityForm(request.POST)
    if not form.is_valid():
        return render(request, "annotation/sensitivity.html", facts(image, form=form))
    said, actor = form.cleaned_data, person(request).username
    sensitivity = Sensitivity(said["sensitivity"])
    n = acts.decide(image=image, sensitivity=sensitivity, reason=said["reason"], actor=actor, now=timezone.now())
    back = f" Back in work: {n}." if n else ""
    messages.success(request, f"Kept, with your reason.{back}")
    return redirect("sensitivity", public_id)


@roles_required(Role.MANAGER)
@never_cache
@require_POST
def look(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a blocked picture to the manager who asks for it, this once; that they did stays in the record."""
    image = asked(public_id)
    if image.sensitivity != Sensitivity.BLOCKED:
        return redirect("sensitivity", public_id)
    acts.note_look(image=image, actor=person(request).username, now=timezone.now())
    return render(request, "annotation/sensitivity.html", facts(image, inline=inline(image)))


def asked(public_id: UUID) -> Image:
    return get_object_or_404(Image.objects.select_related("prompt"), public_id=public_id)


def facts(image: Image, *, form: SensitivityForm | None = None, inline: str | None = None) -> dict[str, Any]:
    return {
        "image": image,
        "blocked": image.sensitivity == Sensitivity.BLOCKED,
        "inline": inline,
        "record": sensitivities.record(image),
        "flags": [(flag, [FlagReason(reason).label for reason in flag.reasons]) for flag in sensitivities.flags(image)],
        "form": form or SensitivityForm(),
    }


def inline(image: Image) -> str:
    """The picture within the page; empty when its bytes are not there."""
    if image.media_state != MediaState.READY:
        return ""
    try:
        with default_storage.open(storage.rendition_name(str(image.sha256), 512)) as file:
            return "data:image/webp;base64," + base64.b64encode(file.read()).decode()
    except FileNotFoundError:
        return ""
