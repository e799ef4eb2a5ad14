from collections.abc import Callable, Iterator
from typing import Any

from django.http import Http404, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.api.office import OfficeView
from annotation.api.work import ErrorSerializer
from annotation.choices import Scope
from annotation.queries.table_lines import csv_lines, json_lines
from annotation.queries.table_rows import Table
from annotation.queries.tables import TABLES

HOURS = "hours"
Lines = Callable[[Table], Iterator[str]]
ROWS = {"type": "array", "items": {"type": "object", "additionalProperties": {}}}


class TableSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    holds = serializers.CharField()
    columns = serializers.ListField(child=serializers.CharField())


class TablesSerializer(serializers.Serializer[Any]):
    tables = TableSerializer(many=True)


class Tables(OfficeView):
    """What tables there are, with their columns."""

    reads = Scope.READ_TABLES

    @extend_schema(responses={200: TablesSerializer})
    def get(self, request: Request) -> Response:
        told = [{"name": name, "holds": table.holds, "columns": [*table.columns]} for name, table in TABLES.items()]
        return Response({"tables": told})


class Streamed(OfficeView):
    """A table whole, in the order of its keys; `read:hours` opens the one of hours alone."""

    reads = Scope.READ_TABLES

    def scopes(self, request: Request) -> tuple[Scope, ...]:
        also = (Scope.READ_HOURS,) if self.kwargs.get("name") == HOURS else ()
        return (self.reads, *also)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:  # noqa: FBT001, FBT002  DRF's
        """It comes in one form, whatever is accepted."""
        return super().perform_content_negotiation(request, force=True)

    def streamed(self, name: str, lines: Lines, kind: str) -> StreamingHttpResponse:
        if name not in TABLES:
            raise Http404
        return StreamingHttpResponse(lines(TABLES[name]), content_type=kind)


class AsCsv(Streamed):
    """A table as CSV: headings, then one row a line. Text that a spreadsheet would run has an apostrophe before it."""

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR, 404: ErrorSerializer})
    def get(self, request: Request, name: str) -> StreamingHttpResponse:
        return self.streamed(name, csv_lines, "text/csv; charset=utf-8")


class AsJson(Streamed):
    """A table as JSON: a list of objects."""

    @extend_schema(responses={200: ROWS, 404: ErrorSerializer})
    def get(self, request: Request, name: str) -> StreamingHttpResponse:
        return self.streamed(name, json_lines, "application/json")
