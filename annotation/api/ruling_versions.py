"""A version of the guideline as JSON, with what its changes touch."""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions.rulings import unpublishable
from annotation.api.office import PAGE, OfficeView
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import ReachStage, Remedy, RulingDecision, Scope, Touch
from annotation.models import GuidelineVersion, Reach, Ruling
from annotation.queries import guidelines, reaches
from annotation.queries.reaches import Standing, TouchedPair

STAGES = {stage: stage.name.lower() for stage in ReachStage}
KINDS = {touch: touch.name.lower() for touch in Touch}
OF_REACH = ("n_all", "n_looked", "n_closed", "n_gold", "follows", "finished_at")
OF_WORK = ("n_followed", "n_moved", "n_refused", "n_suspended")
VERSION = OpenApiParameter("version", {"type": "integer", "minimum": 0, "maximum": 2**31 - 1}, OpenApiParameter.PATH)


class VersionLineSerializer(serializers.Serializer[Any]):
    """Without a moment of publishing it is the draft."""

    number = serializers.IntegerField()
    published_at = serializers.DateTimeField(allow_null=True)
    n_batches = serializers.IntegerField()


class VersionsSerializer(serializers.Serializer[Any]):
    """The newest first."""

    versions = VersionLineSerializer(many=True)


class RulingSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    code = serializers.CharField()
    decision = serializers.ChoiceField(choices=RulingDecision.values)
    matcher = serializers.JSONField(allow_null=True)
    texts = serializers.JSONField()
    examples = serializers.JSONField()
    origin = serializers.CharField(allow_blank=True)


class ChangedSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    how = serializers.ChoiceField(choices=["new", "changed", "gone"])


class CountsSerializer(serializers.Serializer[Any]):
    """Pairs by how far they are: not begun, held, begun, settled with a doubtful word, settled with all kept."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {kind: serializers.IntegerField() for kind in KINDS.values()}


class CostSerializer(serializers.Serializer[Any]):
    """Of a new round of all settled pairs that may have one; `assumes`: too few answers to rest on."""

    n_pairs = serializers.IntegerField()
    n_opinions = serializers.IntegerField()
    person_days = serializers.DecimalField(max_digits=14, decimal_places=2)
    cost = serializers.DecimalField(max_digits=14, decimal_places=2)
    currency = serializers.CharField(source="price.currency")
    assumes = serializers.BooleanField()


class ReachSerializer(serializers.Serializer[Any]):
    """What the changes touch. `fits`: nothing was changed since; `is_counted`: to the end, so it can be ordered."""

    stage = serializers.ChoiceField(choices=[*STAGES.values()])
    fits = serializers.BooleanField()
    is_counted = serializers.BooleanField()
    is_under_way = serializers.BooleanField()
    counts = CountsSerializer()
    cost = CostSerializer(allow_null=True)
    remedy = serializers.ChoiceField(choices=["", *Remedy.values])
    follows = serializers.BooleanField()
    n_all = serializers.IntegerField()
    n_looked = serializers.IntegerField()
    n_closed = serializers.IntegerField()
    n_gold = serializers.IntegerField()
    n_followed = serializers.IntegerField()
    n_moved = serializers.IntegerField()
    n_refused = serializers.IntegerField()
    n_suspended = serializers.IntegerField()
    finished_at = serializers.DateTimeField(allow_null=True)


class VersionSerializer(serializers.Serializer[Any]):
    """`problems` stand in the way of publishing; `reach` is null until it was asked for."""

    number = serializers.IntegerField()
    published_at = serializers.DateTimeField(allow_null=True)
    notice = serializers.JSONField()
    rulings = RulingSerializer(many=True)
    changed = ChangedSerializer(many=True)
    problems = serializers.ListField(child=serializers.CharField())
    reach = ReachSerializer(allow_null=True)


class TouchedSerializer(serializers.Serializer[Any]):
    """`words`: those that are meant, by their place in the prompt."""

    pair = serializers.IntegerField()
    picture = serializers.UUIDField()
    batch = serializers.CharField()
    words = serializers.ListField(child=serializers.IntegerField())


class TouchedPairsSerializer(serializers.Serializer[Any]):
    """In the order in which they were found."""

    pairs = TouchedSerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class TouchedQuery(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=[*KINDS.values()], default=KINDS[Touch.SETTLED])
    after = serializers.IntegerField(
        min_value=1, max_value=BIGINT, required=False, help_text="`next` of the page before."
    )


class TouchedPairs(OfficeView):
    """The pairs of one kind that a version touches, page by page."""

    reads = Scope.READ_RULINGS

    @extend_schema(
        operation_id="rulings_reach",
        parameters=[VERSION, TouchedQuery],
        responses={200: TouchedPairsSerializer, 404: ErrorSerializer, 422: ErrorSerializer},
    )
    def get(self, request: Request, version: int) -> Response:
        found = get_object_or_404(GuidelineVersion, number=version)
        asked = TouchedQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        kind = next(touch for touch, name in KINDS.items() if name == asked.validated_data["kind"])
        rows = reaches.touched(found, kind, after=asked.validated_data.get("after"), limit=PAGE + 1)
        following = rows[PAGE - 1].row.pk if len(rows) > PAGE else None
        return Response({"pairs": [pair(one) for one in rows[:PAGE]], "next": following})


def pair(one: TouchedPair) -> dict[str, Any]:
    return {
        "pair": one.pair.pk,
        "picture": one.pair.image.public_id,
        "batch": one.pair.batch.name,
        "words": one.row.words,
    }


def versions() -> dict[str, Any]:
    names = ("number", "published_at", "n_batches")
    return {"versions": [{name: getattr(one, name) for name in names} for one in guidelines.versions()]}


def told(version: GuidelineVersion, on: date) -> dict[str, Any]:
    """With what it costs by the rule of pay of that day."""
    own = guidelines.rulings(version)
    standing = reaches.standing(version, on)
    return {
        "number": version.number,
        "published_at": version.published_at,
        "notice": version.notice,
        "rulings": [ruling(one) for one in own],
        "changed": [{"code": one.code, "how": one.how} for one in guidelines.changed(version, own)],
        "problems": unpublishable(own),
        "reach": reach(standing.reach, standing) if standing.reach else None,
    }


def ruling(one: Ruling) -> dict[str, Any]:
    names = ("number", "code", "decision", "matcher", "texts", "examples", "origin")
    return {name: getattr(one, name) for name in names}


def reach(found: Reach, standing: Standing) -> dict[str, Any]:
    return {name: getattr(found, name) for name in (*OF_REACH, *OF_WORK)} | {
        "stage": STAGES[ReachStage(found.stage)],
        "fits": standing.fits,
        "is_counted": standing.is_counted,
        "is_under_way": standing.is_under_way,
        "counts": {KINDS[kind]: n for kind, n in standing.counts},
        "cost": CostSerializer(standing.cost).data if standing.cost else None,
        "remedy": found.remedy,
    }
