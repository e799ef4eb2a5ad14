from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import heartbeats
from annotation.api.permissions import AnnotatorView, IsAnnotator
from annotation.api.work import ErrorSerializer
from annotation.gateways import leases
from annotation.queries import times, workbench
from annotation.rules.activities import Activity
from annotation.rules.intervals import known_zone

BIGINT = 2**63 - 1
MONTH_MS = 31 * 24 * 3600 * 1000
MILLISECOND = timedelta(milliseconds=1)
CLOCKS = (datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))


class SpanBody(serializers.Serializer[Any]):
    from_ms_ago = serializers.IntegerField(min_value=0, max_value=MONTH_MS)
    to_ms_ago = serializers.IntegerField(min_value=0, max_value=MONTH_MS)
    activity = serializers.ChoiceField(choices=[activity.value for activity in Activity])
    pair = serializers.IntegerField(min_value=1, max_value=BIGINT, allow_null=True, default=None)
    n_words = serializers.IntegerField(min_value=0, max_value=32_767, default=0)
    quiet_ms = serializers.IntegerField(min_value=0, max_value=MONTH_MS, allow_null=True, default=None)


class HeartbeatBody(serializers.Serializer[Any]):
    session = serializers.UUIDField()
    seq = serializers.IntegerField(min_value=0, max_value=BIGINT)
    zone = serializers.CharField(max_length=64)
    sent_at = serializers.DateTimeField()
    age_ms = serializers.IntegerField(min_value=0, max_value=MONTH_MS, default=0)
    spans = serializers.ListField(child=SpanBody(), max_length=1000)
    inputs = serializers.IntegerField(min_value=0, max_value=1_000_000, default=0)
    visible = serializers.BooleanField()
    held = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIGINT), max_length=100, default=list
    )

    def validate_sent_at(self, at: datetime) -> datetime:
        """Whatever a browser's clock shows, but not what no clock can be reckoned with."""
        if not CLOCKS[0] <= at <= CLOCKS[1]:
            raise serializers.ValidationError("No clock shows this.")
        return at


class BeatSerializer(serializers.Serializer[Any]):
    active_today_ms = serializers.IntegerField()
    lease_ends_at = serializers.DateTimeField(allow_null=True)
    lease_ms = serializers.IntegerField(allow_null=True)
    withdrawn = serializers.ListField(child=serializers.IntegerField())
    spared = serializers.ListField(child=serializers.IntegerField())
    guideline = serializers.IntegerField()
    unread = serializers.IntegerField()


class Beat(AnnotatorView):
    """
    What a page did in the minute before; kept once for each `session` and `seq`.

    Times are milliseconds before `sent_at`, which is when the report was written by the page's clock; `age_ms` is how
    long it waited since. `quiet_ms` is how long before its end the last input of a span was (left out: as long as the
    span). What counts of it is decided here. `lease_ms` is how long the first of what I hold stays mine, since a page's
    clock need not be ours. `held` are the slots that the page has: `withdrawn` are those that nobody is shown any more,
    `spared` those that became sensitive and are not for me. `guideline` is the number of the newest one, `unread` how
    many answers to questions I did not look at yet.
    """

    permission_classes = [IsAnnotator]

    @extend_schema(request=HeartbeatBody, responses={200: BeatSerializer, 409: ErrorSerializer, 422: ErrorSerializer})
    def post(self, request: Request) -> Response:
        body = HeartbeatBody(data=request.data)
        body.is_valid(raise_exception=True)
        found, now = dict(body.validated_data), timezone.now()
        withdrawn, spared = leases.gone(annotator_id=self.annotator.pk, slots=found.pop("held"), now=now)
        report = heartbeats.Report(**found)
        heartbeats.beat(annotator=self.annotator, report=report, now=now)
        zone = known_zone(report.zone)
        ends, unread = leases.standing(annotator_id=self.annotator.pk, user_id=self.annotator.user_id)
        answer = {
            "active_today_ms": times.active_today_ms(annotator=self.annotator, zone=zone, now=now),
            "lease_ends_at": ends,
            "lease_ms": None if ends is None else (ends - now) // MILLISECOND,
            "withdrawn": withdrawn,
            "spared": spared,
            "guideline": workbench.newest_guideline(),
            "unread": unread,
        }
        return Response(BeatSerializer(answer).data)
