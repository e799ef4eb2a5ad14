"""Asking another number of opinions while a batch runs: what it would bring, then the order."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from annotation.actions import overlaps
from annotation.choices import BatchState, Role
from annotation.errors import AnnotationError
from annotation.models import Batch
from annotation.pages.forms.running import OverlapForm, OverlapOrderForm
from annotation.pages.permissions import person, roles_required
from annotation.queries import overlaps as queries


@roles_required(Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, name: str) -> HttpResponse:
    """The form; with numbers in the address what they would bring; sent, the order."""
    batch, now = get_object_or_404(Batch, name=name), timezone.now()
    form = OverlapForm(request.GET or None, initial={"wanted": batch.wanted, "at_most": batch.at_most})
    order = OverlapOrderForm(request.POST or None)
    if order.is_valid():
        try:
            overlaps.begin(batch=batch, actor=person(request).username, now=now, **order.cleaned_data)
            messages.success(request, "Ordered: pairs in work change in the next moments.")
            return redirect("batch", name)
        except AnnotationError as error:
            order.add_error(None, str(error))
    form = OverlapForm(request.POST) if order.is_bound else form
    context = {"batch": batch, "form": form, "order": order, "changes": queries.of(batch)}
    if form.is_valid() and batch.state != BatchState.CLOSED:
        context |= {"said": form.cleaned_data, "preview": queries.preview(batch, now=now, **form.cleaned_data)}
    return render(request, "annotation/batch_overlap.html", context)
