"""The main navigation: what the roles of the person open."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotation.choices import Role
from annotation.models import User

register = template.Library()

MANAGER, AUDITOR, ADJUDICATOR, ANNOTATOR = Role.MANAGER, Role.AUDITOR, Role.ADJUDICATOR, Role.ANNOTATOR
PLACES: tuple[tuple[str, Promise, frozenset[Role]], ...] = (
    ("overview", _("Overview"), frozenset({MANAGER, AUDITOR})),
    ("imports", _("Imports"), frozenset({MANAGER, AUDITOR})),
    ("batches", _("Batches"), frozenset({MANAGER, AUDITOR})),
    ("desk", _("Desk"), frozenset({MANAGER, ADJUDICATOR})),
    ("questions", _("Questions"), frozenset({MANAGER, ADJUDICATOR, AUDITOR})),
    ("results", _("Results"), frozenset({MANAGER, AUDITOR})),
    ("exports", _("Exports"), frozenset({MANAGER, AUDITOR})),
    ("gold", _("Gold"), frozenset({MANAGER, AUDITOR})),
    ("sensitivities", _("Sensitive"), frozenset({MANAGER})),
    ("guidelines", _("Rulings"), frozenset({MANAGER, AUDITOR})),
    ("people", _("People"), frozenset({MANAGER})),
    ("record", _("Record"), frozenset({MANAGER, AUDITOR})),
    ("pay", _("Pay"), frozenset({Role.PAYROLL})),
    ("tokens", _("Tokens"), frozenset({Role.PAYROLL})),
    ("work", _("Work"), frozenset({ANNOTATOR})),
)


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    label: Promise
    url: str
    here: bool


@register.simple_tag(takes_context=True)
def places(context: dict[str, Any]) -> list[Place]:
    """What this person may open, in the order of the work."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or not isinstance(user, User):
        return []
    open_to = [(reverse(name), label) for name, label, roles in PLACES if user.has_role(*roles)]
    return [Place(label, url, here=request.path.startswith(url)) for url, label in open_to]
