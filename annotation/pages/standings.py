"""The rows behind the numbers of the overview."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotation.models import Batch
from annotation.pages.cursors import cut, key
from annotation.pages.forms.scores import ScoreFields
from annotation.pages.permissions import READERS, roles_required
from annotation.queries import presences, standings
from dataset.queries import scores

PAGE = 50
TITLES = {
    "done": ("Done", "Settled, or withdrawn: nobody need do anything for these any more."),
    "work": ("In work", "Opinions are wanted, and those that are in do not differ."),
    "contested": ("Contested", "Opinions differ: a further one is asked, or the desk is."),
    "settled": ("Settled", "By consensus, at the desk or provisionally."),
    "preparing": ("Being prepared", "Their batch is still opening."),
    "aside": ("Set aside", "Until a manager takes them up again."),
}


@roles_required(*READERS)
@require_safe
def pairs(request: HttpRequest) -> HttpResponse:
    """The pairs in one state, the newest first; of one batch when the address says so."""
    show = request.GET.get("show", "work")
    if show not in TITLES:
        raise Http404
    name = request.GET.get("batch", "")
    batch = get_object_or_404(Batch, name=name) if name else None
    form = ScoreFields(request.GET)
    limits = scores.meant(form.limits()) if form.is_valid() else ()
    before = key(request, "before")
    found = cut(standings.pairs(show=show, batch=batch, limits=limits, before=before, limit=PAGE + 1), PAGE)
    title, says = TITLES[show]
    context: dict[str, Any] = {
        "pairs": found.rows,
        "next": found.next,
        "show": show,
        "batch": batch,
        "title": title,
        "says": says,
    }
    context |= {"form": form, "asked": form.asked(), "titles": TITLES}
    return render(request, "annotation/standing.html", context)


@roles_required(*READERS)
@require_safe
def judgments(request: HttpRequest) -> HttpResponse:
    """What was judged, the newest first."""
    found = cut(presences.judgments(before=key(request, "before"), limit=PAGE + 1), PAGE)
    return render(request, "annotation/judgments.html", {"judgments": found.rows, "next": found.next})
