"""Where errors become responses, once, and how the API knows who asks."""

from collections.abc import Mapping
from math import ceil
from typing import Any

import orjson
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from psycopg_pool import PoolTimeout
from rest_framework import authentication, exceptions, parsers, renderers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.errors import AnnotationError
from dataset.errors import DatasetError


class CsrfFailed(exceptions.PermissionDenied):
    """The token is not that of the session: of one before, or none. The answer in it is as good as ever."""

    default_code = "csrf_failed"


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session. Unlike DRF's own it answers 401, so that the workbench knows to ask for a sign-in."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"

    def enforce_csrf(self, request: Request) -> None:
        """
        Require the token of this session.

        :raises CsrfFailed: it is missing, or that of another session
        """
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as error:
            raise CsrfFailed(error.detail) from error


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # its base has no types
    """How the OpenAPI file tells of the session; the cookie's name is that of production."""

    target_class = "jdb_site.drf.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "__Host-session"}


class JSONParser(parsers.JSONParser):
    """JSON that is nested too deeply to be read is malformed, like what is not JSON."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise exceptions.ParseError from error


class JSONRenderer(renderers.JSONRenderer):
    """JSON as DRF writes it, compact and by a faster writer; nothing but JSON is offered, so nothing is asked of it."""

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        return b"" if data is None else orjson.dumps(data, default=str, option=orjson.OPT_NON_STR_KEYS)


REFUSALS: dict[type[Exception], tuple[int, str, str]] = {
    Http404: (404, "not_found", "There is no such thing, or it is not yours."),
    PermissionDenied: (403, "forbidden", "This is not yours to do."),
    RequestDataTooBig: (413, "too_large", "The body is too large."),
    BadRequest: (422, "malformed", "The request could not be read."),
}

TOO_MANY = "Too many calls in a minute. Try again after `Retry-After` seconds."


def answer(status: int, code: str, message: object, **headers: str) -> Response:
    return Response({"code": code, "message": message}, status=status, headers=headers)


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler; what it does not know goes on to Django's 500."""
    if isinstance(error, AnnotationError):
        return answer(error.status, error.code, str(error))
    if isinstance(error, DatasetError):
        return answer(409, error.code, str(error))
    if isinstance(error, exceptions.APIException):
        return answer_api_error(error)
    if isinstance(error, PoolTimeout | OperationalError):
        return answer(503, "busy", "The server is busy; it will be tried again.", **{"Retry-After": "2"})
    return next((answer(*found) for kind, found in REFUSALS.items() if isinstance(error, kind)), None)


def answer_api_error(error: exceptions.APIException) -> Response:
    match error:
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            return answer(401, "sign_in", "Sign in to go on; nothing is lost.")
        case exceptions.ValidationError():
            return answer(422, "malformed", error.detail)
        case exceptions.ParseError():
            return answer(422, "malformed", "The body is not JSON.")
        case exceptions.Throttled():
            return answer(429, "too_many", TOO_MANY, **{"Retry-After": str(ceil(getattr(error, "wait", None) or 1))})
    return answer(error.status_code, error.default_code, error.detail)
