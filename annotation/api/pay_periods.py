"""Periods of pay, for programs of the payroll: their steps, what they come to, the file."""

from collections.abc import Callable
from typing import Any

from django.core.validators import validate_slug
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import pay_days, pay_periods
from annotation.api.pay_parts import LONGEST_REASON, PayView, TotalSerializer, total_field, totals
from annotation.api.work import ErrorSerializer
from annotation.models import PayPeriod
from annotation.queries import ledger, pay_board, payees
from annotation.queries import pay_days as days
from annotation.rules.pay_exports import written
from annotation.rules.pay_periods import MOVES, NOT_CLOSED, PeriodState

STEPS: dict[str, Callable[..., PayPeriod]] = {
    "submit": pay_periods.submit,
    "approve": pay_periods.approve,
    "close": pay_periods.close,
    "export": pay_periods.export,
    "pay": pay_periods.pay,
}


class PeriodBody(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=32, validators=[validate_slug])
    first_date = serializers.DateField()
    last_date = serializers.DateField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["last_date"] < attrs["first_date"]:
            raise serializers.ValidationError({"last_date": "This is before the first day."})
        return attrs


class PeriodActBody(serializers.Serializer[Any]):
    """`propose` reckons days anew; `back` opens the period again, with a reason; the others are its steps."""

    act = serializers.ChoiceField(choices=["propose", "back", *STEPS])
    reason = serializers.CharField(max_length=LONGEST_REASON, default="", allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["act"] == "back" and not attrs["reason"]:
            raise serializers.ValidationError({"reason": "Say why it is opened again."})
        return attrs


class ListedPeriodSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    first_date = serializers.DateField()
    last_date = serializers.DateField()
    state = serializers.CharField()
    next = serializers.ListField(child=serializers.CharField(), help_text="The states that it may go to.")
    totals = TotalSerializer(many=True)


class ListedPeriodsSerializer(serializers.Serializer[Any]):
    """The newest first, and what waits beside them."""

    periods = ListedPeriodSerializer(many=True)
    n_second_names = serializers.IntegerField()


class ReckonedSerializer(serializers.Serializer[Any]):
    """One currency: its entries, the wages account and the payslips come to the same, or something is wrong."""

    currency = serializers.CharField()
    entries = total_field()
    lines = total_field()
    payslips = total_field()
    is_right = serializers.BooleanField()
    brought = total_field()
    to_pay = total_field()
    paid_out = total_field()


class StepSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    state = serializers.CharField()
    by = serializers.CharField(source="author.username")
    reason = serializers.CharField(allow_blank=True)
    detail = serializers.JSONField()
    created_at = serializers.DateTimeField()


class PeriodSerializer(serializers.Serializer[Any]):
    """`n_waiting` days wait for somebody's word; `without_number` were at work and have no payroll number."""

    name = serializers.CharField()
    first_date = serializers.DateField()
    last_date = serializers.DateField()
    state = serializers.CharField()
    next = serializers.ListField(child=serializers.CharField())
    n_waiting = serializers.IntegerField()
    without_number = serializers.ListField(child=serializers.CharField())
    reckoned = ReckonedSerializer(many=True)
    steps = StepSerializer(many=True)


class Periods(PayView):
    """Every period of pay; and a new one."""

    @extend_schema(operation_id="pay_periods_list", responses={200: ListedPeriodsSerializer})
    def get(self, request: Request) -> Response:
        found = [
            {**told(period), "next": following, "totals": totals(sums)}
            for period, sums, following in pay_board.periods()
        ]
        return Response({"periods": found, "n_second_names": len(pay_board.requests())})

    @extend_schema(
        operation_id="pay_periods_open",
        request=PeriodBody,
        responses={200: PeriodSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        body = PeriodBody(data=request.data)
        body.is_valid(raise_exception=True)
        made = pay_periods.open_period(author=self.person, now=timezone.now(), **body.validated_data)
        return Response(whole(made))


class OnePeriod(PayView):
    """One period: what it comes to, its steps; proposing its days anew, taking it on, sending it back."""

    @extend_schema(operation_id="pay_periods_one", responses={200: PeriodSerializer, 404: ErrorSerializer})
    def get(self, request: Request, name: str) -> Response:
        return Response(whole(get_object_or_404(PayPeriod, name=name)))

    @extend_schema(
        operation_id="pay_periods_act",
        request=PeriodActBody,
        responses={200: PeriodSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request, name: str) -> Response:
        period = get_object_or_404(PayPeriod, name=name)
        body = PeriodActBody(data=request.data)
        body.is_valid(raise_exception=True)
        act, now = body.validated_data["act"], timezone.now()
        if act == "propose":
            pay_days.propose_days(period=period, now=now)
        elif act == "back":
            reason = body.validated_data["reason"]
            pay_periods.send_back(period=period, reason=reason, author=self.person, now=now)
        else:
            STEPS[act](period=period, author=self.person, now=now)
        return Response(whole(PayPeriod.objects.get(pk=period.pk)))


class PeriodFile(PayView):
    """What is to be paid, as CSV: once the period is closed; after its export the same bytes each time."""

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:  # noqa: FBT001, FBT002  DRF's
        """It comes in one form, whatever is accepted."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR, 404: ErrorSerializer})
    def get(self, request: Request, name: str) -> HttpResponse:
        period = get_object_or_404(PayPeriod.objects.exclude(state__in=NOT_CLOSED), name=name)
        slips = ledger.payslips(period)
        paid = payees.of_numbers({one.payroll_number for one in slips})
        self.looked([one.annotator for one in paid], f"file of {name}")
        return HttpResponse(written(period.name, slips).text, content_type="text/csv; charset=utf-8")


def told(period: PayPeriod) -> dict[str, Any]:
    return {name: getattr(period, name) for name in ("name", "first_date", "last_date", "state")}


def whole(period: PayPeriod) -> Any:
    return PeriodSerializer(
        {
            **told(period),
            "next": [*MOVES[PeriodState(period.state)]],
            "n_waiting": len(days.waiting(period, days.everybody())),
            "without_number": [one.user.username for one in payees.without_number(period).select_related("user")],
            "reckoned": pay_board.reckoned(period),
            "steps": pay_board.steps(period),
        }
    ).data
