from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.api.office import BEFORE, OfficeView, page
from annotation.api.work import ErrorSerializer
from annotation.choices import Scope
from annotation.queries import record
from annotation.queries.record import Asked


class AskedQuery(serializers.Serializer[Any]):
    """What is looked for; days are of UTC, the last one included."""

    actor = serializers.CharField(required=False, max_length=150, allow_blank=True)
    act = serializers.CharField(required=False, max_length=64, allow_blank=True)
    subject = serializers.CharField(
        required=False,
        max_length=150,
        allow_blank=True,
        help_text="From its beginning: pair 12, batch pilot, user mina.",
    )
    words = serializers.CharField(
        required=False,
        max_length=150,
        allow_blank=True,
        help_text="Words of the reason, or of what stood before and after.",
    )
    since_date = serializers.DateField(required=False)
    until_date = serializers.DateField(required=False)


class EntrySerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    actor = serializers.CharField()
    act = serializers.CharField()
    subject = serializers.CharField()
    detail = serializers.JSONField()


class RecordSerializer(serializers.Serializer[Any]):
    """The newest first."""

    entries = EntrySerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class Record(OfficeView):
    """Who did what to what, when; narrowed to what is asked, page by page."""

    reads = Scope.READ_RECORD

    @extend_schema(parameters=[AskedQuery, BEFORE], responses={200: RecordSerializer, 422: ErrorSerializer})
    def get(self, request: Request) -> Response:
        query = AskedQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        rows, following = page(record.entries(Asked(**query.validated_data)), request)
        names = [*EntrySerializer().fields]
        return Response({"entries": [{name: getattr(row, name) for name in names} for row in rows], "next": following})
