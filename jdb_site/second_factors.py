"""Who works in the office signs in with a second factor: without one, they come no further than setting it up."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect

from annotation.choices import Role
from annotation.models import User
from annotation.queries import second_factors

OFFICE = (Role.MANAGER, Role.ADJUDICATOR, Role.PAYROLL, Role.AUDITOR)
SET_UP = "mfa_activate_totp"
SET_UP_HERE = "second_factor_set_up"
# What is open on the way to it: allauth's own pages of the account, and what asks for nobody.
OPEN_APPS = ("account_", "mfa_")
OPEN = {"livez", "readyz", "csp_reports", "join", "reset"}


class SecondFactor:
    """
    With `MFA_REQUIRED`, lets staff on only in a session that was opened with a second factor, or that set it up.

    Who has none is sent to set it up; a session from before it was set up ends. The API answers with 403.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if view_name(request) == SET_UP and request.method == "POST" and has_one(request):
            request.session[SET_UP_HERE] = True
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponseBase | None:
        if not settings.MFA_REQUIRED or is_open(view_name(request)) or not is_of_office(request.user):
            return None
        is_set_up = has_one(request)
        if is_set_up and was_used(request):
            return None
        if view_name(request).startswith("api:"):
            return JsonResponse({"code": "second_factor", "detail": "Sign in with a second factor."}, status=403)
        if is_set_up:
            logout(request)
            return redirect("account_login")
        return redirect(SET_UP)


def view_name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def is_open(name: str) -> bool:
    return name in OPEN or name.startswith(OPEN_APPS)


def is_of_office(user: object) -> bool:
    return isinstance(user, User) and user.has_role(*OFFICE)


def has_one(request: HttpRequest) -> bool:
    """One query."""
    return isinstance(request.user, User) and second_factors.has_one(request.user)


def was_used(request: HttpRequest) -> bool:
    """Whether this session was opened, or confirmed, with a second factor."""
    used = any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))
    return used or bool(request.session.get(SET_UP_HERE))
