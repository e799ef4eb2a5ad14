from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import onboarding as onboardings
from annotation.actions import qualifications
from annotation.api.judgments import MAX_WORDS, WordsField
from annotation.api.permissions import AnnotatorView, IsWorkingAnnotator
from annotation.api.work import ErrorSerializer, TokenSerializer, image_url
from annotation.api.work import ImageSerializer as PictureSerializer
from annotation.queries import onboarding as queries
from annotation.rules.onboarding import LEARNING, Step
from annotation.rules.qualifications import Given


class StepBody(serializers.Serializer[Any]):
    done = serializers.ChoiceField(choices=[step.value for step in LEARNING])
    n = serializers.IntegerField(min_value=0, max_value=100, default=0)


class ResultSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    passed = serializers.BooleanField()
    recall = serializers.FloatField()
    precision = serializers.FloatField()
    recall_wanted = serializers.FloatField()
    precision_wanted = serializers.FloatField()


class ItemSerializer(serializers.Serializer[Any]):
    item = serializers.IntegerField()
    language = serializers.CharField()
    tokens_hash = serializers.CharField()
    prompt = serializers.CharField()
    n_words = serializers.IntegerField()
    tokens = TokenSerializer(many=True)
    tail = serializers.CharField()
    image = PictureSerializer()


class AttemptSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    n_items = serializers.IntegerField()
    n_done = serializers.IntegerField()
    item = ItemSerializer(allow_null=True)
    result = ResultSerializer(allow_null=True)


class BarSerializer(serializers.Serializer[Any]):
    n_items = serializers.IntegerField()
    recall = serializers.FloatField()
    precision = serializers.FloatField()


class JourneySerializer(serializers.Serializer[Any]):
    """How far somebody is on the way to their first pair."""

    step = serializers.ChoiceField(choices=[step.value for step in Step])
    n_examples = serializers.IntegerField()
    n_practised = serializers.IntegerField()
    bar = BarSerializer()
    is_asked = serializers.BooleanField()
    has_work = serializers.BooleanField()
    attempt = AttemptSerializer(allow_null=True)
    last = ResultSerializer(allow_null=True)


class ItemAnswerBody(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    item = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    struck = WordsField(max_length=MAX_WORDS)
    active_ms = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)


class ComparisonSerializer(serializers.Serializer[Any]):
    hits = serializers.ListField(child=serializers.IntegerField())
    missed = serializers.ListField(child=serializers.IntegerField())
    over = serializers.ListField(child=serializers.IntegerField())


class MarkedSerializer(serializers.Serializer[Any]):
    comparison = ComparisonSerializer()
    attempt = AttemptSerializer()
    journey = JourneySerializer()


class Reach(AnnotatorView):
    """Note that a step of the way is done, or the first `n` parts of it."""

    permission_classes = [IsWorkingAnnotator]

    @extend_schema(request=StepBody, responses={200: JourneySerializer, 409: ErrorSerializer, 422: ErrorSerializer})
    def post(self, request: Request) -> Response:
        body = StepBody(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        row = onboardings.reach(annotator=self.annotator, done=Step(said["done"]), n=said["n"], now=timezone.now())
        return Response(queries.journey(row, image_url))


class Start(AnnotatorView):
    """Begin an attempt to qualify, or go on with the one that is open."""

    permission_classes = [IsWorkingAnnotator]

    @extend_schema(request=None, responses={200: AttemptSerializer, 409: ErrorSerializer})
    def post(self, request: Request) -> Response:
        attempt = qualifications.start(annotator=self.annotator, now=timezone.now())
        return Response(queries.attempt_json(attempt, image_url))


class Answer(AnnotatorView):
    """Answer an item, and see at once how the answer compares with the gold. The same UUID is told the same."""

    permission_classes = [IsWorkingAnnotator]

    @extend_schema(
        request=ItemAnswerBody,
        responses={200: MarkedSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        body = ItemAnswerBody(data=request.data)
        body.is_valid(raise_exception=True)
        now = timezone.now()
        marked = qualifications.submit(annotator=self.annotator, given=Given(**body.validated_data), now=now)
        row = onboardings.begin(annotator=self.annotator, now=now)
        return Response(
            {
                "comparison": queries.comparison_json(marked.comparison),
                "attempt": queries.attempt_json(marked.attempt, image_url),
                "journey": queries.journey(row, image_url),
            }
        )
