from typing import Any

from django.conf import settings
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import reveals
from annotation.api.permissions import AnnotatorView, IsAnnotator
from annotation.api.work import BIGINT, ErrorSerializer


class RevealBody(serializers.Serializer[Any]):
    pair = serializers.IntegerField(min_value=1, max_value=BIGINT)
    ms = serializers.IntegerField(min_value=0, max_value=24 * 3600 * 1000)


class RevealedSerializer(serializers.Serializer[Any]):
    today = serializers.IntegerField()
    a_day = serializers.IntegerField()


class Look(AnnotatorView):
    """I looked at a sensitive picture; `today` counts pairs. From `a_day` on I am given no more until tomorrow, UTC."""

    permission_classes = [IsAnnotator]

    @extend_schema(request=RevealBody, responses={200: RevealedSerializer, 404: ErrorSerializer, 422: ErrorSerializer})
    def post(self, request: Request) -> Response:
        body = RevealBody(data=request.data)
        body.is_valid(raise_exception=True)
        found = body.validated_data
        n_today = reveals.keep(
            annotator=self.annotator,
            pair_id=found["pair"],
            ms=found["ms"],
            a_day=settings.REVEALS_A_DAY,
            now=timezone.now(),
        )
        return Response({"today": n_today, "a_day": settings.REVEALS_A_DAY})
