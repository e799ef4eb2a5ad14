"""What an annotator contests, and says on in a thread of their own."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import contests, threads
from annotation.actions.contests import Contested, Thing
from annotation.api.permissions import AnnotatorView, IsAnnotator
from annotation.api.questions import AskedSerializer
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import LONGEST_MESSAGE, ThreadKind
from annotation.models import Thread


class ContestBody(serializers.Serializer[Any]):
    """`result`: the number of an answer to a test, or of one on gold at work. `flag`: the UUID that it came with."""

    uuid = serializers.UUIDField()
    thing = serializers.ChoiceField(choices=[thing.value for thing in Thing])
    result = serializers.IntegerField(min_value=1, max_value=BIGINT, required=False)
    flag = serializers.UUIDField(required=False)
    text = serializers.CharField(max_length=LONGEST_MESSAGE)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        named = "flag" if attrs["thing"] == Thing.FLAG.value else "result"
        if named not in attrs:
            raise serializers.ValidationError({named: "Say what is contested."})
        return attrs | {"key": attrs[named]}


class ReplyBody(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    text = serializers.CharField(max_length=LONGEST_MESSAGE)


class Contest(AnnotatorView):
    """Contest a result of mine, or what was decided on a flag of mine, once; the answer comes to `/me/`."""

    permission_classes = [IsAnnotator]

    @extend_schema(
        request=ContestBody,
        responses={200: AskedSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        body = ContestBody(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        contested = Contested(said["uuid"], Thing(said["thing"]), said["key"], said["text"])
        within = timedelta(hours=settings.ANSWER_HOURS)
        made = contests.contest(annotator=self.annotator, contested=contested, within=within, now=timezone.now())
        return Response({"uuid": str(made.pk), "due_at": made.due_at.isoformat()})


class Reply(AnnotatorView):
    """Say more in a thread of mine, kept once for its `uuid`: it waits for an answer again."""

    permission_classes = [IsAnnotator]

    @extend_schema(
        request=ReplyBody,
        responses={200: AskedSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request, thread: UUID) -> Response:
        mine = Thread.objects.filter(asked_by=self.annotator.user).exclude(kind=ThreadKind.PAY)
        found = get_object_or_404(mine, pk=thread)
        body = ReplyBody(data=request.data)
        body.is_valid(raise_exception=True)
        within = timedelta(hours=settings.ANSWER_HOURS)
        threads.go_on(
            thread=found, author=self.annotator.user, within=within, now=timezone.now(), **body.validated_data
        )
        found.refresh_from_db()
        return Response({"uuid": str(found.pk), "due_at": found.due_at.isoformat()})
