"""How entries of the record read."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def sentence(act: str) -> str:
    """`suspend_person` → `suspend person`."""
    return act.replace("_", " ")


@register.filter
def told(detail: dict[str, Any]) -> str:
    """The detail of an act on one line: `before: annotator; after: annotator, manager`."""
    ordered = sorted(detail.items(), key=lambda item: item[0] != "before")
    return "; ".join(f"{name}: {worded(value)}" for name, value in ordered)


def worded(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return str(value)
