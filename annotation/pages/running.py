"""Changing a batch while it runs: its terms, what people hold of it, pairs that leave it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from annotation.actions import running, withdrawals
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.models import Annotator, Batch
from annotation.pages.forms.running import LeasesForm, TermsForm, WithdrawalsForm
from annotation.pages.permissions import person, roles_required
from annotation.queries import images


@roles_required(Role.MANAGER)
@require_POST
def terms(request: HttpRequest, name: str) -> HttpResponse:
    """How urgent it is, by when it should end, how much gold it gives."""
    batch, form = get_object_or_404(Batch, name=name), TermsForm(request.POST)
    if not form.is_valid():
        messages.error(
            request,
            "A priority is a whole number from -100 to 100, a deadline is a date, gold at most 20 of a hundred.",
        )
        return redirect("batch", name)
    try:
        running.change_terms(batch=batch, actor=person(request).username, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Changed.")
    except AnnotationError as error:
        messages.error(request, str(error))
    return redirect("batch", name)


@roles_required(Role.MANAGER)
@require_POST
def leases(request: HttpRequest, name: str) -> HttpResponse:
    """Take back what somebody holds of the batch, or hand it to another."""
    batch, form = get_object_or_404(Batch, name=name), LeasesForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say whose pairs, and to whom.")
        return redirect("batch", name)
    said, actor, now = form.cleaned_data, person(request).username, timezone.now()
    giver = get_object_or_404(Annotator, user__username=said["annotator"])
    if not said["to"]:
        n = running.give_back(batch=batch, annotator=giver, actor=actor, now=now)
        messages.success(request, f"Back in the queue: {n}.")
        return redirect("batch", name)
    taker = Annotator.objects.filter(user__username=said["to"]).first()
    if taker is None:
        messages.error(request, f"Nobody who judges is named {said['to']}.")
        return redirect("batch", name)
    n = running.hand_over(batch=batch, giver=giver, taker=taker, actor=actor, now=now)
    messages.success(request, f"Handed over: {n}. What they may not be given is back in the queue.")
    return redirect("batch", name)


@roles_required(Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, name: str) -> HttpResponse:
    """Take many pictures out of use at once: named, looked at, then withdrawn with one reason."""
    batch, form = get_object_or_404(Batch, name=name), WithdrawalsForm(request.POST or None)
    context = {"batch": batch, "form": form}
    if not form.is_valid():
        return render(request, "annotation/batch_withdrawals.html", context)
    found = images.of_batch_named(batch, form.cleaned_data["pictures"])
    if not form.cleaned_data["seen"] or not found.images:
        return render(request, "annotation/batch_withdrawals.html", context | {"found": found})
    reason, actor = form.cleaned_data["reason"], person(request).username
    n = sum(
        withdrawals.withdraw_image(image=image, reason=reason, actor=actor, now=timezone.now())
        for image in found.images
    )
    messages.success(request, f"Out of use: {len(found.images)} pictures. Pairs taken out of work: {n}.")
    return redirect("batch", name)
