"""Names for what batches are made of."""

from django import template

from annotation.rules import languages

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    """A language by its own name; a prompt's language may not be known yet."""
    return languages.NAMES.get(code, code) or "a language not known yet"
