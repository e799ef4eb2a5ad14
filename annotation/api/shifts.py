from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import shifts
from annotation.api.permissions import AnnotatorView, IsAnnotator
from annotation.api.work import ErrorSerializer


class ShiftEndBody(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()


class ShiftReceiptSerializer(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of Python's own."""
        return {
            "from": serializers.DateTimeField(source="began_at"),
            "to": serializers.DateTimeField(source="ended_at"),
            "judged": serializers.IntegerField(source="n_judged"),
            "skipped": serializers.IntegerField(source="n_skipped"),
            "active_ms": serializers.IntegerField(),
        }


class ShiftEndedSerializer(serializers.Serializer[Any]):
    receipt = ShiftReceiptSerializer()


class EndShift(AnnotatorView):
    """Give back all that I hold, and say what I did since the shift began. The same UUID gets the same receipt."""

    permission_classes = [IsAnnotator]

    @extend_schema(
        request=ShiftEndBody, responses={200: ShiftEndedSerializer, 409: ErrorSerializer, 422: ErrorSerializer}
    )
    def post(self, request: Request) -> Response:
        body = ShiftEndBody(data=request.data)
        body.is_valid(raise_exception=True)
        uuid = body.validated_data["uuid"]
        ended = shifts.end_shift(annotator=self.annotator, uuid=uuid, now=timezone.now())
        return Response(ShiftEndedSerializer({"receipt": ended}).data)
