"""Somebody's judgments set aside by a program, and counted again."""

from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import set_asides
from annotation.api.office import OfficeView, said
from annotation.api.pairs import ReasonBody
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import Scope
from annotation.models import Annotator, Batch, SetAside
from annotation.queries import set_asides as queries
from annotation.queries.set_asides import Meant

ACT = OpenApiParameter("act", {"type": "integer", "minimum": 0, "maximum": BIGINT}, OpenApiParameter.PATH)
REFUSALS = {404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer}
FIRST, LAST = date(2000, 1, 1), date(2999, 12, 31)
COLUMNS = ("id", "since", "until", "reason", "actor", "created_at", "n_judgments", "n_reopened", "finished_at")


class SetAsideBody(serializers.Serializer[Any]):
    """Of which batch and days; what is left out does not narrow. The days are those of the project's clock."""

    batch = serializers.CharField(max_length=64, required=False)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)
    reason = serializers.CharField(max_length=500)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if any(not FIRST <= attrs[name] <= LAST for name in ("since", "until") if name in attrs):
            raise serializers.ValidationError("No judgment is of such a day.")
        if attrs.get("since") and attrs.get("until") and attrs["until"] < attrs["since"]:
            raise serializers.ValidationError({"until": "The last day lies before the first."})
        return attrs


class SetAsideSerializer(serializers.Serializer[Any]):
    """It is carried out in the background. With a moment of `undone_at` its judgments count again."""

    id = serializers.IntegerField()
    batch = serializers.CharField(allow_null=True)
    since = serializers.DateTimeField(allow_null=True)
    until = serializers.DateTimeField()
    undone_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField()
    actor = serializers.CharField()
    created_at = serializers.DateTimeField()
    n_judgments = serializers.IntegerField()
    n_reopened = serializers.IntegerField()
    finished_at = serializers.DateTimeField(allow_null=True)


class SetAsidesSerializer(serializers.Serializer[Any]):
    """The newest first."""

    set_asides = SetAsideSerializer(many=True)


class SetAsides(OfficeView):
    """What was set aside of somebody's judgments; and setting more aside: they are kept and paid, and count no more."""

    reads, writes = Scope.READ_PEOPLE, Scope.WRITE_PAIRS

    @extend_schema(operation_id="set_asides_list", responses={200: SetAsidesSerializer, 404: ErrorSerializer})
    def get(self, request: Request, username: str) -> Response:
        return Response(told(asked(username)))

    @extend_schema(
        operation_id="set_asides_begin", request=SetAsideBody, responses={200: SetAsidesSerializer, **REFUSALS}
    )
    def post(self, request: Request, username: str) -> Response:
        whose, body, now = asked(username), said(SetAsideBody, request), timezone.now()
        what = meant(whose, body, now)
        set_asides.begin(what=what, reason=body["reason"], actor=self.person.username, now=now)
        return Response(told(whose))


class UndoSetAside(OfficeView):
    """Having what an act set aside count again."""

    reads, writes = Scope.READ_PEOPLE, Scope.WRITE_PAIRS

    @extend_schema(
        operation_id="set_asides_undo",
        parameters=[ACT],
        request=ReasonBody,
        responses={200: SetAsidesSerializer, **REFUSALS},
    )
    def post(self, request: Request, username: str, act: int) -> Response:
        whose = asked(username)
        row, body = get_object_or_404(SetAside, pk=act, annotator=whose), said(ReasonBody, request)
        set_asides.undo(act=row, reason=body["reason"], actor=self.person.username, now=timezone.now())
        return Response(told(whose))


def asked(username: str) -> Annotator:
    return get_object_or_404(Annotator.objects.select_related("user"), user__username=username.replace("\0", ""))


def meant(whose: Annotator, body: dict[str, Any], now: datetime) -> Meant:
    """The judgments that a body names: whole days, up to now."""
    batch = get_object_or_404(Batch, name=body["batch"]) if "batch" in body else None
    return Meant.of_days(whose, batch, body.get("since"), body.get("until"), now)


def told(whose: Annotator) -> dict[str, Any]:
    return {
        "set_asides": [
            {name: getattr(row, name) for name in COLUMNS}
            | {"batch": row.batch.name if row.batch else None, "undone_at": undone_at(row)}
            for row in queries.of(whose)
        ]
    }


def undone_at(row: SetAside) -> datetime | None:
    back: SetAside | None = getattr(row, "undone_by", None)
    return back.created_at if back else None
