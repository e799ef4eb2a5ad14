"""The guideline as pages: its versions, how each differs, and the draft that is written ruling by ruling."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotation.actions import rulings as acts
from annotation.actions.rulings import Wording
from annotation.choices import Role, RulingDecision
from annotation.models import GuidelineVersion, Ruling
from annotation.pages import attempts, reaches
from annotation.pages.forms.rulings import NewRulingForm, PublishForm, RulingForm, initial
from annotation.pages.permissions import READERS, manages, roles_required
from annotation.queries import guidelines
from annotation.queries import reaches as queries
from annotation.rules.rulings import missing


@roles_required(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All versions, the newest first."""
    found = guidelines.versions()
    draft = next((one for one in found if one.published_at is None), None)
    context = {"versions": found, "draft": draft, "manages": manages(request)}
    return render(request, "annotation/guidelines.html", context)


@roles_required(*READERS)
@require_safe
def one(request: HttpRequest, version: int) -> HttpResponse:
    """A version with its rulings, and what differs from the one before."""
    found = asked(version)
    own = guidelines.rulings(found)
    reach = reaches.standing(found)
    context = {
        **reach,
        "rulings": [(ruling, ruling.texts.get("en", {}), missing(ruling.texts)) for ruling in own],
        "changed": guidelines.changed(found, own),
        "problems": acts.unpublishable(own),
        "new_form": NewRulingForm(),
        "publish_form": PublishForm(counted=reach["standing"].is_counted),
        "manages": manages(request),
    }
    return render(request, "annotation/guideline.html", context)


@roles_required(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def ruling(request: HttpRequest, version: int, code: str) -> HttpResponse:
    """One ruling, its languages side by side; a manager changes it in a draft."""
    found = get_object_or_404(Ruling.objects.select_related("guideline"), guideline__number=version, code=code)
    is_open = found.guideline.published_at is None and manages(request)
    form = RulingForm(request.POST if is_open and request.method == "POST" else None, initial=initial(found))
    if form.is_bound and form.is_valid():
        wording = form.wording
        if attempts.make(request, lambda actor: change(found, wording, actor), "Kept in the draft."):
            return redirect("guideline", version)
    context = {"ruling": found, "form": form, "is_open": is_open, "missing": missing(found.texts)}
    return render(request, "annotation/ruling.html", context)


def change(found: Ruling, wording: Wording, actor: str) -> None:
    acts.change_ruling(version=found.guideline, code=found.code, wording=wording, actor=actor, now=timezone.now())


@roles_required(Role.MANAGER)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    attempts.make(request, lambda actor: acts.begin_draft(actor=actor, now=timezone.now()), "A draft is begun.")
    return redirect("guidelines")


@roles_required(Role.MANAGER)
@require_POST
def drop(request: HttpRequest, version: int) -> HttpResponse:
    found = asked(version)
    attempts.make(request, lambda actor: acts.drop_draft(version=found, actor=actor, now=timezone.now()), "Dropped.")
    return redirect("guidelines")


@roles_required(Role.MANAGER)
@require_POST
def publish(request: HttpRequest, version: int) -> HttpResponse:
    """For good: what was published stays as it is."""
    found, now = asked(version), timezone.now()
    form = PublishForm(request.POST, counted=queries.standing(found, now.date()).is_counted)
    if not form.is_valid():
        messages.error(request, "Say why it changes. The reason stays in the record.")
        return redirect("guideline", version)
    said = form.cleaned_data
    wish: dict[str, Any] = {"reason": said["reason"], "order": form.order, "notice": form.notice, "now": now}
    done = "Published. Annotators are told between two pairs; batches that are open keep their version."
    attempts.make(request, lambda actor: acts.publish(version=found, actor=actor, **wish), done)
    return redirect("guideline", version)


@roles_required(Role.MANAGER)
@require_POST
def add(request: HttpRequest, version: int) -> HttpResponse:
    found, form = asked(version), NewRulingForm(request.POST)
    if not form.is_valid():
        messages.error(request, "A code is letters, digits, - and _.")
        return redirect("guideline", version)
    code, empty = form.cleaned_data["code"], Wording(RulingDecision.JUDGE, None, {}, ())
    if attempts.make(
        request,
        lambda actor: acts.add_ruling(version=found, code=code, wording=empty, actor=actor, now=timezone.now()),
        "Added at the end; write its texts.",
    ):
        return redirect("ruling", version, code)
    return redirect("guideline", version)


@roles_required(Role.MANAGER)
@require_POST
def remove(request: HttpRequest, version: int, code: str) -> HttpResponse:
    found = get_object_or_404(Ruling.objects.select_related("guideline"), guideline__number=version, code=code)
    taken = found.guideline
    attempts.make(
        request,
        lambda actor: acts.remove_ruling(version=taken, code=code, actor=actor, now=timezone.now()),
        "Taken out of the draft.",
    )
    return redirect("guideline", version)


def asked(version: int) -> GuidelineVersion:
    return get_object_or_404(GuidelineVersion, number=version)
