"""How many opinions a running batch asks, changed by a program."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import overlaps
from annotation.api.batches import BatchSerializer, one_of
from annotation.api.office import OfficeView
from annotation.api.work import ErrorSerializer
from annotation.choices import Scope
from annotation.models import Batch


class OverlapBody(serializers.Serializer[Any]):
    """How many opinions are asked from now on, and why."""

    wanted = serializers.IntegerField(min_value=1, max_value=5)
    at_most = serializers.IntegerField(min_value=1, max_value=5)
    reason = serializers.CharField(max_length=300)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["at_most"] < attrs["wanted"]:
            raise serializers.ValidationError({"at_most": "At most cannot be under what is wanted."})
        return attrs


class Overlap(OfficeView):
    """Asking another number of opinions of the pairs that are not decided yet."""

    reads, writes = Scope.READ_BATCHES, Scope.WRITE_BATCHES

    @extend_schema(
        operation_id="batches_change_overlap",
        request=OverlapBody,
        responses={200: BatchSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request, name: str) -> Response:
        batch = get_object_or_404(Batch, name=name)
        body = OverlapBody(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        overlaps.begin(batch=batch, actor=self.person.username, now=timezone.now(), **said)
        return Response(one_of(name))
