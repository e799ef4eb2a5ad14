"""Batches: all of them, and one with its people."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from annotation.actions import batches, memberships, sieves
from annotation.choices import BatchState, Role
from annotation.errors import AnnotationError
from annotation.models import Annotator, Batch, Group
from annotation.pages.cursors import Cut, before, cut
from annotation.pages.forms.batches import SieveForm
from annotation.pages.forms.running import TermsForm
from annotation.pages.permissions import READERS, manages, person, roles_required
from annotation.queries import coverage, groups, pay_rules, people, progress, standings
from annotation.rules.paces import forecast

PAGE = 50
PEOPLE = 25
CHANGES: dict[str, Callable[..., None]] = {"pause": batches.pause, "resume": batches.resume, "close": batches.close}
GROUP_ACTS = {"add": memberships.add_group, "remove": memberships.remove_group}


@roles_required(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All batches, the newest first."""
    found: Cut[Batch] = cut(before(Batch.objects.order_by("-pk"), request), PAGE)
    context = {"batches": progress.of_batches(found.rows), "next": found.next, "manages": manages(request)}
    return render(request, "annotation/batches.html", context)


@roles_required(*READERS)
@require_safe
def one(request: HttpRequest, name: str) -> HttpResponse:
    """One batch: how far it is, who works on it, what can be done."""
    batch = get_object_or_404(Batch.objects.select_related("guideline"), name=name)
    found = progress.of_members(batch, after=request.GET.get("after", "").replace("\0", ""), limit=PEOPLE + 1)
    members = found[:PEOPLE]
    context = (
        standing(batch)
        | outlook(batch, timezone.now())
        | {
            "members": members,
            "skip_notes": progress.skip_notes(batch) if manages(request) else [],
            "after": members[-1].member.annotator.user.username if len(found) > PEOPLE else "",
            "joinable": people.working_annotators(but_in=batch),
            "groups": groups.named(),
            "coverage": coverage.of_batch(batch),
            "terms": TermsForm(initial={name: getattr(batch, name) for name in TermsForm.base_fields}),
            "takers": progress.working_in(batch),
            "manages": manages(request) and batch.state != BatchState.CLOSED,
        }
    )
    return render(request, "annotation/batch.html", context)


def outlook(batch: Batch, now: datetime) -> dict[str, Any]:
    """When it ends if everybody works on it alone, and whether that is beyond its deadline."""
    left = standings.left_of(batch) if batch.state != BatchState.CLOSED else None
    _, week = standings.pace()
    found = forecast(left, week, pay_rules.day_price(now.date()), now) if left else None
    late = bool(found and found.n_opinions and batch.deadline and found.ends_on > batch.deadline)
    return {"forecast": found, "week": week, "late": late}


@roles_required(*READERS)
@require_safe
def how_far(request: HttpRequest, name: str) -> HttpResponse:
    """The figures alone, for the page to renew while the batch is being prepared."""
    return render(request, "annotation/batch_progress.html", standing(get_object_or_404(Batch, name=name)))


def standing(batch: Batch) -> dict[str, Any]:
    return {"batch": batch, "progress": progress.of_batches([batch])[0]}


@roles_required(Role.MANAGER)
@require_POST
def change(request: HttpRequest, name: str, act: str) -> HttpResponse:
    """Pause, resume or close."""
    batch = get_object_or_404(Batch, name=name)
    try:
        CHANGES[act](batch=batch, actor=person(request).username, now=timezone.now())
    except AnnotationError as error:
        messages.error(request, str(error))
    return redirect("batch", name)


@roles_required(Role.MANAGER)
@require_POST
def sieve(request: HttpRequest, name: str) -> HttpResponse:
    """Leave out, park or take up again the pairs of a kind that nobody met; the first of them at once."""
    batch, now = get_object_or_404(Batch, name=name), timezone.now()
    form = SieveForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say what is to be done, and why: the reason stays in the record.")
        return redirect("batch", name)
    try:
        order = sieves.begin(batch=batch, actor=person(request).username, now=now, **form.cleaned_data)
        sieves.go_on(sieve=order, now=now)
    except AnnotationError as error:
        messages.error(request, str(error))
    return redirect("batch", name)


@roles_required(Role.MANAGER)
@require_POST
def add_member(request: HttpRequest, name: str) -> HttpResponse:
    """Let an annotator work on it."""
    batch = get_object_or_404(Batch, name=name)
    annotator = get_object_or_404(Annotator.objects.working(), user__username=request.POST.get("annotator", ""))
    batches.add_member(batch=batch, annotator=annotator, actor=person(request).username, now=timezone.now())
    return redirect("batch", name)


@roles_required(Role.MANAGER)
@require_POST
def remove_member(request: HttpRequest, name: str) -> HttpResponse:
    """Give an annotator nothing more of it."""
    batch = get_object_or_404(Batch, name=name)
    annotator = get_object_or_404(Annotator, user__username=request.POST.get("annotator", ""))
    batches.remove_member(batch=batch, annotator=annotator, actor=person(request).username, now=timezone.now())
    return redirect("batch", name)


@roles_required(Role.MANAGER)
@require_POST
def change_group(request: HttpRequest, name: str) -> HttpResponse:
    """Let all of a group work on it, or none of them."""
    batch = get_object_or_404(Batch, name=name)
    group, act = Group.objects.filter(name=request.POST.get("group", "")).first(), request.POST.get("act", "add")
    if group is None or act not in GROUP_ACTS:
        messages.error(request, "Say which group.")
        return redirect("batch", name)
    n = GROUP_ACTS[act](batch=batch, group=group, actor=person(request).username, now=timezone.now())
    messages.success(request, f"{group.name}: {n} {'joined' if act == 'add' else 'left'}.")
    return redirect("batch", name)
