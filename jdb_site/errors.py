"""Error pages in the product's look. Each says what happened and what to do."""

import sys
from collections.abc import Callable

import structlog
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from psycopg_pool import PoolTimeout

Handler = Callable[[HttpRequest, Exception], HttpResponse]

PAGES = {
    400: (_("That request could not be read"), _("Go back and try again.")),
    403: (_("This is not yours to open"), _("Ask a manager if you need it, or sign in with another account.")),
    404: (_("Nothing here"), _("The address may be mistyped, or the thing it named is gone or not yours.")),
    500: (
        _("Something broke on our side"),
        _("Nothing that you saved is lost. Try again; if it stays, tell a manager the number below."),
    ),
    503: (_("The server is busy"), _("Nothing that you saved is lost. Try again in a moment.")),
}
AWAY = (OperationalError, PoolTimeout)
FORM_RAN_OUT = (
    _("This form is out of date"),
    _("You signed in or out since it was opened. Go back, reload the page and try again."),
)


def page(status: int, title: str | Promise, advice: str | Promise, number: str = "") -> HttpResponse:
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
    """With the number that the log lines of this request carry; a database that is away only for now is said so."""
    if isinstance(sys.exc_info()[1], AWAY):
        return busy(request)
    return page(500, *PAGES[500], number=structlog.contextvars.get_contextvars().get("request_id", ""))


def busy(request: HttpRequest) -> HttpResponse:
    """The same as the API's own answer, also where the database was lost before a view was reached."""
    if request.path.startswith("/api/"):
        body = {"code": "busy", "message": "The server is busy; it will be tried again."}
        return JsonResponse(body, status=503, headers={"Retry-After": "2"})
    response = page(503, *PAGES[503])
    response["Retry-After"] = "2"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(403, *FORM_RAN_OUT)
