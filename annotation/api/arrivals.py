from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import arrivals
from annotation.api.office import OfficeView
from annotation.api.work import ErrorSerializer
from annotation.choices import Scope
from dataset.choices import ArrivalKind, ArrivalState
from dataset.models import Arrival

NEWEST = 100
# As the form of the page has them.
DEFAULTS = {"licence": "", "generator": "midjourney", "missing_images": "refuse"}
COLUMNS = ("image_column", "prompt_column")


class ArrivalSerializer(serializers.Serializer[Any]):
    """
    Files on their way in. In the state `looked`, `look` tells what a worker saw, and `start` brings the rows in.

    `run` is the run of the import, once rows came in.
    """

    key = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=ArrivalKind.values)
    origin = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=ArrivalState.values)
    look = serializers.JSONField()
    run = serializers.IntegerField(allow_null=True)
    n_done = serializers.IntegerField()
    n_total = serializers.IntegerField()
    detail = serializers.CharField(allow_blank=True)
    actor = serializers.CharField()
    created_at = serializers.DateTimeField()


class ArrivalsSerializer(serializers.Serializer[Any]):
    """The newest hundred."""

    arrivals = ArrivalSerializer(many=True)


class BeginBody(serializers.Serializer[Any]):
    """
    Sent again with its `key` nothing new begins. `said`: the folder of the server, or the prefix of the bucket.

    Of the kind `upload` the files come next, by `arrivals/KEY/files`; then `look`.
    """

    key = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=ArrivalKind.values)
    said = serializers.CharField(max_length=1000, allow_blank=True, default="")


class ArrivalActBody(serializers.Serializer[Any]):
    """
    `look`: all files are here, or other columns are meant, and a worker looks at it. `start` brings the rows in as they
    were looked at, or goes on; the rest is read at the first start alone.
    """

    act = serializers.ChoiceField(choices=["look", "start", "stop"])
    image_column = serializers.CharField(max_length=200, required=False, help_text="For `look`.")
    prompt_column = serializers.CharField(max_length=200, required=False, help_text="For `look`.")
    source = serializers.SlugField(max_length=64, required=False)  # type: ignore[assignment]  # a field of that name
    licence = serializers.CharField(max_length=100, required=False, allow_blank=True)
    generator = serializers.CharField(max_length=64, required=False)
    missing_images = serializers.ChoiceField(choices=["refuse", "wait"], required=False)


class Arrivals(OfficeView):
    """Imports on their way in; and a new one, of files that are sent, or from the server or the bucket."""

    reads, writes = Scope.READ_IMPORTS, Scope.WRITE_IMPORTS

    @extend_schema(operation_id="arrivals_list", responses={200: ArrivalsSerializer})
    def get(self, request: Request) -> Response:
        return Response({"arrivals": [told(one) for one in Arrival.objects.order_by("-created_at", "pk")[:NEWEST]]})

    @extend_schema(
        operation_id="arrivals_begin",
        request=BeginBody,
        responses={200: ArrivalSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        body = BeginBody(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        arrival = arrivals.begin(
            key=said["key"],
            kind=ArrivalKind(said["kind"]),
            said=said["said"],
            wishes={},
            actor=self.person.username,
            now=timezone.now(),
        )
        return Response(told(arrival))


class OneArrival(OfficeView):
    """One import on its way in: how far it is; having it looked at, bringing its rows in, or stopping it."""

    reads, writes = Scope.READ_IMPORTS, Scope.WRITE_IMPORTS

    @extend_schema(operation_id="arrivals_one", responses={200: ArrivalSerializer, 404: ErrorSerializer})
    def get(self, request: Request, arrival: UUID) -> Response:
        return Response(told(get_object_or_404(Arrival, pk=arrival)))

    @extend_schema(
        operation_id="arrivals_act",
        request=ArrivalActBody,
        responses={200: ArrivalSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request, arrival: UUID) -> Response:
        found = get_object_or_404(Arrival, pk=arrival)
        body = ArrivalActBody(data=request.data)
        body.is_valid(raise_exception=True)
        act, sent, by, now = body.validated_data["act"], body.validated_data, self.person.username, timezone.now()
        if act == "look":
            columns = {name: sent[name] for name in COLUMNS if name in sent}
            arrivals.look(arrival=found, wishes=columns, actor=by, now=now)
        elif act == "start":
            wishes = {name: value for name, value in sent.items() if name not in ("act", *COLUMNS)}
            arrivals.start(arrival=found, wishes=looked_at(found) | wishes, actor=by, now=now)
        else:
            arrivals.stop(arrival=found, actor=by, now=now)
        found.refresh_from_db()
        return Response(told(found))


def looked_at(arrival: Arrival) -> dict[str, str]:
    """What the worker read, which is all that may go in: source and columns. Nothing once rows are coming."""
    if arrival.run_id:
        return {}
    return DEFAULTS | {
        name: arrival.look[name] for name in ("source", "image_column", "prompt_column") if arrival.look.get(name)
    }


def told(arrival: Arrival) -> dict[str, Any]:
    same = "key kind origin state look n_done n_total detail actor created_at"
    return {name: getattr(arrival, name) for name in same.split()} | {"run": arrival.run_id}
