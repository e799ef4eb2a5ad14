"""Numbers as people read them."""

from datetime import timedelta

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def grouped(number: int | str | None) -> str:
    """1204 → 1,204; nothing for None, and for what the template does not find."""
    return f"{number:,}" if isinstance(number, int) else ""


@register.filter
def percent(part: int, whole: int) -> str:
    """The share in whole percent; 100 % only when all is done."""
    return "0 %" if not whole else f"{100 * part // whole} %"


@register.filter
def readable(code: str) -> str:
    """`needs_reference_image` → `needs reference image`."""
    return code.replace("_", " ")


@register.filter
def spelled(length: timedelta) -> str:
    """`1 h 05 min`, `12 min 30 s`, `9 s`: the two largest parts."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return gettext("{hours} h {minutes} min").format(hours=hours, minutes=f"{minutes:02}")
    if minutes:
        return gettext("{minutes} min {seconds} s").format(minutes=minutes, seconds=f"{seconds:02}")
    return gettext("{seconds} s").format(seconds=seconds)
