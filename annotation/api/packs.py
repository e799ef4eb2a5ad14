from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import FormParser
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import packs, parkings
from annotation.api.permissions import AnnotatorView, IsAnnotator, IsWorkingAnnotator
from annotation.api.work import ErrorSerializer, WorkSerializer, work_json
from annotation.rules.leases import AT_MOST_PACKED


class PackBody(serializers.Serializer[Any]):
    want = serializers.IntegerField(min_value=1, max_value=AT_MOST_PACKED)


class ParkBody(serializers.Serializer[Any]):
    slots = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=100, allow_null=True, default=None
    )


class Parked(serializers.Serializer[Any]):
    parked = serializers.IntegerField()


class Pack(AnnotatorView):
    """Hold pairs for four hours, to judge them without a network: those that I hold already, and more up to `want`."""

    permission_classes = [IsWorkingAnnotator]

    @extend_schema(request=PackBody, responses={200: WorkSerializer, 422: ErrorSerializer})
    def post(self, request: Request) -> Response:
        body = PackBody(data=request.data)
        body.is_valid(raise_exception=True)
        work = packs.take(annotator=self.annotator, wanted=body.validated_data["want"], now=timezone.now())
        return Response(work_json(work))


class Park(AnnotatorView):
    """
    I left the page: what I hold (or these slots of it) goes to others in two minutes, unless I come back.

    A pack stays mine. It can come as a form with `csrfmiddlewaretoken`, since a beacon carries no headers.
    """

    permission_classes = [IsAnnotator]
    parser_classes = [*AnnotatorView.parser_classes, FormParser]

    @extend_schema(request=ParkBody, responses={200: Parked, 422: ErrorSerializer})
    def post(self, request: Request) -> Response:
        body = ParkBody(data=request.data)
        body.is_valid(raise_exception=True)
        slots = body.validated_data["slots"]
        return Response({"parked": parkings.park(annotator=self.annotator, slots=slots, now=timezone.now())})
