from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import flags
from annotation.api.permissions import AnnotatorView, IsAnnotator
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import LONGEST_NOTE, FlagReason


class ReasonsField(serializers.ListField):
    """Reasons in any order; kept sorted, each once."""

    child = serializers.ChoiceField(choices=FlagReason.choices)

    def to_internal_value(self, data: Any) -> tuple[str, ...]:  # type: ignore[override]  # a tuple is what actions take
        return tuple(sorted(set(super().to_internal_value(data))))


class FlagBody(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    pair = serializers.IntegerField(min_value=1, max_value=BIGINT)
    slot = serializers.IntegerField(min_value=1, max_value=BIGINT)
    reasons = ReasonsField(min_length=1, max_length=len(FlagReason))
    note = serializers.CharField(max_length=LONGEST_NOTE, allow_blank=True, default="")


class FlaggedSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    pair = serializers.IntegerField()
    reasons = ReasonsField()
    blocked = serializers.BooleanField()


class Raise(AnnotatorView):
    """Say that something is wrong with a pair, without an answer; it stays with me, unless it is `blocked` for all."""

    permission_classes = [IsAnnotator]

    @extend_schema(
        request=FlagBody,
        responses={200: FlaggedSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        body = FlagBody(data=request.data)
        body.is_valid(raise_exception=True)
        found = body.validated_data
        said = flags.Said(found["uuid"], found["pair"], found["reasons"], found["note"])
        flags.submit(annotator=self.annotator, said=said, now=timezone.now())
        return Response(
            {"uuid": str(said.uuid), "pair": said.pair_id, "reasons": list(said.reasons), "blocked": said.is_illegal}
        )
