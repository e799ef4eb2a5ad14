"""What an act would bring, asked by a program before it acts. Nothing is written."""

from datetime import timedelta
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import replacements
from annotation.actions.replacements import Exchange
from annotation.api.batches import OpenBatchBody, selection
from annotation.api.figures import ForecastSerializer
from annotation.api.groups import MOST_EXCHANGES, ExchangeBody, known
from annotation.api.office import OfficeView, said
from annotation.api.overlaps import OverlapBody
from annotation.api.set_asides import SetAsideBody, asked, meant
from annotation.api.work import ErrorSerializer
from annotation.choices import Scope
from annotation.models import Batch
from annotation.queries import batch_previews, overlaps, pay_rules, set_asides

REFUSALS = {404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer}
FOUND = ("n_found", "n_not_ready", "n_already_judged", "n_picked", "is_estimate", "n_looked_at")
SET_ASIDE = ("n_judgments", "n_settled", "n_reopened", "n_at_desk", "n_asked", "work", "is_estimate")


class BatchPreviewBody(OpenBatchBody):
    """A batch as it would be opened; its name is not needed yet."""

    name = serializers.CharField(max_length=64, required=False)


class GapSerializer(serializers.Serializer[Any]):
    """Pairs about which fewer of the annotators may be asked than opinions are wanted."""

    language = serializers.CharField(source="kind.language", allow_blank=True)
    sensitive = serializers.BooleanField(source="kind.sensitive")
    n_pairs = serializers.IntegerField(source="kind.n_pairs")
    n_readers = serializers.IntegerField()


class ExpectedSerializer(serializers.Serializer[Any]):
    """In answers alone, at the pace of earlier ones; `assumes`: for some lengths there were too few to tell."""

    n_opinions = serializers.IntegerField()
    person_days = serializers.DecimalField(max_digits=14, decimal_places=2)
    cost = serializers.DecimalField(max_digits=14, decimal_places=2)
    currency = serializers.CharField(source="price.currency")
    pay_rule = serializers.IntegerField(source="price.rule", allow_null=True)
    assumes = serializers.BooleanField()


class HistogramSerializer(serializers.Serializer[Any]):
    """Scores of the pictures looked at that fit otherwise, in equal steps from `low` to `high`."""

    kind = serializers.CharField(source="limit.kind")
    scorer = serializers.CharField(source="limit.scorer")
    low = serializers.FloatField()
    high = serializers.FloatField()
    bars = serializers.ListField(child=serializers.IntegerField())
    n_scored = serializers.IntegerField()
    n_unscored = serializers.IntegerField()
    n_within = serializers.IntegerField()


