"""Inviting many at once from a table: a verdict for each row first, then a sheet of links to print and cut."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from annotation.actions import invitations
from annotation.actions.links import IssuedLink
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.pages.forms.invitations import TableForm
from annotation.pages.permissions import person, roles_required
from annotation.pages.qr import Code, code
from annotation.queries import people
from annotation.rules import languages
from annotation.rules.intervals import zones
from annotation.rules.invitations import COLUMNS, MOST_ROWS, Known, Row, Unreadable, read


@dataclass(frozen=True)
class Slip:
    """One link as it is printed."""

    link: IssuedLink
    address: str
    code: Code


@roles_required(Role.MANAGER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """The table with a verdict for each row; when it is sent to be made, all links or none."""
    form = TableForm(request.POST or None)
    rows: list[Row] = []
    if form.is_valid():
        try:
            rows = read(form.cleaned_data["rows"], known())
            if request.POST.get("act") == "make":
                return made(request, rows, form)
        except Unreadable as error:
            form.add_error("rows", str(error))
        except AnnotationError as error:
            messages.error(request, str(error))
    return render(request, "annotation/invitations.html", {"form": form, **verdicts(rows)})


def known() -> Known:
    return Known(Role.values, [code for code, _ in languages.CHOICES], zones())


def verdicts(rows: list[Row]) -> dict[str, Any]:
    """Each row with what would become of it."""
    invited, joined = people.known_names([row.name for row in rows], now=timezone.now())
    told = [(row, verdict(row, row.name in invited, row.name in joined)) for row in rows]
    n_refused = sum(bool(row.refused) for row in rows)
    return {"told": told, "n_refused": n_refused, "columns": COLUMNS, "most": MOST_ROWS}


def verdict(row: Row, is_invited: bool, has_joined: bool) -> str:  # noqa: FBT001  two facts of one row
    if row.refused:
        return row.refused
    if is_invited:
        return "invited already: gets a new link, the old one dies"
    return "somebody of this name is here already" if has_joined else ""


def made(request: HttpRequest, rows: list[Row], form: TableForm) -> HttpResponse:
    lasts = timedelta(days=form.cleaned_data["days"])
    issued = invitations.invite_all(rows=rows, actor=person(request).username, now=timezone.now(), lasts=lasts)
    slips = [slip(request, link) for link in issued]
    return render(request, "annotation/invitation_sheet.html", {"slips": slips})


def slip(request: HttpRequest, link: IssuedLink) -> Slip:
    address = request.build_absolute_uri(reverse("join", args=[link.token]))
    return Slip(link, address, code(address))
