"""Proof-reading: clean prompts beside what was struck, kept or sent back by a key each."""

from uuid import uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from annotation.actions import proofs as acts
from annotation.choices import ProofDecision, Role
from annotation.errors import AnnotationError
from annotation.models import BatchPair, ProofReading
from annotation.pages.cursors import key
from annotation.pages.desk import asked_batch
from annotation.pages.forms.proofs import ReadingForm
from annotation.pages.permissions import READERS, person, roles_required
from annotation.pages.results import shown
from annotation.queries import proofs

PAGE = 24


@roles_required(Role.ADJUDICATOR, Role.MANAGER)
@require_safe
def to_read(request: HttpRequest) -> HttpResponse:
    """What is to be read, the oldest first."""
    batch = asked_batch(request)
    found = proofs.due(batch=batch, limit=PAGE, after=key(request, "after"))
    context = {
        "rows": [(shown(result), uuid4()) for result in found.results],
        "next": found.next,
        "n_due": proofs.n_due(batch=batch),
        "batch": batch,
    }
    return render(request, "annotation/proofs.html", context)


@roles_required(Role.ADJUDICATOR, Role.MANAGER)
@require_POST
def read(request: HttpRequest, pair: int) -> HttpResponse:
    """Keep it or send it back. A script asks for JSON and is told in it; a form goes back to the list."""
    get_object_or_404(BatchPair, pk=pair)
    problem = said(request, pair)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"problem": problem}, status=409 if problem else 200)
    if problem:
        messages.error(request, problem)
    batch = asked_batch(request)
    return redirect(reverse("proofs") + (f"?{urlencode({'batch': batch.name})}" if batch else ""))


def said(request: HttpRequest, pair: int) -> str:
    """Keep what the form says; return what is wrong with it, or nothing."""
    form = ReadingForm(request.POST)
    if not form.is_valid():
        return "That could not be read."
    told = form.cleaned_data
    decision = ProofDecision(told["decision"])
    reason = told["reason"] if decision == ProofDecision.BACK else ""
    reading = acts.Reading(told["uuid"], pair, told["verdict"], decision, reason)
    try:
        acts.read(reader=person(request), reading=reading, now=timezone.now())
    except AnnotationError as error:
        return str(error)
    return ""


@roles_required(Role.ADJUDICATOR, *READERS)
@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """Who read which clean prompt, the newest first; of one person when the address says so."""
    reader = request.GET.get("by", "")
    found = [*before(proofs.readings(reader=reader), request)[: PAGE + 1]]
    context = {
        "readings": found[:PAGE],
        "next": found[PAGE - 1].verdict_id if len(found) > PAGE else None,
        "reader": reader,
        "reads": person(request).has_role(*READERS),
    }
    return render(request, "annotation/proof_readings.html", context)


def before(rows: QuerySet[ProofReading], request: HttpRequest) -> QuerySet[ProofReading]:
    """Those older than the one of the verdict that the address names."""
    named = key(request, "before")
    last = ProofReading.objects.filter(verdict=named).first() if named else None
    if last is None:
        return rows
    at = last.created_at
    return rows.filter(created_at__lte=at).exclude(created_at=at, verdict__gte=last.verdict_id)
