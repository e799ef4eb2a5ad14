"""How the background is, for programs that watch."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.api.office import OfficeView
from annotation.choices import PulseKind, Scope
from annotation.queries import health
from annotation.queries.health import Process


class TroubleSerializer(serializers.Serializer[Any]):
    what = serializers.CharField()
    remedy = serializers.CharField()


class InHandSerializer(serializers.Serializer[Any]):
    task = serializers.CharField()
    since = serializers.DateTimeField(allow_null=True)


class ProcessSerializer(serializers.Serializer[Any]):
    """A worker, or the clock; `beat_at` is when it was last heard, each second while it lives."""

    name = serializers.CharField()
    process = serializers.ChoiceField(source="kind", choices=PulseKind.choices)
    queues = serializers.ListField(child=serializers.CharField())
    build = serializers.CharField(source="version")
    in_hand = serializers.SerializerMethodField()
    began_at = serializers.DateTimeField(allow_null=True)
    beat_at = serializers.DateTimeField()
    is_alive = serializers.BooleanField()

    @extend_schema_field(InHandSerializer(many=True))
    def get_in_hand(self, process: Process) -> list[dict[str, Any]]:
        return [{"task": task, "since": since} for task, since in process.in_hand]


class TickSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    every_seconds = serializers.FloatField()
    rang_at = serializers.DateTimeField(allow_null=True)
    is_late = serializers.BooleanField()


class RedisSerializer(serializers.Serializer[Any]):
    """`trouble` is empty while it answers; `queues` are messages that wait, `n_in_hand` those that workers have."""

    trouble = serializers.CharField(allow_blank=True)
    version = serializers.CharField(allow_blank=True)
    n_bytes = serializers.IntegerField()
    queues = serializers.DictField(child=serializers.IntegerField())
    n_in_hand = serializers.IntegerField()


class BacklogSerializer(serializers.Serializer[Any]):
    """`n` is counted to ten thousand; `is_more`: there are more."""

    what = serializers.CharField()
    n = serializers.IntegerField()
    is_more = serializers.BooleanField()


class DiskSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    n_free = serializers.IntegerField()
    n_bytes = serializers.IntegerField()
    is_low = serializers.BooleanField()


class ModelAtWorkSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    base_url = serializers.CharField()
    is_stand_in = serializers.BooleanField(help_text="Rules answer, and no model.")


class HealthSerializer(serializers.Serializer[Any]):
    """All is well when `problems` is empty; each says what is wrong and what to do."""

    is_well = serializers.BooleanField()
    problems = TroubleSerializer(many=True)
    postgres = serializers.CharField()
    redis = serializers.DictField(child=RedisSerializer(), help_text="By role: broker, cache.")
    processes = ProcessSerializer(many=True)
    ticks = TickSerializer(many=True)
    backlogs = BacklogSerializer(many=True)
    disks = DiskSerializer(many=True)
    models = ModelAtWorkSerializer(many=True)


class Health(OfficeView):
    """How workers, clock, queues, servers and disks are; answered also while Redis is away."""

    reads = Scope.READ_FIGURES

    @extend_schema(responses={200: HealthSerializer})
    def get(self, request: Request) -> Response:
        return Response(HealthSerializer(health.condition()).data)
