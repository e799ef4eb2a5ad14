from typing import Any

from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.api.office import BEFORE, RUN, OfficeView, page
from annotation.api.work import ErrorSerializer
from annotation.choices import Scope
from annotation.queries import import_lines
from dataset.choices import RunState
from dataset.models import ImportRun

COLUMNS = [
    "id",
    "source",
    "path",
    "state",
    "n_rows",
    "n_added",
    "n_known",
    "n_refused",
    "actor",
    "started_at",
    "finished_at",
]


class ImportSerializer(serializers.Serializer[Any]):
    """Rows by what became of them."""

    id = serializers.IntegerField()
    source = serializers.CharField()  # type: ignore[assignment]  # a field of that name
    path = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=RunState.values)
    n_rows = serializers.IntegerField()
    n_added = serializers.IntegerField()
    n_known = serializers.IntegerField()
    n_refused = serializers.IntegerField()
    actor = serializers.CharField(allow_blank=True)
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class ImportsSerializer(serializers.Serializer[Any]):
    """The newest first."""

    imports = ImportSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class Imports(OfficeView):
    """Every run of an import, page by page."""

    reads = Scope.READ_IMPORTS

    @extend_schema(operation_id="imports_list", parameters=[BEFORE], responses={200: ImportsSerializer})
    def get(self, request: Request) -> Response:
        rows, following = page(ImportRun.objects.order_by("-pk"), request)
        return Response({"imports": [told(run) for run in rows], "next": following})


class OneImport(OfficeView):
    """One run of an import."""

    reads = Scope.READ_IMPORTS

    @extend_schema(
        operation_id="imports_one", parameters=[RUN], responses={200: ImportSerializer, 404: ErrorSerializer}
    )
    def get(self, request: Request, run: int) -> Response:
        return Response(told(get_object_or_404(ImportRun, pk=run)))


class ImportReport(OfficeView):
    """The rows that stayed out and the pictures that were refused, each with its reason, as CSV."""

    reads = Scope.READ_IMPORTS

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:  # noqa: FBT001, FBT002  DRF's
        """It comes as CSV, whatever is accepted."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(parameters=[RUN], responses={(200, "text/csv"): OpenApiTypes.STR, 404: ErrorSerializer})
    def get(self, request: Request, run: int) -> StreamingHttpResponse:
        lines = import_lines.lines(get_object_or_404(ImportRun, pk=run))
        return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")


def told(run: ImportRun) -> dict[str, Any]:
    return {str(name): getattr(run, str(name)) for name in ImportSerializer().fields}
