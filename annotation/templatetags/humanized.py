"""Numbers as people read them."""

from django import template

register = template.Library()


@register.filter
def grouped(number: int | None) -> str:
    """1204 → 1,204; nothing for None."""
    return "" if number is None else f"{number:,}"


@register.filter
def percent(part: int, whole: int) -> str:
    """The share in whole percent; 100 % only when all is done."""
    return "0 %" if not whole else f"{100 * part // whole} %"


@register.filter
def readable(code: str) -> str:
    """`needs_reference_image` → `needs reference image`."""
    return code.replace("_", " ")
