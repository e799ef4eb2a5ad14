"""Where errors become responses, once, and how the API knows who asks."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from psycopg_pool import PoolTimeout
from rest_framework import authentication, exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.errors import AnnotationError


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session. Unlike DRF's own it answers 401, so that the workbench knows to ask for a sign-in."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # its base has no types
    """How the OpenAPI file tells of the session; the cookie's name is that of production."""

    target_class = "jdb_site.drf.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "__Host-session"}


def answer(status: int, code: str, message: object, **headers: str) -> Response:
    return Response({"code": code, "message": message}, status=status, headers=headers)


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler; what it does not know goes on to Django's 500."""
    if isinstance(error, AnnotationError):
        return answer(error.status, error.code, str(error))
    if isinstance(error, exceptions.APIException):
        return answer_api_error(error)
    match error:
        case Http404():
            return answer(404, "not_found", "There is no such thing, or it is not yours.")
        case PermissionDenied():
            return answer(403, "forbidden", "This is not yours to do.")
        case PoolTimeout() | OperationalError():
            return answer(503, "busy", "The server is busy; it will be tried again.", **{"Retry-After": "2"})
    return None


def answer_api_error(error: exceptions.APIException) -> Response:
    match error:
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            return answer(401, "sign_in", "Sign in to go on; nothing is lost.")
        case exceptions.ValidationError():
            return answer(422, "malformed", error.detail)
        case exceptions.ParseError():
            return answer(422, "malformed", "The body is not JSON.")
    return answer(error.status_code, error.default_code, error.detail)
