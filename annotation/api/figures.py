from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.api.office import OfficeView
from annotation.api.work import ErrorSerializer
from annotation.choices import Scope
from annotation.models import Batch
from annotation.queries import agreement, agreement_breakdowns, pay_rules, presences, pulses, standings
from annotation.queries.agreement import Agreement
from annotation.rules.agreement import Figure, Undefined
from annotation.rules.jackknives import Interval
from annotation.rules.paces import forecast

COUNTS = [
    "n_pairs",
    "n_preparing",
    "n_in_work",
    "n_contested",
    "n_desk",
    "n_settled",
    "n_set_aside",
    "n_withdrawn",
    "n_uncounted",
]
NAMES = ("strike_rate", "struck", "kept", "alpha", "ac1", "raw")


class ForecastSerializer(serializers.Serializer[Any]):
    """If it goes on as in the last week; `share_is_assumed`: too few pairs are settled to tell."""

    n_opinions = serializers.IntegerField()
    ends_on = serializers.DateField()
    an_hour = serializers.IntegerField()
    further_share = serializers.IntegerField(help_text="Percent of pairs that will ask a further opinion.")
    share_is_assumed = serializers.BooleanField()
    person_days = serializers.IntegerField(allow_null=True)
    cost = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    currency = serializers.CharField(source="price.currency")
    pay_rule = serializers.IntegerField(
        source="price.rule",
        allow_null=True,
        help_text="The version of the rule of pay that says what a full day costs; null while there is none: 50 USD.",
    )


class ProjectSerializer(serializers.Serializer[Any]):
    """Pairs of all batches by what became of them; `n_hour` were judged in the last hour."""

    n_hour = serializers.IntegerField()
    n_at_work = serializers.IntegerField()
    forecast = ForecastSerializer(allow_null=True)
    is_well = serializers.BooleanField(help_text="Whether work goes on in the background.")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {name: serializers.IntegerField() for name in COUNTS} | super().get_fields()


class IntervalSerializer(serializers.Serializer[Any]):
    low = serializers.FloatField()
    high = serializers.FloatField()


class FigureSerializer(serializers.Serializer[Any]):
    """`value` is null where there is none, and `why` says why."""

    value = serializers.FloatField(allow_null=True)
    why = serializers.CharField(allow_blank=True)
    interval = IntervalSerializer(allow_null=True)


class AgreementFields(serializers.Serializer[Any]):
    n_pairs = serializers.IntegerField()
    n_words = serializers.IntegerField()
    n_judgments = serializers.IntegerField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return super().get_fields() | {name: FigureSerializer() for name in NAMES}


class OfAnnotatorSerializer(AgreementFields):
    annotator = serializers.CharField()


class OfDaySerializer(AgreementFields):
    """The pairs that were settled on one day, of UTC."""

    day = serializers.DateField()


class BatchAgreementSerializer(AgreementFields):
    """Of first opinions, on canonical strikes; of a batch `as_a_whole` a unit is a pair, and struck is rejected."""

    as_a_whole = serializers.BooleanField()
    annotators = OfAnnotatorSerializer(many=True)
    days = OfDaySerializer(many=True)


class Figures(OfficeView):
    """Where the project stands."""

    reads = Scope.READ_FIGURES

    @extend_schema(responses={200: ProjectSerializer})
    def get(self, request: Request) -> Response:
        now = timezone.now()
        project = standings.of_project()
        n_hour, week = standings.pace()
        found = forecast(project.left, week, pay_rules.day_price(now.date()), now)
        return Response(
            {name: getattr(project, name) for name in COUNTS}
            | {
                "n_hour": n_hour,
                "n_at_work": len(presences.at_work(now=now)),
                "forecast": ForecastSerializer(found).data if found else None,
                "is_well": pulses.health().is_well,
            }
        )


class BatchAgreement(OfficeView):
    """How far the annotators of a batch agree, by annotator and by day."""

    reads = Scope.READ_FIGURES

    @extend_schema(responses={200: BatchAgreementSerializer, 404: ErrorSerializer})
    def get(self, request: Request, name: str) -> Response:
        batch = get_object_or_404(Batch, name=name)
        return Response(
            told(agreement.of_batch(batch))
            | {
                "as_a_whole": batch.as_a_whole,
                "annotators": [
                    told(row.agreement) | {"annotator": row.annotator.user.username}
                    for row in agreement_breakdowns.by_annotator(batch)
                ],
                "days": [told(row.agreement) | {"day": row.day} for row in agreement_breakdowns.by_day(batch)],
            }
        )


def told(found: Agreement) -> dict[str, Any]:
    counts = {"n_pairs": found.n_pairs, "n_words": found.n_words, "n_judgments": found.n_judgments}
    return counts | {name: figure(getattr(found, name), getattr(found, f"{name}_interval", None)) for name in NAMES}


def figure(found: Figure, around: object) -> dict[str, Any]:
    if isinstance(found, Undefined):
        return {"value": None, "why": found.value, "interval": None}
    interval = {"low": float(around.low), "high": float(around.high)} if isinstance(around, Interval) else None
    return {"value": float(found), "why": "", "interval": interval}
