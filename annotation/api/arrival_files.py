"""The files of an import that a program sends, and the small pictures of its contact sheet."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.api.office import OfficeView
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import Scope
from dataset.actions import arrivals
from dataset.models import Arrival, ArrivalFile
from dataset.queries.arrivals import picture_path
from dataset.rules.arrivals import LONGEST, MOST_CHUNK, MOST_FILES

PLACE = OpenApiParameter("place", {"type": "integer", "minimum": 0, "maximum": BIGINT}, OpenApiParameter.PATH)
BYTES = "application/octet-stream"


class PieceQuery(serializers.Serializer[Any]):
    """Whose piece it is: the file's path inside the import, its whole size, and where the piece begins."""

    name = serializers.CharField(max_length=LONGEST, trim_whitespace=False)
    size = serializers.IntegerField(min_value=0, max_value=BIGINT)
    offset = serializers.IntegerField(min_value=0, max_value=BIGINT)


class FileSerializer(serializers.Serializer[Any]):
    """`n_received` bytes of `n_bytes` are here, from the beginning on."""

    name = serializers.CharField()
    n_bytes = serializers.IntegerField()
    n_received = serializers.IntegerField()


class FilesSerializer(serializers.Serializer[Any]):
    """By name."""

    files = FileSerializer(many=True)


class ReceivedSerializer(serializers.Serializer[Any]):
    """So many bytes of the file are here: the next piece begins there."""

    received = serializers.IntegerField()


class BytesParser(BaseParser):
    """The body as it is."""

    media_type = BYTES

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        return bytes(stream.read(MOST_CHUNK + 1))


class ArrivalFiles(OfficeView):
    """
    The files of an import: how much of each is here; and a piece of one, of at most a megabyte, as the body.

    A piece sent again is kept once. One that does not follow is refused as `piece_misplaced`; the list says where to go
    on. Pieces are counted with what reads, and are no acts in the record.
    """

    reads, writes = Scope.READ_IMPORTS, Scope.WRITE_IMPORTS
    is_an_act = False
    parser_classes = [BytesParser]

    @extend_schema(operation_id="arrivals_files", responses={200: FilesSerializer, 404: ErrorSerializer})
    def get(self, request: Request, arrival: UUID) -> Response:
        files = ArrivalFile.objects.filter(arrival=get_object_or_404(Arrival, pk=arrival)).order_by("name")
        return Response({"files": [*files.values("name", "n_bytes", "n_received")[:MOST_FILES]]})

    @extend_schema(
        operation_id="arrivals_send",
        parameters=[PieceQuery],
        request={BYTES: OpenApiTypes.BINARY},
        responses={
            200: ReceivedSerializer,
            404: ErrorSerializer,
            409: ErrorSerializer,
            422: ErrorSerializer,
        },
    )
    def post(self, request: Request, arrival: UUID) -> Response:
        found = get_object_or_404(Arrival, pk=arrival)
        asked = PieceQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        name, size, offset = (asked.validated_data[part] for part in ("name", "size", "offset"))
        data = request.data if isinstance(request.data, bytes) else b""  # an empty body comes as a form
        received = arrivals.receive(arrival=found, name=name, n_bytes=size, offset=offset, data=data)
        return Response({"received": received})


class ArrivalPicture(OfficeView):
    """A small picture of the contact sheet, by its place in `look`."""

    reads = Scope.READ_IMPORTS

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:  # noqa: FBT001, FBT002  DRF's
        """It comes as WebP, whatever is accepted."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(parameters=[PLACE], responses={(200, "image/webp"): OpenApiTypes.BINARY, 404: ErrorSerializer})
    def get(self, request: Request, arrival: UUID, place: int) -> FileResponse:
        path = Path(picture_path(get_object_or_404(Arrival, pk=arrival), place))
        if not path.is_file():
            raise Http404
        return FileResponse(path.open("rb"), content_type="image/webp")
