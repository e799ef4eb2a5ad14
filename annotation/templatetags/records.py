"""How entries of the record read."""

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse

register = template.Library()

LONGEST = 300
PAGES = {
    "image": "pair",
    "pair": "round",
    "batch": "batch",
    "user": "person",
    "export": "export",
    "run": "run",
    "prompt": "prompt",
    "arrival": "arrival",
}


@register.filter
def sentence(act: str) -> str:
    """`suspend_person` → `suspend person`."""
    return act.replace("_", " ")


@register.filter
def told(detail: dict[str, Any]) -> str:
    """The detail of an act on one line: `before: annotator; after: annotator, manager`."""
    ordered = sorted(detail.items(), key=lambda item: item[0] != "before")
    return "; ".join(f"{name}: {worded(value)}" for name, value in ordered)


@register.filter
def address(subject: str) -> str:
    """Where the subject of an act is to be seen: `batch pilot` → `/batches/pilot/`; empty when it has no page."""
    kind, _, name = subject.partition(" ")
    try:
        return reverse(PAGES[kind], args=[name]) if kind in PAGES else ""
    except NoReverseMatch:
        return ""


def worded(value: object) -> str:
    """What is long, such as a ruling in three languages, is cut: the table of the record has all of it."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    said = str(value)
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
