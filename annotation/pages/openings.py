"""Opening a batch: the form, and what it would take, shown while it is filled in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from annotation.actions import batches
from annotation.choices import Role, SieveAct
from annotation.errors import AnnotationError
from annotation.models import Annotator, Batch
from annotation.pages.forms.batches import AT_MOST, WANTED, BatchForm, PreviewForm
from annotation.pages.permissions import person, roles_required
from annotation.pages.score_plots import score_plot
from annotation.queries import batch_previews, groups, pay_rules, people, qualifications
from annotation.rules.paces import DayPrice
from annotation.rules.selections import Selection
from dataset.models import ImportRun


@roles_required(Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def open_batch(request: HttpRequest) -> HttpResponse:
    """The form, and the batch that it opens."""
    annotators = people.working_annotators()
    initial = {"requires_qualification": qualifications.has_enough()}
    form = BatchForm(request.POST or None, initial=initial, annotators=annotators, **choices(annotators))
    if form.is_valid() and (batch := opened(request, form)) is not None:
        return redirect("batch", batch.name)
    context = {"form": form} | (expected(form) if form.is_bound and form.is_valid() else unasked())
    return render(request, "annotation/open_batch.html", context)


def expected(form: PreviewForm) -> dict[str, Any]:
    """What a batch by this valid form would take, and what its people cannot be asked about."""
    looked, said = batch_previews.look(form.selection()), form.cleaned_data
    preview = batch_previews.preview(looked)
    return {
        "preview": preview,
        "plots": [score_plot(one) for one in preview.histograms],
        "outlook": batch_previews.outlook(
            looked, form.chosen(), price(), wanted=said["wanted"], at_most=said["at_most"]
        ),
        "wanted": said["wanted"],
        "at_most": said["at_most"],
    }


def unasked() -> dict[str, Any]:
    """What a batch would take before anything was chosen."""
    looked = batch_previews.look(Selection())
    preview = batch_previews.preview(looked)
    return {
        "preview": preview,
        "plots": [score_plot(one) for one in preview.histograms],
        "outlook": batch_previews.outlook(looked, [], price(), wanted=WANTED, at_most=AT_MOST),
        "wanted": WANTED,
        "at_most": AT_MOST,
    }


def price() -> DayPrice:
    """What a day of work costs by today's rule of pay."""
    return pay_rules.day_price(timezone.now().date())


def choices(annotators: list[Annotator]) -> dict[str, Any]:
    """What the form offers: the sources that there are, the languages that somebody reads, the groups."""
    sources = ImportRun.objects.order_by("source").values_list("source", flat=True).distinct()
    read = sorted({language for annotator in annotators for language in annotator.languages})
    return {"sources": [*sources], "read": read, "groups": groups.everything()}


def opened(request: HttpRequest, form: BatchForm) -> Batch | None:
    """The batch, or None with the reason on the form."""
    said = form.cleaned_data
    try:
        return batches.open_batch(
            name=said["name"],
            selection=form.selection(),
            wanted=said["wanted"],
            at_most=said["at_most"],
            split_to_desk=said["split_to_desk"],
            requires_qualification=said["requires_qualification"],
            terms=form.terms(),
            unread=SieveAct(said["unread"]) if said["unread"] else None,
            annotators=form.chosen(),
            actor=person(request).username,
            now=timezone.now(),
        )
    except AnnotationError as error:
        form.add_error("name" if isinstance(error, batches.BatchNameTaken) else None, str(error))
        return None


@roles_required(Role.MANAGER)
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """What the half-filled form would take."""
    annotators = people.working_annotators()
    form = PreviewForm(request.GET, annotators=annotators, **choices(annotators))
    context = {"form": form} | (expected(form) if form.is_valid() else {})
    return render(request, "annotation/preview.html", context)
