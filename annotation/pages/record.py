"""The record of every act, to be searched."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotation.pages.cursors import before, cut
from annotation.pages.forms.record import RecordForm
from annotation.pages.permissions import READERS, manages, roles_required
from annotation.queries import record

PAGE = 50


@roles_required(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """The newest first, narrowed to what is asked."""
    form = RecordForm(request.GET, acts=record.acts())
    form.is_valid()
    found = cut(before(record.entries(form.asked), request), PAGE)
    query = request.GET.copy()
    query.pop("before", None)
    context = {"entries": found.rows, "next": found.next, "form": form, "query": query.urlencode()} | {
        "manages": manages(request)
    }
    return render(request, "annotation/record.html", context)
