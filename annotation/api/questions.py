from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import threads
from annotation.api.permissions import AnnotatorView, IsAnnotator
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import LONGEST_MESSAGE


class QuestionBody(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    pair = serializers.IntegerField(min_value=1, max_value=BIGINT)
    word = serializers.IntegerField(min_value=0, max_value=32_767, allow_null=True, default=None)
    text = serializers.CharField(max_length=LONGEST_MESSAGE)


class AskedSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    due_at = serializers.DateTimeField()


class Ask(AnnotatorView):
    """Ask about a pair that I was given, or one word of it; kept once for its `uuid`. The answer comes to `/me/`."""

    permission_classes = [IsAnnotator]

    @extend_schema(
        request=QuestionBody,
        responses={200: AskedSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        body = QuestionBody(data=request.data)
        body.is_valid(raise_exception=True)
        found = body.validated_data
        asked = threads.Asked(found["uuid"], found["pair"], found["text"], found["word"])
        within = timedelta(hours=settings.ANSWER_HOURS)
        thread = threads.ask(annotator=self.annotator, asked=asked, within=within, now=timezone.now())
        return Response({"uuid": str(thread.pk), "due_at": thread.due_at.isoformat()})
