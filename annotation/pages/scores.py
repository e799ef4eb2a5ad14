"""Scores of pictures: who gives them, what brought them; and what managers do with them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotation.actions import scores as acts
from annotation.actions.scores import COVERED_AT_ONCE, Brought
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.pages.cursors import before, cut
from annotation.pages.forms.score_acts import BringForm, CoverForm, ThresholdForm, WalkForm
from annotation.pages.permissions import READERS, manages, person, roles_required
from annotation.pages.score_plots import score_plot
from annotation.queries import batch_previews
from annotation.rules.selections import Selection
from dataset.actions.scores import Problem
from dataset.choices import RunState, ScorerPlace
from dataset.errors import DatasetError
from dataset.models import ScoreRun
from dataset.queries import score_covers, score_runs
from dataset.queries import scores as queries
from dataset.rules.score_limits import Kind

PAGE, SHOWN = 25, 12


@roles_required(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """The scorers, and what brought scores, the newest first."""
    return listed(request, BringForm())


def listed(request: HttpRequest, bringing: BringForm, walking: WalkForm | None = None) -> HttpResponse:
    found = cut(before(score_runs.runs(), request), PAGE)
    named, problem = score_runs.runnable()
    context = {
        "scorers": score_runs.scorers(),
        "runs": found.rows,
        "next": found.next,
        "bringing": bringing,
        "walking": walking or WalkForm(named=named) if named else None,
        "problem": problem,
        "manages": manages(request),
    }
    return render(request, "annotation/scores.html", context)


@roles_required(Role.MANAGER)
@require_POST
def bring_in(request: HttpRequest) -> HttpResponse:
    """Take scores in that somebody pasted."""
    form = BringForm(request.POST)
    if not form.is_valid():
        return listed(request, form)
    said = form.cleaned_data
    what = Brought(Kind(said["kind"]), said["scorer"], said["version"], said["model"], said["source"])
    try:
        run = acts.bring_in(
            what=what, rows=form.rows(), content=form.content, actor=person(request).username, now=timezone.now()
        )
    except DatasetError as error:
        form.add_error(None, str(error))
        return listed(request, form)
    messages.success(request, f"Added: {run.n_added}. Known: {run.n_known}. Refused: {run.n_refused}.")
    return redirect("score_run", run.pk)


@roles_required(Role.MANAGER)
@require_POST
def walk(request: HttpRequest) -> HttpResponse:
    """Have workers score the pictures."""
    form = WalkForm(request.POST, named=score_runs.runnable()[0])
    if not form.is_valid():
        return listed(request, BringForm(), form)
    said, actor, now = form.cleaned_data, person(request).username, timezone.now()
    try:
        run = acts.begin_walk(name=said["scorer"], source=said["source"], most=said["most"] or 0, actor=actor, now=now)
    except DatasetError as error:
        form.add_error(None, str(error))
        return listed(request, BringForm(), form)
    return redirect("score_run", run.pk)


@roles_required(*READERS)
@require_safe
def one(request: HttpRequest, run: int) -> HttpResponse:
    """One file or walk: what became of its rows."""
    found = get_object_or_404(ScoreRun.objects.select_related("scorer"), pk=run)
    is_walk = found.scorer.place == ScorerPlace.HERE
    context = {
        "run": found,
        "is_walk": is_walk,
        "problems": [Problem(*problem) for problem in found.problems],
        "goes": is_walk and found.state == RunState.RUNNING,
        "manages": manages(request),
    }
    return render(request, "annotation/score_run.html", context)


@roles_required(Role.MANAGER)
@require_POST
def stop(request: HttpRequest, run: int) -> HttpResponse:
    """Have the workers walk no further."""
    found = get_object_or_404(ScoreRun.objects.select_related("scorer"), pk=run)
    try:
        acts.stop_walk(run=found, actor=person(request).username, now=timezone.now())
        messages.success(request, "Stopped. Begun again with the same wishes, it goes on.")
    except DatasetError as error:
        messages.error(request, str(error))
    return redirect("score_run", run)


@roles_required(Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: HttpRequest) -> HttpResponse:
    """What a threshold would make sensitive; and making it so, with a reason."""
    if request.method != "POST":
        form = ThresholdForm(request.GET) if "least" in request.GET else ThresholdForm()
        return previewed(request, form, CoverForm())
    form = CoverForm(request.POST)
    if not form.is_valid():
        return previewed(request, ThresholdForm(request.POST), form)
    try:
        n = acts.cover(
            limit=form.limit(), reason=form.cleaned_data["reason"], actor=person(request).username, now=timezone.now()
        )
    except (AnnotationError, DatasetError) as error:
        form.add_error(None, str(error))
        return previewed(request, ThresholdForm(request.POST), form)
    left = f" At most {COVERED_AT_ONCE:,} at once: do it again for the others." if n == COVERED_AT_ONCE else ""
    messages.success(request, f"Sensitive from now on: {n:,}.{left}")
    return redirect("sensitivities")


def previewed(request: HttpRequest, form: ThresholdForm, acting: CoverForm) -> HttpResponse:
    """The page, with what the valid form would reach."""
    context: dict[str, Any] = {"form": form, "acting": acting, "at_once": COVERED_AT_ONCE}
    if form.is_bound and form.is_valid():
        [limit] = queries.meant([form.limit()])
        looked = batch_previews.look(Selection(unjudged=False, scores=(limit,)))
        context |= {
            "limit": limit,
            "n": score_covers.due(limit).count(),
            "images": score_covers.nearest(limit, SHOWN),
            "plots": [score_plot(one) for one in looked.histograms() if one.limit.kind is Kind.NSFW],
        }
    return render(request, "annotation/score_cover.html", context)
