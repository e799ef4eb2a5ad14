from pathlib import Path
from typing import Any

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import export_runs
from annotation.api.office import BEFORE, RUN, OfficeView, page
from annotation.api.score_limits import limits, limits_field
from annotation.api.work import ErrorSerializer
from annotation.choices import ExportState, Scope, WayOut
from annotation.gateways import bundles
from annotation.models import Batch, ExportRun
from dataset.rules.cleaning import Level
from dataset.rules.exports import LEVELS, Answers, ExportOptions

ACTS = {"stop": export_runs.stop, "resume": export_runs.resume}


class ExportSerializer(serializers.Serializer[Any]):
    """`counts` and `sums`, the SHA-256 of its list of sums, are there once it is done."""

    id = serializers.IntegerField()
    key = serializers.UUIDField()
    state = serializers.ChoiceField(choices=ExportState.values)
    way = serializers.ChoiceField(choices=WayOut.values)
    options = serializers.JSONField()
    step = serializers.CharField(allow_blank=True)
    n_done = serializers.IntegerField()
    n_total = serializers.IntegerField()
    counts = serializers.JSONField()
    sums = serializers.CharField(allow_blank=True)
    detail = serializers.CharField(allow_blank=True)
    actor = serializers.CharField()
    asked_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class ExportsSerializer(serializers.Serializer[Any]):
    """The newest first."""

    exports = ExportSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class ExportBody(serializers.Serializer[Any]):
    """Sent again with its `key` nothing new is begun. `batches`: these alone; empty: all."""

    key = serializers.UUIDField()
    way = serializers.ChoiceField(choices=WayOut.values, default=WayOut.WAIT.value)
    batches = serializers.ListField(child=serializers.CharField(max_length=64), max_length=100, default=[])
    level = serializers.ChoiceField(choices=[str(level) for level in LEVELS], default=str(LEVELS[0]))
    answers = serializers.ChoiceField(choices=[str(one) for one in Answers], default=str(Answers.LETTER))
    other_key = serializers.ChoiceField(choices=["Other", "Others"], default="Other")
    rows_only = serializers.BooleanField(default=False)
    scores = limits_field()

    def validate_batches(self, names: list[str]) -> list[str]:
        known = {
            *Batch.objects.filter(name__in=[name.replace("\0", "") for name in names]).values_list("name", flat=True)
        }
        if {*names} - known:
            raise serializers.ValidationError("There is no batch of that name.")
        return sorted({*names})


class ExportActBody(serializers.Serializer[Any]):
    act = serializers.ChoiceField(choices=[*ACTS])


class Exports(OfficeView):
    """Every export of the test set, page by page; and a new one, written by a worker."""

    reads, writes = Scope.READ_EXPORTS, Scope.WRITE_EXPORTS

    @extend_schema(operation_id="exports_list", parameters=[BEFORE], responses={200: ExportsSerializer})
    def get(self, request: Request) -> Response:
        rows, following = page(ExportRun.objects.order_by("-pk"), request)
        return Response({"exports": [told(run) for run in rows], "next": following})

    @extend_schema(
        operation_id="exports_ask", request=ExportBody, responses={200: ExportSerializer, 422: ErrorSerializer}
    )
    def post(self, request: Request) -> Response:
        body = ExportBody(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        options = ExportOptions(
            level=Level(said["level"]),
            sources=tuple(said["batches"]),
            answers=Answers(said["answers"]),
            other_key=said["other_key"],
            rows_only=said["rows_only"],
            scores=limits(said.get("scores", [])),
        )
        way, actor = WayOut(said["way"]), self.person.username
        run = export_runs.ask(key=said["key"], way=way, options=options, actor=actor, now=timezone.now())
        return Response(told(run))


class OneExport(OfficeView):
    """One export: how far it is; stopping it, or going on with it."""

    reads, writes = Scope.READ_EXPORTS, Scope.WRITE_EXPORTS

    @extend_schema(
        operation_id="exports_one", parameters=[RUN], responses={200: ExportSerializer, 404: ErrorSerializer}
    )
    def get(self, request: Request, run: int) -> Response:
        return Response(told(get_object_or_404(ExportRun, pk=run)))

    @extend_schema(
        operation_id="exports_act",
        parameters=[RUN],
        request=ExportActBody,
        responses={200: ExportSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request, run: int) -> Response:
        found = get_object_or_404(ExportRun, pk=run)
        body = ExportActBody(data=request.data)
        body.is_valid(raise_exception=True)
        ACTS[body.validated_data["act"]](run=found, actor=self.person.username, now=timezone.now())
        found.refresh_from_db()
        return Response(told(found))


class ExportFiles(OfficeView):
    """The files of an export that is done, as one zip."""

    reads = Scope.READ_EXPORTS

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:  # noqa: FBT001, FBT002  DRF's
        """It comes as a zip, whatever is accepted."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(parameters=[RUN], responses={(200, "application/zip"): OpenApiTypes.BINARY, 404: ErrorSerializer})
    def get(self, request: Request, run: int) -> StreamingHttpResponse:
        found = get_object_or_404(ExportRun, pk=run, state=ExportState.DONE)
        place = Path(found.place)
        names = [name for name, _ in bundles.files(place)]
        if not names:
            raise Http404
        zipped = bundles.zipped(place, names, f"test-set-{found.pk}")
        return StreamingHttpResponse(zipped, content_type="application/zip")


def told(run: ExportRun) -> dict[str, Any]:
    return {str(name): getattr(run, str(name)) for name in ExportSerializer().fields}
