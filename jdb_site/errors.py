"""Error pages in the product's look. Each says what happened and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

PAGES = {
    400: ("That request could not be read", "Go back and try again."),
    403: ("This is not yours to open", "Ask a manager if you need it, or sign in with another account."),
    404: ("Nothing here", "The address may be mistyped, or the thing it named is gone or not yours."),
    500: ("Something broke on our side", "Nothing that you saved is lost. Try again; if it stays, tell a manager the number below."),
}


def page(request: HttpRequest, status: int) -> HttpResponse:
    title, advice = PAGES[status]
    return render(request, "error.html", {"status": status, "title": title, "advice": advice}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    return page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, 403)
