"""The main navigation: what the roles of the person open."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse

from annotation.choices import Role
from annotation.models import User

register = template.Library()

MANAGER, AUDITOR, ADJUDICATOR, ANNOTATOR = Role.MANAGER, Role.AUDITOR, Role.ADJUDICATOR, Role.ANNOTATOR
PLACES: tuple[tuple[str, str, frozenset[Role]], ...] = (
    ("overview", "Overview", frozenset({MANAGER, AUDITOR})),
    ("imports", "Imports", frozenset({MANAGER, AUDITOR})),
    ("batches", "Batches", frozenset({MANAGER, AUDITOR})),
    ("desk", "Desk", frozenset({MANAGER, ADJUDICATOR})),
    ("results", "Results", frozenset({MANAGER, AUDITOR})),
    ("people", "People", frozenset({MANAGER})),
    ("work", "Work", frozenset({ANNOTATOR})),
)


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    label: str
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
