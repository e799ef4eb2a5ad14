"""Error pages in the product's look. Each says what happened and what to do."""

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django.template import loader

Handler = Callable[[HttpRequest, Exception], HttpResponse]

PAGES = {
    400: ("That request could not be read", "Go back and try again."),
    403: ("This is not yours to open", "Ask a manager if you need it, or sign in with another account."),
    404: ("Nothing here", "The address may be mistyped, or the thing it named is gone or not yours."),
    500: (
        "Something broke on our side",
        "Nothing that you saved is lost. Try again; if it stays, tell a manager the number below.",
    ),
}
FORM_RAN_OUT = (
    "This form is out of date",
    "You signed in or out since it was opened. Go back, reload the page and try again.",
)


def page(status: int, title: str, advice: str, number: str = "") -> HttpResponse:
    """Rendered without request or session, so that it works when the database does not."""
    context = {"status": status, "title": title, "advice": advice, "number": number}
    return HttpResponse(loader.render_to_string("error.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(400, *PAGES[400])


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(403, *PAGES[403])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(404, *PAGES[404])


def broken(request: HttpRequest) -> HttpResponse:
    """With the number that the log lines of this request carry."""
    return page(500, *PAGES[500], number=structlog.contextvars.get_contextvars().get("request_id", ""))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(403, *FORM_RAN_OUT)
