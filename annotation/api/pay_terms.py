"""The rule, reference wages and how fair a period is, for programs of the payroll."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import pay_rules as acts
from annotation.actions import top_ups
from annotation.api.pay_parts import PayView, currency_field, reason_field, sum_field, total_field
from annotation.api.pay_people import ACTED, said
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.models import LedgerEntry, PayPeriod, ReferenceWage
from annotation.queries import fair_pay, pay_rules
from annotation.queries.fair_pay import PersonFairness
from annotation.rules.day_classes import DayClass
from annotation.rules.day_rules import Terms
from annotation.rules.moneys import Rounding


class RuleFields(serializers.Serializer[Any]):
    """`holidays` are names by date: {"2026-12-25": "Christmas"}."""

    since_date = serializers.DateField()
    full_minutes = serializers.IntegerField(min_value=2, max_value=1440)
    half_minutes = serializers.IntegerField(min_value=1, max_value=1439)
    full_amount = sum_field(min_value=1)
    half_amount = sum_field(min_value=1)
    currency = currency_field()
    rounding = serializers.ChoiceField(choices=[one.value for one in Rounding])
    two_names_above = sum_field(min_value=0)
    holiday_class = serializers.ChoiceField(choices=[one.value for one in DayClass])
    reason = reason_field()


class RuleBody(RuleFields):
    holidays = serializers.DictField(child=serializers.CharField(max_length=100), default=dict)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        for half, full in (("half_minutes", "full_minutes"), ("half_amount", "full_amount")):
            if attrs[half] >= attrs[full]:
                raise serializers.ValidationError({half: "Half a day is less than a full one."})
        by_date = serializers.DateField()
        attrs["holidays"] = {by_date.run_validation(day): name for day, name in attrs["holidays"].items()}
        return attrs


class RuleSerializer(RuleFields):
    number = serializers.IntegerField()
    holidays = serializers.DictField(child=serializers.CharField())
    text = serializers.CharField()
    by = serializers.CharField(source="actor")
    created_at = serializers.DateTimeField()


class RulesSerializer(serializers.Serializer[Any]):
    """The newest first; one holds for days from its date on, until a newer one does."""

    rules = RuleSerializer(many=True)


class WageBody(serializers.Serializer[Any]):
    country = serializers.RegexField("^[A-Z]{2}$")
    since_date = serializers.DateField()
    hourly_amount = sum_field(min_value=1)
    currency = currency_field()
    source = serializers.CharField(max_length=300)  # type: ignore[assignment]  # a field of that name
    source_date = serializers.DateField()


class WagesSerializer(serializers.Serializer[Any]):
    wages = WageBody(many=True)


class FiguresSerializer(serializers.Serializer[Any]):
    """`median` and `tenth` are what an hour came to, by day; null without a day that had work."""

    n_days = serializers.IntegerField()
    seconds = serializers.IntegerField()
    amount = total_field()
    median = total_field(allow_null=True)
    tenth = total_field(allow_null=True)
    unpaid_seconds = serializers.IntegerField()
    n_under = serializers.IntegerField()
    top_up = total_field()


class FairPersonSerializer(serializers.Serializer[Any]):
    """`reference` is null where nobody set a wage for their country."""

    annotator = serializers.IntegerField(source="payee.annotator_id")
    payroll_number = serializers.CharField(source="payee.payroll_number")
    currency = serializers.CharField()
    reference = total_field(source="reference.hourly_amount", allow_null=True, default=None)
    reference_source = serializers.CharField(source="reference.source", allow_null=True, default=None)
    figures = FiguresSerializer()
    is_topped_up = serializers.BooleanField()


class TogetherSerializer(serializers.Serializer[Any]):
    currency = serializers.CharField()
    figures = FiguresSerializer()


class FairnessSerializer(serializers.Serializer[Any]):
    people = FairPersonSerializer(many=True)
    together = TogetherSerializer(many=True)


class TopUpBody(serializers.Serializer[Any]):
    """Whose pay is to be brought up to the reference wage, by adjustments."""

    annotators = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=BIGINT), max_length=1000)


class ToppedUpSerializer(serializers.Serializer[Any]):
    n_entered = serializers.IntegerField()
    n_waiting = serializers.IntegerField(help_text="Above the set sum: they wait for a second name.")


class Rules(PayView):
    """Every version of the rule; and a further one."""

    @extend_schema(operation_id="pay_rules_list", responses={200: RulesSerializer})
    def get(self, request: Request) -> Response:
        return Response({"rules": RuleSerializer(pay_rules.versions(), many=True).data})

    @extend_schema(operation_id="pay_rules_publish", request=RuleBody, responses={200: RuleSerializer, **ACTED})
    def post(self, request: Request) -> Response:
        wish = said(RuleBody, request)
        beside = {name: wish.pop(name) for name in ("since_date", "two_names_above", "reason")}
        rounding, holiday_class = Rounding(wish.pop("rounding")), DayClass(wish.pop("holiday_class"))
        terms = Terms(number=0, **wish, rounding=rounding, holiday_class=holiday_class)  # the action numbers it
        made = acts.publish_rule(terms=terms, **beside, author=self.person, now=timezone.now())
        return Response(RuleSerializer(made).data)


class Wages(PayView):
    """What an hour should be worth, and who says so; and a further wage."""

    @extend_schema(operation_id="pay_wages_list", responses={200: WagesSerializer})
    def get(self, request: Request) -> Response:
        found = ReferenceWage.objects.order_by("country", "-since_date", "-pk")
        return Response({"wages": WageBody(found, many=True).data})

    @extend_schema(operation_id="pay_wages_add", request=WageBody, responses={200: WageBody, **ACTED})
    def post(self, request: Request) -> Response:
        made = acts.set_reference_wage(**said(WageBody, request), author=self.person, now=timezone.now())
        return Response(WageBody(made).data)


class Fairness(PayView):
    """What an hour of a period came to against reference wages; and bringing people up to them."""

    @extend_schema(operation_id="pay_fairness", responses={200: FairnessSerializer, 404: ErrorSerializer})
    def get(self, request: Request, name: str) -> Response:
        found = fair_pay.of_period(get_object_or_404(PayPeriod, name=name))
        self.looked([one.payee.annotator for one in found.people], f"fairness of {name}")
        together = [{"currency": one, "figures": figures} for one, figures in found.together.items()]
        return Response(FairnessSerializer({"people": [*map(told, found.people)], "together": together}).data)

    @extend_schema(operation_id="pay_top_up", request=TopUpBody, responses={200: ToppedUpSerializer, **ACTED})
    def post(self, request: Request, name: str) -> Response:
        period = get_object_or_404(PayPeriod, name=name)
        wish = said(TopUpBody, request)
        made = top_ups.top_up(period=period, **wish, author=self.person, now=timezone.now())
        n_entered = sum(isinstance(one, LedgerEntry) for one in made)
        return Response({"n_entered": n_entered, "n_waiting": len(made) - n_entered})


def told(one: PersonFairness) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("payee", "currency", "reference", "figures", "is_topped_up")}
