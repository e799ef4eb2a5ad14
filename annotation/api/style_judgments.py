"""A version of a style tree held against people, by programs."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.api.office import OfficeView, said
from annotation.api.styles import VERSION, version_of
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import Scope
from annotation.errors import AnnotationError
from dataset.queries import style_judgments
from dataset.rules.style_judgments import NotRead

SEED = OpenApiParameter(
    "seed", {"type": "integer", "minimum": 0, "maximum": BIGINT}, description="Of what is drawn; 1."
)
MOST_ROWS = 20_000


class SheetNotRead(AnnotationError):
    """A row says what cannot be read."""

    code = "sheet_not_read"
    status = 422


class SheetRow(serializers.Serializer[Any]):
    """`same`: whether `style` and `other` belong together, yes or no; `category`: by its name, or with all above."""

    style = serializers.CharField(max_length=300)  # type: ignore[assignment]  # a field of that name
    other = serializers.CharField(max_length=300, default="", allow_blank=True)
    same = serializers.CharField(max_length=8, default="", allow_blank=True)
    category = serializers.CharField(max_length=1_500, default="", allow_blank=True)


class SheetSerializer(serializers.Serializer[Any]):
    """Pairs and single styles; the tree's word on them is not in it."""

    rows = SheetRow(many=True)


class SheetBody(serializers.Serializer[Any]):
    """What is empty is left out."""

    rows = serializers.ListField(child=SheetRow(), max_length=MOST_ROWS)


class HeldSerializer(serializers.Serializer[Any]):
    n_pairs = serializers.IntegerField(source="pairs.n")
    share = serializers.FloatField(source="pairs.share")
    kappa = serializers.FloatField(source="pairs.kappa")
    n_styles = serializers.IntegerField(source="singles.n")
    accuracy = serializers.FloatField(source="singles.accuracy")
    hierarchical_f1 = serializers.FloatField(source="singles.hierarchical_f1")


class StylePeople(OfficeView):
    """A sheet that asks people about styles; and how far a version agrees with one that is filled in."""

    reads = Scope.READ_MODELS
    is_an_act = False

    @extend_schema(
        operation_id="styles_sheet", parameters=[VERSION, SEED], responses={200: SheetSerializer, 404: ErrorSerializer}
    )
    def get(self, request: Request, version: int) -> Response:
        given = request.query_params.get("seed", "")
        seed = int(given) if given.isascii() and given.isdecimal() and int(given) <= BIGINT else 1
        return Response(SheetSerializer({"rows": style_judgments.sheet(version_of(version), seed=seed)}).data)

    @extend_schema(
        operation_id="styles_held",
        parameters=[VERSION],
        request=SheetBody,
        responses={200: HeldSerializer, 404: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request, version: int) -> Response:
        found, rows = version_of(version), said(SheetBody, request)["rows"]
        try:
            return Response(HeldSerializer(style_judgments.held_against(found, rows)).data)
        except NotRead as error:
            raise SheetNotRead(str(error)) from error
