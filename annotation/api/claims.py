from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import claims
from annotation.api.permissions import AnnotatorView, IsWorkingAnnotator
from annotation.api.work import ErrorSerializer, WorkSerializer, work_json
from annotation.rules.leases import AT_MOST_HELD


class ClaimBody(serializers.Serializer[Any]):
    want = serializers.IntegerField(min_value=1, max_value=AT_MOST_HELD)


class ReleaseBody(serializers.Serializer[Any]):
    slots = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=100)


class Released(serializers.Serializer[Any]):
    released = serializers.IntegerField()


CLAIM_BODY = ClaimBody()


class Claim(AnnotatorView):
    """Hold pairs: those that I hold already, and more up to `want`."""

    permission_classes = [IsWorkingAnnotator]

    @extend_schema(request=ClaimBody, responses={200: WorkSerializer, 422: ErrorSerializer})
    def post(self, request: Request) -> Response:
        want = CLAIM_BODY.run_validation(request.data)["want"]
        return Response(work_json(claims.claim(annotator=self.annotator, wanted=want, now=timezone.now())))


class Release(AnnotatorView):
    """Give leases back; slots that are not mine are passed over."""

    permission_classes = [IsWorkingAnnotator]

    @extend_schema(request=ReleaseBody, responses={200: Released, 422: ErrorSerializer})
    def post(self, request: Request) -> Response:
        body = ReleaseBody(data=request.data)
        body.is_valid(raise_exception=True)
        return Response({"released": claims.release(annotator=self.annotator, slots=body.validated_data["slots"])})
