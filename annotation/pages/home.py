"""Where everybody begins: each role at its own work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from annotation.choices import Role
from annotation.pages.permissions import person, signed_in

BEGINNINGS = (
    (Role.MANAGER, "overview"),
    (Role.AUDITOR, "overview"),
    (Role.ADJUDICATOR, "desk"),
    (Role.PAYROLL, "pay"),
    (Role.ANNOTATOR, "work"),
)


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Send each person to where their work begins."""
    roles = person(request).roles
    return redirect(next((place for role, place in BEGINNINGS if role in roles), "me"))
