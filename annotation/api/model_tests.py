"""Tests of models, for programs: ordered, and read until they ended."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import model_profiles
from annotation.api.office import OfficeView
from annotation.api.profiles import MODEL
from annotation.api.work import ErrorSerializer
from annotation.choices import Scope
from dataset.models import ModelProfile
from dataset.queries import model_tests


class FindingSerializer(serializers.Serializer[Any]):
    says = serializers.CharField()
    is_problem = serializers.BooleanField()


class ModelTestSerializer(serializers.Serializer[Any]):
    """A test; `ended_at` is null until a worker asked, `passed` false until then. The cost is a text, in dollars."""

    id = serializers.IntegerField(source="test.pk")
    actor = serializers.CharField(source="test.actor")
    created_at = serializers.DateTimeField(source="test.created_at")
    ended_at = serializers.DateTimeField(source="test.ended_at", allow_null=True)
    passed = serializers.BooleanField()
    findings = FindingSerializer(many=True)
    probes = serializers.JSONField(source="test.probes", help_text="What came back of each question.")
    cost_amount = serializers.CharField(source="test.cost_amount")


class ModelTestsSerializer(serializers.Serializer[Any]):
    """The newest five, the newest first; what a further one costs at most, null where the model has no price."""

    tests = ModelTestSerializer(many=True)
    most_amount = serializers.CharField(allow_null=True)


class Tests(OfficeView):
    """Short questions to a model, before it is trusted."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(
        operation_id="model_tests_list",
        parameters=[MODEL],
        responses={200: ModelTestsSerializer, 404: ErrorSerializer},
    )
    def get(self, _: Request, model: int) -> Response:
        return Response(told(get_object_or_404(ModelProfile, pk=model)))

    @extend_schema(
        operation_id="model_tests_order",
        parameters=[MODEL],
        request=None,
        responses={202: ModelTestsSerializer, 404: ErrorSerializer, 409: ErrorSerializer},
    )
    def post(self, _: Request, model: int) -> Response:
        profile = get_object_or_404(ModelProfile, pk=model)
        model_profiles.test(profile=profile, actor=self.person.username, now=timezone.now())
        return Response(told(profile), status=202)


def told(profile: ModelProfile) -> dict[str, Any]:
    most = model_tests.most_now(profile, timezone.now())
    return dict(ModelTestsSerializer({"tests": model_tests.of(profile), "most_amount": most}).data)
