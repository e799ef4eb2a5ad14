"""Who may see a picture, read and decided by a program. The picture itself is shown to people alone."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import sensitivities
from annotation.api.office import PAGE, OfficeView, said
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import FlagReason, Scope
from annotation.models import Flag
from annotation.queries import sensitivities as queries
from dataset.choices import Sensitivity
from dataset.models import Image, SensitivityChange

DECIDED = [Sensitivity.SAFE.value, Sensitivity.SENSITIVE.value, Sensitivity.BLOCKED.value]


class SensitivitiesQuery(serializers.Serializer[Any]):
    """`waiting`: flags covered or blocked it, and nobody decided yet."""

    show = serializers.ChoiceField(choices=[*queries.NARROWED], default=queries.WAITING)
    before = serializers.IntegerField(
        min_value=1, max_value=BIGINT, required=False, help_text="`next` of the page before this one."
    )


class ChangeSerializer(serializers.Serializer[Any]):
    """A word on who may see a picture."""

    picture = serializers.UUIDField()
    before = serializers.CharField()
    after = serializers.CharField()
    cause = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)
    actor = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()


class SensitivitiesSerializer(serializers.Serializer[Any]):
    """The last word on each picture, the latest first."""

    pictures = ChangeSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class FlaggedBySerializer(serializers.Serializer[Any]):
    """Who flagged it, and why."""

    annotator = serializers.CharField()
    batch = serializers.CharField()
    reasons = serializers.ListField(child=serializers.ChoiceField(choices=FlagReason.choices))
    note = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()


class SensitivitySerializer(serializers.Serializer[Any]):
    """All that was said of one picture, in order, and who flagged it, the latest first."""

    picture = serializers.UUIDField()
    sensitivity = serializers.CharField()
    changes = ChangeSerializer(many=True)
    flags = FlaggedBySerializer(many=True)


class DecideBody(serializers.Serializer[Any]):
    """A decision, with its reason, also when it stays as it is. What is blocked leaves every batch."""

    sensitivity = serializers.ChoiceField(choices=DECIDED)
    reason = serializers.CharField(max_length=500)


class Sensitivities(OfficeView):
    """Covered and blocked pictures, page by page."""

    reads = Scope.READ_SENSITIVITIES

    @extend_schema(
        operation_id="sensitivities_list",
        parameters=[SensitivitiesQuery],
        responses={200: SensitivitiesSerializer, 422: ErrorSerializer},
    )
    def get(self, request: Request) -> Response:
        asked = SensitivitiesQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        narrowed = asked.validated_data
        found = queries.changes(show=narrowed["show"], before=narrowed.get("before"), limit=PAGE + 1)
        following = found[PAGE - 1].pk if len(found) > PAGE else None
        return Response({"pictures": [change(one, one.image) for one in found[:PAGE]], "next": following})


class OneSensitivity(OfficeView):
    """One picture: who said what of it; and a decision."""

    reads, writes = Scope.READ_SENSITIVITIES, Scope.WRITE_SENSITIVITIES

    @extend_schema(operation_id="sensitivities_one", responses={200: SensitivitySerializer, 404: ErrorSerializer})
    def get(self, request: Request, public_id: UUID) -> Response:
        return Response(told(get_object_or_404(Image, public_id=public_id)))

    @extend_schema(
        operation_id="sensitivities_decide",
        request=DecideBody,
        responses={200: SensitivitySerializer, 404: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        image, body = get_object_or_404(Image, public_id=public_id), said(DecideBody, request)
        sensitivity, reason = Sensitivity(body["sensitivity"]), body["reason"]
        by, now = self.person.username, timezone.now()
        sensitivities.decide(image=image, sensitivity=sensitivity, reason=reason, actor=by, now=now)
        return Response(told(get_object_or_404(Image, public_id=public_id)))


def told(image: Image) -> dict[str, Any]:
    return {
        "picture": image.public_id,
        "sensitivity": image.sensitivity,
        "changes": [change(one, image) for one in queries.record(image)],
        "flags": [flag(one) for one in queries.flags(image)],
    }


def change(one: SensitivityChange, image: Image) -> dict[str, Any]:
    names = ("before", "after", "cause", "reason", "actor", "created_at")
    return {name: getattr(one, name) for name in names} | {"picture": image.public_id}


def flag(one: Flag) -> dict[str, Any]:
    names = ("reasons", "note", "created_at")
    return {name: getattr(one, name) for name in names} | {
        "annotator": one.annotator.user.username,
        "batch": one.pair.batch.name,
    }
