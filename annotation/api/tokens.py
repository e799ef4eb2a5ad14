from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.api.office import OfficeView, is_open
from annotation.choices import Scope
from annotation.models import ApiToken


class AskerSerializer(serializers.Serializer[Any]):
    """Who asks. `token` and `expires_at` are null in a session of the browser."""

    person = serializers.CharField()
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=Scope.values))
    token = serializers.CharField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)


class Asker(OfficeView):
    """Who I am, and what I may: to try a token."""

    @extend_schema(responses={200: AskerSerializer})
    def get(self, request: Request) -> Response:
        token = request.auth if isinstance(request.auth, ApiToken) else None
        return Response(
            {
                "person": self.person.username,
                "scopes": [scope.value for scope in Scope if is_open(request, scope)],
                "token": token.name if token else None,
                "expires_at": token.expires_at if token else None,
            }
        )

    def scopes(self, request: Request) -> tuple[Scope, ...]:
        """Any opens it."""
        return (*Scope,)
