"""What stands behind a run's figures, for programs: its jobs with what came back, and its files."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.api.office import BEFORE, RUN, OfficeView, page
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import Scope
from dataset.choices import AttemptOutcome, JobState, ShardState, Transport
from dataset.models import MachineJob, MachineRun
from dataset.queries import machine_answers, machine_shards
from dataset.queries.machine_answers import Tried

JOB = OpenApiParameter("job", {"type": "integer", "minimum": 0, "maximum": BIGINT}, OpenApiParameter.PATH)
STATE = OpenApiParameter("state", {"type": "string", "enum": [*JobState.values]})
CODE = OpenApiParameter("code", {"type": "string", "maxLength": 16}, description="Jobs that have this code alone.")


class RunJobSerializer(serializers.Serializer[Any]):
    """`prompt` is a number, `text` what it says; both null for a step of a style tree. `failures` are codes."""

    id = serializers.IntegerField()
    prompt = serializers.IntegerField(source="prompt_id", allow_null=True)
    text = serializers.CharField(source="prompt.text", allow_null=True, default=None)
    state = serializers.ChoiceField(choices=JobState.values)
    failures = serializers.ListField(child=serializers.CharField())
    detail = serializers.CharField(allow_blank=True)
    n_attempts = serializers.IntegerField()
    ended_at = serializers.DateTimeField(allow_null=True)


class RunJobsSerializer(serializers.Serializer[Any]):
    """The newest first."""

    jobs = RunJobSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class RunAttemptSerializer(serializers.Serializer[Any]):
    """`said` is what the model said, `raw` the answer as it came; both empty where none came. Sums are in dollars."""

    number = serializers.IntegerField()
    round = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices=AttemptOutcome.values)
    profile = serializers.CharField(source="profile.name")
    base_url = serializers.CharField(source="profile.base_url")
    transport = serializers.ChoiceField(choices=Transport.values)
    file = serializers.IntegerField(source="shard.number", allow_null=True, default=None)
    request_id = serializers.CharField(allow_blank=True)
    fingerprint = serializers.CharField(allow_blank=True)
    finish_reason = serializers.CharField(allow_blank=True)
    from_cache = serializers.BooleanField()
    failures = serializers.ListField(child=serializers.CharField())
    repairs = serializers.ListField(child=serializers.CharField())
    detail = serializers.CharField(allow_blank=True)
    usage = serializers.JSONField()
    cost_amount = serializers.CharField()
    milliseconds = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    said = serializers.CharField(allow_blank=True)
    raw = serializers.CharField(allow_blank=True)


class OneRunJobSerializer(serializers.Serializer[Any]):
    job = RunJobSerializer()
    attempts = RunAttemptSerializer(many=True)


class RunFileSerializer(serializers.Serializer[Any]):
    """Of its questions so many were answered, failed, stood in neither file of results, or came back unasked."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    state = serializers.ChoiceField(choices=ShardState.values)
    profile = serializers.CharField(source="profile.name")
    batch_id = serializers.CharField(allow_blank=True)
    told = serializers.CharField(allow_blank=True)
    detail = serializers.CharField(allow_blank=True)
    n_lines = serializers.IntegerField()
    n_answered = serializers.IntegerField()
    n_failed = serializers.IntegerField()
    n_missing = serializers.IntegerField()
    n_returned = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class RunFilesSerializer(serializers.Serializer[Any]):
    """The newest first."""

    files = RunFileSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class Jobs(OfficeView):
    """The jobs of a run: each prompt that it asks about."""

    reads = Scope.READ_MODELS

    @extend_schema(
        operation_id="runs_jobs",
        parameters=[RUN, BEFORE, STATE, CODE],
        responses={200: RunJobsSerializer, 404: ErrorSerializer, 422: ErrorSerializer},
    )
    def get(self, request: Request, run: int) -> Response:
        found = get_object_or_404(MachineRun, pk=run)
        state, code = request.query_params.get("state", ""), request.query_params.get("code", "")
        if state and state not in JobState.values:
            raise serializers.ValidationError({"state": "There is no such state."})
        if len(code) > 16 or "\0" in code:
            raise serializers.ValidationError({"code": "There is no such code."})
        rows, following = page(machine_answers.of(found, state=state, code=code), request)
        return Response(RunJobsSerializer({"jobs": rows, "next": following}).data)


class OneJob(OfficeView):
    """One job with all that was tried for it."""

    reads = Scope.READ_MODELS

    @extend_schema(
        operation_id="runs_job", parameters=[RUN, JOB], responses={200: OneRunJobSerializer, 404: ErrorSerializer}
    )
    def get(self, request: Request, run: int, job: int) -> Response:
        found = get_object_or_404(MachineJob.objects.select_related("prompt"), pk=job, run=run)
        attempts = [RunAttemptSerializer(flat(one)).data for one in machine_answers.attempts(found)]
        return Response({"job": RunJobSerializer(found).data, "attempts": attempts})


class Files(OfficeView):
    """The files in which a run's questions go out."""

    reads = Scope.READ_MODELS

    @extend_schema(
        operation_id="runs_files", parameters=[RUN, BEFORE], responses={200: RunFilesSerializer, 404: ErrorSerializer}
    )
    def get(self, request: Request, run: int) -> Response:
        found = get_object_or_404(MachineRun, pk=run)
        rows, following = page(machine_shards.of(found).order_by("-pk"), request)
        return Response(RunFilesSerializer({"files": rows, "next": following}).data)


def flat(one: Tried) -> Any:
    """The attempt with what came back beside its own fields."""
    one.attempt.said, one.attempt.raw = one.said, one.raw  # type: ignore[attr-defined]  # for the serializer alone
    return one.attempt
