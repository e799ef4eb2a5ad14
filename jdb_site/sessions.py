"""How long a session lives, and that nothing shown in it is kept by the browser."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from annotation.choices import Role
from annotation.models import User

HOUR = 3600
LONGEST = 12 * HOUR
IDLE = HOUR
IDLE_IN_OFFICE = HOUR // 2
OFFICE = (Role.MANAGER, Role.AUDITOR, Role.PAYROLL)
NOTED_AFTER = 300  # a write of the session in five minutes, not one a request
# What an open page asks for by itself, with nobody at the keyboard.
BY_ITSELF = {"batch_progress", "api:claims", "csp_reports"}


class SessionLimits:
    """
    Signs out after twelve hours, and after an hour (in the office: half) in which nobody did anything.

    A locked account's session ends too, so that it does not come to life again when the account is unlocked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if SESSION_KEY in request.session and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        if SESSION_KEY not in request.session:
            return
        now = int(timezone.now().timestamp())
        if not isinstance(request.user, User) or is_over(request.session, request.user, now):
            logout(request)
        elif request.resolver_match is None or request.resolver_match.view_name not in BY_ITSELF:
            note(request.session, now)


def is_over(session: Any, user: User, now: int) -> bool:
    idle = IDLE_IN_OFFICE if user.has_role(*OFFICE) else IDLE
    return bool(now - session.get("began_at", now) >= LONGEST or now - session.get("seen_at", now) >= idle)


def note(session: Any, now: int) -> None:
    """That somebody is there."""
    session.setdefault("began_at", now)
    if now - session.get("seen_at", 0) >= NOTED_AFTER:
        session["seen_at"] = now
