"""Style trees begun by a program; what one would take, asked before; the styles that they are built from."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import style_starts
from annotation.api.office import BEFORE, OfficeView, page, said
from annotation.api.styles import StyleTreeSerializer, StyleTreesSerializer, listed, tree_told
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import Scope
from dataset.actions.machine_runs import Means
from dataset.actions.style_trees import Wish
from dataset.models import ModelProfile, StyleSnapshot, StyleVersion
from dataset.rules.style_snapshots import PATCH


class StyleTreeBody(serializers.Serializer[Any]):
    """
    `cap` is for all stages but assignments. With `based_on`, a version, its locked categories stay, with `extends` all
    of them. Without `least` a category has 20 styles at least, fewer where there are fewer than 60,000.
    """

    snapshot = serializers.IntegerField(min_value=0, max_value=BIGINT)
    profile = serializers.SlugField(max_length=64)
    stronger = serializers.SlugField(max_length=64, allow_null=True, default=None)
    cap = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0)
    based_on = serializers.IntegerField(min_value=0, max_value=BIGINT, allow_null=True, default=None)
    extends = serializers.BooleanField(default=False)
    patch = serializers.IntegerField(min_value=2, max_value=1_000, default=PATCH)
    least = serializers.IntegerField(min_value=1, max_value=1_000, allow_null=True, default=None)
    thrice_from = serializers.IntegerField(min_value=1, max_value=10_000_000, default=100)
    seed = serializers.IntegerField(min_value=0, max_value=2**31, default=1)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["extends"] and attrs["based_on"] is None:
            raise serializers.ValidationError("Name the version that it extends.")
        return attrs


class StyleStageEstimateSerializer(serializers.Serializer[Any]):
    task = serializers.CharField()
    n_questions = serializers.IntegerField(source="n")
    expected_amount = serializers.CharField()
    most_amount = serializers.CharField()


class StyleEstimateSerializer(serializers.Serializer[Any]):
    """Of patches the questions are those that would be asked; of others about as many as long as they may be."""

    n_questions = serializers.IntegerField(source="n")
    expected_amount = serializers.CharField()
    most_amount = serializers.CharField()
    stages = StyleStageEstimateSerializer(many=True)
    assignments = StyleStageEstimateSerializer()


class SnapshotSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # its own name
    n_styles = serializers.IntegerField()
    n_words = serializers.IntegerField()
    actor = serializers.CharField()
    created_at = serializers.DateTimeField()


class SnapshotsSerializer(serializers.Serializer[Any]):
    """The newest first."""

    snapshots = SnapshotSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class CountBody(serializers.Serializer[Any]):
    """`source`: of the prompts of one import alone."""

    source = serializers.CharField(max_length=64, default="", allow_blank=True)  # type: ignore[assignment]  # its own name


class CountedSerializer(serializers.Serializer[Any]):
    """A worker counts; what is new stands among the snapshots then."""

    is_counting = serializers.BooleanField()


class StyleTrees(OfficeView):
    """Style trees with their versions; and beginning one."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(operation_id="styles_list", parameters=[BEFORE], responses={200: StyleTreesSerializer})
    def get(self, request: Request) -> Response:
        return Response(listed(request))

    @extend_schema(
        operation_id="styles_begin",
        request=StyleTreeBody,
        responses={200: StyleTreeSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        tree = style_starts.begin(**asked(said(StyleTreeBody, request)), actor=self.person.username, now=timezone.now())
        return Response(tree_told(tree))


class PreviewStyles(OfficeView):
    """What a style tree would take before it begins."""

    reads = writes = Scope.WRITE_MODELS
    is_an_act = False

    @extend_schema(
        operation_id="previews_styles",
        request=StyleTreeBody,
        responses={200: StyleEstimateSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        body = said(StyleTreeBody, request)
        found = style_starts.estimate(**asked(body), actor=self.person.username, now=timezone.now())
        return Response(StyleEstimateSerializer(found).data)


class StyleSnapshots(OfficeView):
    """The styles that prompts had at some moments; and having them counted anew."""

    reads, writes = Scope.READ_MODELS, Scope.WRITE_MODELS

    @extend_schema(operation_id="styles_snapshots", parameters=[BEFORE], responses={200: SnapshotsSerializer})
    def get(self, request: Request) -> Response:
        rows, following = page(StyleSnapshot.objects.order_by("-pk"), request)
        return Response(SnapshotsSerializer({"snapshots": rows, "next": following}).data)

    @extend_schema(
        operation_id="styles_count",
        request=CountBody,
        responses={200: CountedSerializer, 409: ErrorSerializer, 422: ErrorSerializer, 503: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        source = said(CountBody, request)["source"]
        style_starts.have_counted(source=source, actor=self.person.username)
        return Response({"is_counting": True})


def asked(body: dict[str, Any]) -> dict[str, Any]:
    """The styles, by what means and how, as the body says."""
    based_on = get_object_or_404(StyleVersion, pk=body["based_on"]) if body["based_on"] is not None else None
    how = {name: body[name] for name in ("seed", "patch", "least", "thrice_from", "extends")}
    stronger = get_object_or_404(ModelProfile, name=body["stronger"]) if body["stronger"] else None
    return {
        "snapshot": get_object_or_404(StyleSnapshot, pk=body["snapshot"]),
        "means": Means(get_object_or_404(ModelProfile, name=body["profile"]), body["cap"], stronger=stronger),
        "wish": Wish(based_on=based_on, **how),
    }
