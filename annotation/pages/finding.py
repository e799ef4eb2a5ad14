"""Naming a picture on a page of the office, to go to what is said of it there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from annotation.queries import images

ASKED = "picture"


def found(request: HttpRequest, page: str) -> HttpResponse | None:
    """To the page of the picture that the address names; None when it names none, or none that there is."""
    said = request.GET.get(ASKED, "").strip().replace("\0", "")
    if not said:
        return None
    if (image := images.named(said)) is not None:
        return redirect(page, image.public_id)
    messages.error(request, "There is no such picture, or more than one source has one of that name.")
    return None