class BatchPreviewSerializer(serializers.Serializer[Any]):
    """Pairs that it would take, and why it leaves others; `gaps` is null while nobody is chosen."""

    left_out_by_trait = serializers.DictField(child=serializers.IntegerField())
    left_out_by_score = serializers.DictField(child=serializers.IntegerField())
    histograms = HistogramSerializer(many=True)
    is_estimate = serializers.BooleanField()
    expected = ExpectedSerializer()
    gaps = GapSerializer(many=True, allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {name: serializers.IntegerField() for name in FOUND} | super().get_fields()


class PreviewBatch(OfficeView):
    """What a batch would take before it is opened, with its forecast."""

    reads = writes = Scope.WRITE_BATCHES
    is_an_act = False

    @extend_schema(
        operation_id="previews_batch",
        request=BatchPreviewBody,
        responses={200: BatchPreviewSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        body = said(BatchPreviewBody, request)
        looked, price = batch_previews.look(selection(body)), pay_rules.day_price(timezone.now().date())
        found = batch_previews.preview(looked)
        outlook = batch_previews.outlook(
            looked, body["annotators"], price, wanted=body["wanted"], at_most=body["at_most"]
        )
        return Response(
            {name: getattr(found, name) for name in FOUND}
            | {
                "left_out_by_trait": found.n_left_out_by_trait,
                "left_out_by_score": found.n_left_out_by_score,
                "histograms": HistogramSerializer(found.histograms, many=True).data,
                "expected": ExpectedSerializer(outlook.expected).data,
                "gaps": None if outlook.gaps is None else GapSerializer(outlook.gaps, many=True).data,
            }
        )


class OverlapPreviewBody(OverlapBody):
    """How many opinions a running batch would ask."""

    batch = serializers.CharField(max_length=64)
    reason = serializers.CharField(max_length=300, required=False)


class OverlapPreviewSerializer(serializers.Serializer[Any]):
    """As the batch was last counted; `is_least`: places that are filled or held by then stay."""

    n_changing = serializers.IntegerField()
    n_before = serializers.IntegerField()
    n_after = serializers.IntegerField()
    is_least = serializers.BooleanField()
    before = ForecastSerializer(allow_null=True)
    after = ForecastSerializer(allow_null=True)


class PreviewOverlap(OfficeView):
    """What asking another number of opinions would bring."""

    reads = writes = Scope.WRITE_BATCHES
    is_an_act = False

    @extend_schema(
        operation_id="previews_overlap",
        request=OverlapPreviewBody,
        responses={200: OverlapPreviewSerializer, **REFUSALS},
    )
    def post(self, request: Request) -> Response:
        body = said(OverlapPreviewBody, request)
        batch = get_object_or_404(Batch, name=body["batch"])
        found = overlaps.preview(batch, body["wanted"], body["at_most"], timezone.now())
        if found is None:
            raise serializers.ValidationError({"batch": "It is not counted yet; ask again in some seconds."})
        return Response(OverlapPreviewSerializer(found).data)


class SetAsidePreviewBody(SetAsideBody):
    """Whose judgments, of which batch and days."""

    annotator = serializers.CharField(max_length=150)
    reason = serializers.CharField(max_length=500, required=False)


class SetAsidePreviewSerializer(serializers.Serializer[Any]):
    """
    `n_settled` pairs rest on them; of these `n_reopened` would be settled no more, `n_at_desk` of them at the desk, and
    `n_asked` opinions would be asked, which take so many seconds of `work`; null where no pace is known.
    """

    n_judgments = serializers.IntegerField()
    n_settled = serializers.IntegerField()
    n_reopened = serializers.IntegerField()
    n_at_desk = serializers.IntegerField()
    n_asked = serializers.IntegerField()
    work = serializers.FloatField(allow_null=True)
    is_estimate = serializers.BooleanField()


class PreviewSetAside(OfficeView):
    """What setting somebody's judgments aside would bring."""

    reads = writes = Scope.WRITE_PAIRS
    is_an_act = False

    @extend_schema(
        operation_id="previews_set_aside",
        request=SetAsidePreviewBody,
        responses={200: SetAsidePreviewSerializer, **REFUSALS},
    )
    def post(self, request: Request) -> Response:
        body = said(SetAsidePreviewBody, request)
        found = set_asides.preview(meant(asked(body["annotator"]), body, timezone.now()))
        told = {name: getattr(found, name) for name in SET_ASIDE}
        return Response(told | {"work": None if found.work is None else found.work / timedelta(seconds=1)})


class ReplacementPreviewBody(serializers.Serializer[Any]):
    """Who leaves and who takes their place."""

    exchanges = serializers.ListField(child=ExchangeBody(), min_length=1, max_length=MOST_EXCHANGES)


class ForeseenSerializer(serializers.Serializer[Any]):
    """Leases that go back, batches in which the joiner works at once or waits, and languages that are missed."""

    leaver = serializers.CharField()
    joiner = serializers.CharField()
    n_leases = serializers.IntegerField()
    works_in = serializers.ListField(child=serializers.CharField())
    waits_in = serializers.ListField(child=serializers.CharField())
    languages_missed = serializers.ListField(child=serializers.CharField())


class ForeseenListSerializer(serializers.Serializer[Any]):
    exchanges = ForeseenSerializer(many=True)


class PreviewReplacements(OfficeView):
    """What letting people take the places of others would bring."""

    reads = writes = Scope.WRITE_PEOPLE
    is_an_act = False

    @extend_schema(
        operation_id="previews_replacements",
        request=ReplacementPreviewBody,
        responses={200: ForeseenListSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        body = said(ReplacementPreviewBody, request)
        found = known([name for one in body["exchanges"] for name in (one["leaver"], one["joiner"])])
        exchanges = [Exchange(found[one["leaver"]], found[one["joiner"]]) for one in body["exchanges"]]
        replacements.require(exchanges)
        return Response({"exchanges": [foreseen(one) for one in exchanges]})


def foreseen(one: Exchange) -> dict[str, Any]:
    found = replacements.foreseen(one)
    return {
        "leaver": one.leaver.user.username,
        "joiner": one.joiner.user.username,
        "n_leases": found.n_leases,
        "works_in": [name for name, waits in found.batches if not waits],
        "waits_in": [name for name, waits in found.batches if waits],
        "languages_missed": found.missing,
    }
