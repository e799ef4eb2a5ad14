"""Style trees as people read them."""

from collections.abc import Mapping
from typing import Any

from django import template

from dataset.models import StyleOperation

register = template.Library()

STAGES = {
    "style_patch": "patches",
    "style_merge": "merges",
    "style_relate": "relations",
    "style_assign": "assignments",
}


@register.filter
def stage(task: str) -> str:
    """A stage of a style tree in a word."""
    return STAGES.get(task, task)


@register.filter
def share(value: float | str | None) -> str:
    """0.9745 → 97.5 %; nothing for None, and for what the template does not find."""
    return f"{100 * value:.1f} %" if isinstance(value, int | float) else ""


@register.filter
def operation(done: StyleOperation, names: Mapping[int, str]) -> str:
    """What somebody did to a style tree, in words; `names` are those of its categories now."""
    given, before = done.arguments, done.inverse

    def named(number: int) -> str:
        return f"“{names[number]}”" if number in names else f"category {number}"

    def parts(of: Mapping[str, Any]) -> str:
        return ", ".join(f"“{part['name']}”" for part in of["parts"])

    match done.act:
        case "rename":
            return f"“{before['name']}” was named “{given['name']}”"
        case "merge":
            return f"{parts(before)} became part of {named(given['into'])}"
        case "split":
            return f"{parts(given)} was split off from {named(given['number'])}"
        case "move":
            where = "to the top" if given["parent"] is None else f"under {named(given['parent'])}"
            return f"{named(given['number'])} was moved {where}"
        case "place":
            where = "no category" if given["into"] is None else named(given["into"])
            n = len(given["styles"])
            return f"{n:,} style{'s' * (n != 1)} put into {where}"
    return f"{named(given['number'])} was {done.act}ed"
