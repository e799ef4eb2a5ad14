from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.api.office import PAGE, OfficeView
from annotation.choices import Role, Scope
from annotation.models import User
from annotation.queries import people

AFTER = OpenApiParameter("after", str, description="`next` of the page before this one.")


class PersonSerializer(serializers.Serializer[Any]):
    """`languages` and `suspended_at` are of annotators."""

    username = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    roles = serializers.ListField(child=serializers.ChoiceField(choices=Role.values))
    is_locked = serializers.BooleanField()
    joined_at = serializers.DateTimeField()
    languages = serializers.ListField(child=serializers.CharField())
    suspended_at = serializers.DateTimeField(allow_null=True)


class PeopleSerializer(serializers.Serializer[Any]):
    """By username."""

    people = PersonSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class People(OfficeView):
    """Everybody who has an account, page by page."""

    reads = Scope.READ_PEOPLE

    @extend_schema(parameters=[AFTER], responses={200: PeopleSerializer})
    def get(self, request: Request) -> Response:
        after = request.query_params.get("after", "").replace("\0", "")[:150]
        found = people.everybody(after=after, limit=PAGE + 1)
        following = found[PAGE - 1].username if len(found) > PAGE else None
        return Response({"people": [told(user) for user in found[:PAGE]], "next": following})


def told(user: User) -> dict[str, Any]:
    annotator = getattr(user, "annotator", None)
    return {
        "username": user.username,
        "name": user.first_name,
        "roles": user.roles,
        "is_locked": not user.is_active,
        "joined_at": user.date_joined,
        "languages": annotator.languages if annotator else [],
        "suspended_at": annotator.suspended_at if annotator else None,
    }
