"""Exports: asking for one, following it, stopping it, and taking it along."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_POST, require_safe

from annotation.actions import export_runs
from annotation.choices import ExportState, Role, WayOut
from annotation.errors import AnnotationError
from annotation.gateways import bundles
from annotation.models import Batch, ExportRun
from annotation.pages.cursors import before, cut
from annotation.pages.forms.exports import ExportForm
from annotation.pages.permissions import READERS, manages, person, roles_required
from annotation.queries import exports, progress, pulses, standings

PAGE = 20
MOST_BATCHES = 100


@roles_required(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """What there is, what is unresolved, and the form."""
    return shown(request, ExportForm(batches=named()))


@roles_required(Role.MANAGER)
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Have one written; the same form sent twice has it written once."""
    form = ExportForm(request.POST, batches=named())
    if not form.is_valid():
        return shown(request, form)
    run = export_runs.ask(
        key=form.cleaned_data["key"],
        way=WayOut(form.cleaned_data["way"]),
        options=form.options(),
        actor=person(request).username,
        now=timezone.now(),
    )
    return redirect("export", run.pk)


def named() -> list[str]:
    return [*Batch.objects.order_by("-pk").values_list("name", flat=True)[:MOST_BATCHES]]


def shown(request: HttpRequest, form: ExportForm) -> HttpResponse:
    found = cut(before(ExportRun.objects.order_by("-pk"), request), PAGE)
    context = {
        "runs": found.rows,
        "next": found.next,
        "form": form,
        "project": standings.of_project(),
        "batches": progress.of_batches([*Batch.objects.order_by("-pk")[:MOST_BATCHES]]),
        "manages": manages(request),
    }
    return render(request, "annotation/exports.html", context)


@roles_required(*READERS)
@require_safe
def one(request: HttpRequest, run: int) -> HttpResponse:
    """One of them: how far it is, or its files."""
    return render(request, "annotation/export.html", standing(request, run))


@roles_required(*READERS)
@require_safe
@cache_control(private=True, no_store=True)
@conditional_page
def live(request: HttpRequest, run: int) -> HttpResponse:
    """The part that changes."""
    context = standing(request, run)
    answer = render(request, "annotation/export_live.html", context)
    if not context["run"].is_under_way:
        answer["X-Over"] = "1"  # the page loads itself anew, with what can be done now
    return answer


def standing(request: HttpRequest, run: int) -> dict[str, Any]:
    found = get_object_or_404(ExportRun, pk=run)
    is_done = found.state == ExportState.DONE
    return {
        "run": found,
        "time_left": exports.time_left(found, timezone.now()),
        "files": bundles.files(Path(found.place)) if is_done else [],
        "excluded": sorted(found.counts.get("excluded", {}).items()),
        "unresolved": sorted(found.counts.get("unresolved", {}).items()),
        "again": None if is_done else again(found),
        "health": pulses.health(),
        "manages": manages(request),
    }


def again(run: ExportRun) -> list[tuple[WayOut, ExportForm]]:
    """The same once more, another way out; each form has its own key."""
    others = [way for way in WayOut if way not in {WayOut.WAIT, run.way}]
    return [(way, ExportForm(initial=run.options | {"way": way}, batches=run.options["sources"])) for way in others]


@roles_required(Role.MANAGER)
@require_POST
def stop(request: HttpRequest, run: int) -> HttpResponse:
    """Stop it; nothing of it is kept."""
    return changed(request, run, export_runs.stop)


@roles_required(Role.MANAGER)
@require_POST
def resume(request: HttpRequest, run: int) -> HttpResponse:
    """Have it written after all."""
    return changed(request, run, export_runs.resume)


def changed(request: HttpRequest, run: int, act: Any) -> HttpResponse:
    found = get_object_or_404(ExportRun, pk=run)
    try:
        act(run=found, actor=person(request).username, now=timezone.now())
    except AnnotationError as error:
        messages.error(request, str(error))
    return redirect("export", run)


@roles_required(*READERS)
@require_safe
def as_zip(request: HttpRequest, run: int) -> StreamingHttpResponse:
    """All files, as one; made while it is sent."""
    found, names = done(run)
    root = f"test-set-{found.pk}"
    answer = StreamingHttpResponse(bundles.zipped(Path(found.place), names, root), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{root}.zip"'
    return answer


@roles_required(*READERS)
@require_safe
def file(request: HttpRequest, run: int, inside: str) -> FileResponse:
    """One file of it."""
    found, names = done(run)
    if inside not in names:
        raise Http404
    return FileResponse((Path(found.place) / inside).open("rb"), as_attachment=True, filename=Path(inside).name)


def done(run: int) -> tuple[ExportRun, list[str]]:
    """A finished export whose files are there."""
    found = get_object_or_404(ExportRun, pk=run, state=ExportState.DONE)
    names = [name for name, _ in bundles.files(Path(found.place))]
    if not names:
        raise Http404
    return found, names
