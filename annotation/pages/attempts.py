"""An act that a page was asked for: done as the person who asks, and what came of it said on the next page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from annotation.errors import AnnotationError
from annotation.pages.permissions import person


def make(request: HttpRequest, act: Callable[[str], object], done: str) -> bool:
    """Whether it was done."""
    try:
        act(person(request).username)
    except AnnotationError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, done)
    return True
