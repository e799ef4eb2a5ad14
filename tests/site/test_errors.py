"""Error pages: in the product's look, and there when nothing else is."""

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.client import Client
from django.urls import path

from jdb_site import errors
from jdb_site.urls import urlpatterns as all_routes


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("made to fail")


def lose(request: HttpRequest) -> HttpResponse:
    raise OperationalError("terminating connection due to administrator command")


fail.login_required = lose.login_required = False  # type: ignore[attr-defined]  # as login_not_required sets it

urlpatterns = [path("fail/", fail), path("lose/", lose), path("api/lose", lose), *all_routes]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.not_found, errors.broken


def test_an_unknown_address_says_so(client: Client) -> None:
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert "<h1>Nothing here</h1>" in answer.content.decode()


@pytest.mark.urls("tests.site.test_errors")
def test_a_failure_is_answered_without_the_database_and_tells_its_number(client: Client) -> None:
    client.raise_request_exception = False

    answer = client.get("/fail/")  # no database is open to this test

    page = answer.content.decode()
    assert answer.status_code == 500
    assert "<h1>Something broke on our side</h1>" in page
    assert f"<code>{answer['X-Request-ID']}</code>" in page
    assert "made to fail" not in page


@pytest.mark.urls("tests.site.test_errors")
def test_a_database_that_is_lost_before_the_view_is_busy_not_broken(client: Client) -> None:
    client.raise_request_exception = False

    page, api = client.get("/lose/"), client.get("/api/lose")

    assert (page.status_code, page["Retry-After"]) == (503, "2")
    assert "<h1>The server is busy</h1>" in page.content.decode()
    assert (api.status_code, api["Retry-After"]) == (503, "2")
    assert api.json() == {"code": "busy", "message": "The server is busy; it will be tried again."}


def test_a_form_that_is_out_of_date_says_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "mina"})

    assert answer.status_code == 403
    assert "<h1>This form is out of date</h1>" in answer.content.decode()


@pytest.mark.parametrize(("handler", "status"), [(errors.bad_request, 400), (errors.forbidden, 403)])
def test_refusals_have_their_page(handler: errors.Handler, status: int) -> None:
    answer = handler(RequestFactory().get("/"), ValueError())

    assert answer.status_code == status
    assert f'<p class="error-code">{status}</p>' in answer.content.decode()


def test_every_page_carries_the_policy(client: Client) -> None:
    answer = client.get("/accounts/login/")

    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff")
