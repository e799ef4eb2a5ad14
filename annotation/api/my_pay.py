"""Somebody's own pay: today, days, payslips, who looked at it; and saying that a day is not right."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import pay_threads
from annotation.api.pay_days import SlipSerializer, told_slips
from annotation.api.pay_parts import DaySerializer, TotalSerializer, the_date, told_day, totals
from annotation.api.pay_people import RateSerializer, said
from annotation.api.permissions import AnnotatorView, IsAnnotator
from annotation.api.work import ErrorSerializer
from annotation.choices import LONGEST_MESSAGE
from annotation.models import PayPeriod
from annotation.queries import day_sheets, ledger, my_pay

DATE = OpenApiParameter("date", str, description="The date; without it today, where they are.")
PERIOD = OpenApiParameter("period", str, description="The period's name; without it the newest one.")


class MyPayView(AnnotatorView):
    permission_classes = [IsAnnotator]


class MyPaySerializer(serializers.Serializer[Any]):
    """
    Today as it stands and what is owed. `missing_seconds` are wanting to `next_class`; both null on a full day.

    `periods` are names, the newest first.
    """

    local_date = serializers.DateField()
    zone = serializers.CharField()
    seconds = serializers.IntegerField()
    day_class = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)
    next_class = serializers.CharField(allow_null=True)
    missing_seconds = serializers.IntegerField(allow_null=True)
    rule = serializers.CharField(allow_blank=True)
    owed = TotalSerializer(many=True)
    rates = RateSerializer(many=True)
    periods = serializers.ListField(child=serializers.CharField())


class MySlipsSerializer(serializers.Serializer[Any]):
    """One for each currency."""

    payslips = SlipSerializer(many=True)


class LookSerializer(serializers.Serializer[Any]):
    reader = serializers.CharField(source="reader.username")
    what = serializers.CharField()
    created_at = serializers.DateTimeField()


class LooksSerializer(serializers.Serializer[Any]):
    """Who looked at your pay, the newest first."""

    looks = LookSerializer(many=True)


class DisputeBody(serializers.Serializer[Any]):
    """Kept once for its `uuid`; a day has one thread."""

    uuid = serializers.UUIDField()
    local_date = serializers.DateField()
    text = serializers.CharField(max_length=LONGEST_MESSAGE)


class MyPay(MyPayView):
    """My day as it stands by the rule, what I am owed, my rates."""

    @extend_schema(responses={200: MyPaySerializer})
    def get(self, request: Request) -> Response:
        today = my_pay.today(self.annotator, timezone.now())
        proposed, missing = today.proposed, today.missing
        found = {
            **{name: getattr(today, name) for name in ("local_date", "zone", "next_class")},
            "seconds": int(today.worked.total_seconds()),
            "day_class": None if proposed is None else proposed.day_class,
            "reason": "" if proposed is None else proposed.reason,
            "missing_seconds": None if missing is None else int(missing.total_seconds()),
            "rule": "" if today.rule is None else today.rule.text,
            "owed": totals(ledger.balance(self.annotator)),
            "rates": my_pay.rates(self.annotator),
            "periods": [one.name for one in my_pay.periods()],
        }
        return Response(MyPaySerializer(found).data)


class MySlips(MyPayView):
    """My payslips of a period, line by line."""

    @extend_schema(parameters=[PERIOD], responses={200: MySlipsSerializer, 404: ErrorSerializer})
    def get(self, request: Request) -> Response:
        period = PayPeriod.objects.order_by("-first_date").first()
        if "period" in request.query_params:
            named = request.query_params["period"].replace("\0", "")
            period = get_object_or_404(PayPeriod, name=named)
        slips = [] if period is None else ledger.payslips(period, [self.annotator.pk])
        return Response({"payslips": told_slips(slips)})


class MyDay(MyPayView):
    """A day of mine to the minute, with its thread."""

    @extend_schema(parameters=[DATE], responses={200: DaySerializer, 404: ErrorSerializer})
    def get(self, request: Request) -> Response:
        now = timezone.now()
        day = my_pay.today(self.annotator, now).local_date
        if "date" in request.query_params:
            day = the_date(request.query_params["date"])
        if day > now.date() + timedelta(days=1):
            raise Http404
        return Response(told_day(day_sheets.sheet(self.annotator, day)))


class MyDisputes(MyPayView):
    """Say that a day is not right; the payroll answers in its thread, which nobody else reads."""

    @extend_schema(
        request=DisputeBody,
        responses={200: DaySerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        wish, now = said(DisputeBody, request), timezone.now()
        if wish["local_date"] > now.date() + timedelta(days=1):
            raise Http404
        within = timedelta(hours=settings.ANSWER_HOURS)
        pay_threads.dispute(annotator=self.annotator, **wish, within=within, now=now)
        return Response(told_day(day_sheets.sheet(self.annotator, wish["local_date"])))


class MyLooks(MyPayView):
    """Who looked at my pay, at what and when."""

    @extend_schema(responses={200: LooksSerializer})
    def get(self, request: Request) -> Response:
        return Response({"looks": LookSerializer(my_pay.looks(self.annotator), many=True).data})
