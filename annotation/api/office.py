"""What all views for the office share: who asks, by session or token; what they may; how often; and pages of rows."""

from typing import Any, ClassVar, cast

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from annotation.actions import tokens
from annotation.api.permissions import PersonView
from annotation.api.work import BIGINT
from annotation.choices import SCOPES, Role, Scope
from annotation.models import ApiToken, User

PAGE = 100
BEFORE = OpenApiParameter(
    "before", {"type": "integer", "minimum": 1, "maximum": BIGINT}, description="`next` of the page before this one."
)

RUN = OpenApiParameter("run", {"type": "integer", "minimum": 0, "maximum": BIGINT}, OpenApiParameter.PATH)


class TokenAuthentication(BaseAuthentication):
    """A token in `Authorization: Bearer …`. What else is said there is nothing to us: the session is asked."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            return None
        found = tokens.use(token=token.strip(), now=timezone.now())
        return found.owner, found

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # its base has no types
    """How the OpenAPI file tells of tokens."""

    target_class = "annotation.api.office.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "Made on the page /tokens/, and shown once."}


class Opens(BasePermission):
    """Whoever's roles open the view's scope; by a token, if that was given the scope too."""

    message = "This is not yours to do, or your token was not made for it."

    def has_permission(self, request: Request, view: APIView) -> bool:
        user = request.user
        if not isinstance(user, User) or not isinstance(view, OfficeView):
            return False
        view.person = user
        return any(is_open(request, scope) for scope in view.scopes(request))


def is_open(request: Request, scope: Scope) -> bool:
    user = cast("User", request.user)
    if isinstance(request.auth, ApiToken):
        return scope in request.auth.scopes and scope in tokens.scopes_of(user)
    return any(scope in SCOPES[Role(role)] for role in user.roles)


class Rate(SimpleRateThrottle):
    """So many calls a minute, by token or by person; reading and changing are counted apart."""

    def __init__(self) -> None:
        self.num_requests, self.duration = 0, 60

    def allow_request(self, request: Request, view: APIView) -> bool:
        reads = request.method in SAFE_METHODS or not isinstance(view, OfficeView) or not view.is_an_act
        self.num_requests = settings.API_READS_A_MINUTE if reads else settings.API_WRITES_A_MINUTE
        self.scope = "reads" if reads else "writes"
        self.rate = f"{self.num_requests}/minute"
        return bool(super().allow_request(request, view))

    def get_cache_key(self, request: Request, view: APIView) -> str:
        token = request.auth
        who = f"token-{token.pk}" if isinstance(token, ApiToken) else f"person-{cast('User', request.user).pk}"
        return f"api-{self.scope}-{who}"


class OfficeView(PersonView):
    """
    A view for people of the office and their programs; `person` is who asks.

    `reads` is the scope that opens it, `writes` the one that changes something there.
    """

    permission_classes = [Opens]
    throttle_classes = [Rate]
    reads: ClassVar[Scope]
    writes: ClassVar[Scope | None] = None
    is_an_act: ClassVar[bool] = True  # what is sent there changes something by itself

    def get_authenticators(self) -> list[BaseAuthentication]:
        return [TokenAuthentication(), *super().get_authenticators()]

    def scopes(self, request: Request) -> tuple[Scope, ...]:
        """Those of which one opens this."""
        return (self.reads if self.writes is None or request.method in SAFE_METHODS else self.writes,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        changes = self.writes and self.is_an_act and request.method not in SAFE_METHODS
        if isinstance(request.auth, ApiToken) and changes:
            tokens.note_call(token=request.auth, call=f"{request.method} {request.path}", now=timezone.now())


def said(body: type[Serializer[Any]], request: Request) -> dict[str, Any]:
    """
    What was sent, as the body reads it.

    :raises ValidationError: it cannot be read
    """
    sent = body(data=request.data)
    sent.is_valid(raise_exception=True)
    return dict(sent.validated_data)


def page(rows: QuerySet[Any], request: Request) -> tuple[list[Any], int | None]:
    """The next hundred rows under the key `before` of the address, and the key to go on with; None after the last."""
    said = request.query_params.get("before", "")
    if said.isascii() and said.isdecimal() and int(said) <= BIGINT:
        rows = rows.filter(pk__lt=int(said))
    found = [*rows[: PAGE + 1]]
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None
