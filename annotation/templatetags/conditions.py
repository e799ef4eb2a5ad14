"""The background as people read it."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def task(name: str) -> str:
    """`dataset.tasks.ask_models` → `ask models`: where it stands is nothing to the reader."""
    return name.rpartition(".")[2].replace("_", " ")


@register.filter
def coded(sentence: str) -> SafeString:
    """What stands between backquotes is something to type."""
    pieces = enumerate(re.split("`", sentence))
    return format_html_join("", "{}", ((format_html("<code>{}</code>", one) if n % 2 else one,) for n, one in pieces))
