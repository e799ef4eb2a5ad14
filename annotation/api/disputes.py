from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.api.office import PAGE, OfficeView
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import Scope
from annotation.models import Batch, BatchPair
from annotation.queries import desk, people

BATCH = OpenApiParameter("batch", str, description="Of this batch alone.")
AFTER = OpenApiParameter(
    "after", {"type": "integer", "minimum": 1, "maximum": BIGINT}, description="`next` of the page before this one."
)


class DisputeSerializer(serializers.Serializer[Any]):
    """`words`: the contested ones by their place in the prompt; of each so many of `judged` opinions struck it."""

    pair = serializers.IntegerField()
    picture = serializers.UUIDField()
    batch = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)
    words = serializers.ListField(child=serializers.IntegerField())
    strikes = serializers.ListField(child=serializers.IntegerField())
    judged = serializers.ListField(child=serializers.IntegerField())


class DisputesSerializer(serializers.Serializer[Any]):
    """The oldest first."""

    disputes = DisputeSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class Disputes(OfficeView):
    """What waits at the desk for a decision, page by page; without names."""

    reads = Scope.READ_DISPUTES

    @extend_schema(parameters=[BATCH, AFTER], responses={200: DisputesSerializer, 404: ErrorSerializer})
    def get(self, request: Request) -> Response:
        said = request.query_params
        batch = get_object_or_404(Batch, name=said["batch"].replace("\0", "")) if said.get("batch") else None
        after = said.get("after", "")
        key = int(after) if after.isascii() and after.isdecimal() and int(after) <= BIGINT else None
        found = desk.waiting(batch=batch, after=key, limit=PAGE + 1, spared=people.is_spared(self.person))
        following = found[PAGE - 1].pk if len(found) > PAGE else None
        return Response({"disputes": [told(pair) for pair in found[:PAGE]], "next": following})


def told(pair: BatchPair) -> dict[str, Any]:
    words = pair.desk_words
    return {
        "pair": pair.pk,
        "picture": pair.image.public_id,
        "batch": pair.batch.name,
        "reason": pair.desk_reason,
        "words": words,
        "strikes": [pair.s[word] for word in words if word < len(pair.s)],
        "judged": [pair.m[word] for word in words if word < len(pair.m)],
    }
