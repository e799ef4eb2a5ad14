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
    ("runs", _("Models"), frozenset({MANAGER, AUDITOR})),
    ("people", _("People"), frozenset({MANAGER})),
    ("record", _("Record"), frozenset({MANAGER, AUDITOR})),
    ("pay", _("Pay"), frozenset({Role.PAYROLL})),
    ("tokens", _("Tokens"), frozenset({Role.PAYROLL})),
    ("work", _("Work"), frozenset({ANNOTATOR})),
)
# Pages that stand beside each other under one place, by what opens the first.
BESIDE: dict[str, tuple[tuple[str, str], ...]] = {
    "overview": (("overview", "Work"), ("health", "Health")),
    "runs": (
        ("runs", "Runs"),
        ("templates", "Templates"),
        ("profiles", "Models"),
        ("budgets", "Budgets"),
        ("scores", "Scores"),
        ("styles", "Styles"),
    ),
}


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    label: Promise | str
    url: str
    here: bool


@register.simple_tag(takes_context=True)
def places(context: dict[str, Any]) -> list[Place]:
    """What this person may open, in the order of the work."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or not isinstance(user, User):
        return []
    open_to = [(name, label) for name, label, roles in PLACES if user.has_role(*roles)]
    return [Place(label, reverse(name), here=is_in(request.path, name)) for name, label in open_to]


def is_in(path: str, place: str) -> bool:
    """Whether an address lies under a place, or under what stands beside it."""
    return any(path.startswith(reverse(name)) for name in [place, *(name for name, _ in BESIDE.get(place, ()))])


@register.inclusion_tag("annotation/beside.html", takes_context=True)
def beside(context: dict[str, Any], place: str) -> dict[str, Any]:
    """The pages of a place, as tabs: `{% beside "runs" %}`."""
    path = context["request"].path
    tabs = [Place(label, reverse(name), path.startswith(reverse(name))) for name, label in BESIDE[place]]
    return {"tabs": tabs, "label": next(label for name, label, _ in PLACES if name == place)}
