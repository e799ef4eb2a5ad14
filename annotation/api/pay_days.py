"""Days of pay, for programs of the payroll: a period's grid, approving, payslips, one day whole."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import ledger, pay_days, pay_threads
from annotation.api.office import PAGE
from annotation.api.pay_parts import (
    AFTER,
    DAY,
    LONGEST_REASON,
    DaySerializer,
    PayView,
    TotalSerializer,
    somebody,
    sum_field,
    the_date,
    told_day,
    total_field,
    totals,
)
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.choices import LONGEST_MESSAGE
from annotation.models import Annotator, DayProposal, LedgerEntry, PayPeriod
from annotation.queries import day_sheets, pay_board
from annotation.queries import ledger as books
from annotation.queries.pay_days import PayDay
from annotation.rules.day_classes import DayClass
from annotation.rules.payslips import Payslip

AT_MOST = 10_000


class CellSerializer(serializers.Serializer[Any]):
    """A day of the grid: what is proposed, and what was approved and paid of it."""

    local_date = serializers.DateField()
    proposal = serializers.IntegerField()
    day_class = serializers.CharField()
    seconds = serializers.IntegerField()
    amount = sum_field()
    currency = serializers.CharField()
    reason = serializers.CharField()
    flags = serializers.ListField(child=serializers.CharField())
    is_waiting = serializers.BooleanField()
    approved_class = serializers.CharField(allow_null=True)
    paid = total_field()


class GridRowSerializer(serializers.Serializer[Any]):
    annotator = serializers.IntegerField()
    username = serializers.CharField()
    payroll_number = serializers.CharField()
    days = CellSerializer(many=True)
    totals = TotalSerializer(many=True)


class GridSerializer(serializers.Serializer[Any]):
    """By payroll number."""

    people = GridRowSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class ApproveBody(serializers.Serializer[Any]):
    """These proposals; or with `all` every day of the period that waits, but for those of whoever asks."""

    proposals = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIGINT), max_length=AT_MOST, default=list
    )
    all = serializers.BooleanField(default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if bool(attrs["proposals"]) == attrs["all"]:
            raise serializers.ValidationError("Name proposals, or ask for all.")
        return attrs


class ApprovedSerializer(serializers.Serializer[Any]):
    """`changed` have newer facts and were left alone: they are proposed anew."""

    n_approved = serializers.IntegerField()
    n_before = serializers.IntegerField()
    changed = serializers.ListField(child=serializers.IntegerField())


class SlipLineSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    local_date = serializers.DateField(allow_null=True)
    amount = sum_field(source="money.amount")
    reason = serializers.CharField()
    day_class = serializers.CharField(allow_null=True)
    seconds = serializers.IntegerField(allow_null=True)
    rule = serializers.IntegerField(allow_null=True)


class SlipSerializer(serializers.Serializer[Any]):
    payroll_number = serializers.CharField()
    period = serializers.CharField()
    currency = serializers.CharField()
    brought_forward = total_field()
    lines = SlipLineSerializer(many=True)
    earned = total_field()
    to_pay = total_field()


class SlipsSerializer(serializers.Serializer[Any]):
    """By payroll number."""

    payslips = SlipSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class DayActBody(serializers.Serializer[Any]):
    """
    `approve` gives the day a class, never lower than its newest proposal, with a reason; `reverse` takes an entry of
    the day back, with a reason; `answer` says `text` in the day's thread, once for its `uuid`.
    """

    act = serializers.ChoiceField(choices=["approve", "reverse", "answer"])
    proposal = serializers.IntegerField(min_value=1, max_value=BIGINT, required=False)
    day_class = serializers.ChoiceField(choices=[DayClass.HALF.value, DayClass.FULL.value], required=False)
    entry = serializers.IntegerField(min_value=1, max_value=BIGINT, required=False)
    reason = serializers.CharField(max_length=LONGEST_REASON, required=False)
    uuid = serializers.UUIDField(required=False)
    text = serializers.CharField(max_length=LONGEST_MESSAGE, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        wanted = {"approve": ("proposal", "day_class", "reason"), "reverse": ("entry", "reason")}
        if missing := [name for name in wanted.get(attrs["act"], ("uuid", "text")) if name not in attrs]:
            raise serializers.ValidationError(dict.fromkeys(missing, "Wanted for this act."))
        return attrs


class PeriodDays(PayView):
    """A period as a grid of people and days; and approving days of it."""

    @extend_schema(
        operation_id="pay_days_list", parameters=[AFTER], responses={200: GridSerializer, 404: ErrorSerializer}
    )
    def get(self, request: Request, name: str) -> Response:
        period = get_object_or_404(PayPeriod, name=name)
        found, following = paged(request)
        self.looked([one.annotator for one in found], f"period {name}")
        rows = [
            {
                "annotator": row.payee.annotator_id,
                "username": row.payee.annotator.user.username,
                "payroll_number": row.payee.payroll_number,
                "days": [cell(day) for _, day in row.days if day and day.proposal],
                "totals": totals(row.totals),
            }
            for row in pay_board.grid(period, found)
        ]
        return Response(GridSerializer({"people": rows, "next": following}).data)

    @extend_schema(
        operation_id="pay_days_approve",
        request=ApproveBody,
        responses={200: ApprovedSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request, name: str) -> Response:
        period = get_object_or_404(PayPeriod, name=name)
        body = ApproveBody(data=request.data)
        body.is_valid(raise_exception=True)
        within = {"local_date__range": (period.first_date, period.last_date)}
        named = DayProposal.objects.filter(pk__in=body.validated_data["proposals"], **within)
        ids = [*named.values_list("pk", flat=True)]
        if body.validated_data["all"]:
            ids = pay_board.waiting(period, self.person).proposals
        made = pay_days.approve_days(proposals=ids, author=self.person, now=timezone.now())
        changed = [one.pk for one in made.changed]
        return Response({"n_approved": len(made.approvals), "n_before": made.n_before, "changed": changed})


class PeriodPayslips(PayView):
    """Everybody's payslips of a period, line by line."""

    @extend_schema(parameters=[AFTER], responses={200: SlipsSerializer, 404: ErrorSerializer})
    def get(self, request: Request, name: str) -> Response:
        period = get_object_or_404(PayPeriod, name=name)
        found, following = paged(request)
        self.looked([one.annotator for one in found], f"payslips {name}")
        slips = books.payslips(period, [one.annotator_id for one in found])
        return Response({"payslips": told_slips(slips), "next": following})


class OneDay(PayView):
    """One day of somebody to the minute; giving it more than proposed, taking an entry back, answering its thread."""

    @extend_schema(operation_id="pay_day_one", parameters=[DAY], responses={200: DaySerializer, 404: ErrorSerializer})
    def get(self, request: Request, annotator: int, day: str) -> Response:
        whose, on = somebody(annotator), the_date(day)
        self.looked([whose], f"day {on}")
        return Response(told_day(day_sheets.sheet(whose, on)))

    @extend_schema(
        operation_id="pay_day_act",
        parameters=[DAY],
        request=DayActBody,
        responses={200: DaySerializer, 404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer},
    )
    def post(self, request: Request, annotator: int, day: str) -> Response:
        whose, on = somebody(annotator), the_date(day)
        body = DayActBody(data=request.data)
        body.is_valid(raise_exception=True)
        self.act(whose, {"annotator": whose, "local_date": on}, body.validated_data)
        return self.get(request, annotator, day)

    def act(self, whose: Annotator, of_day: dict[str, Any], said: dict[str, Any]) -> None:
        by: dict[str, Any] = {"author": self.person, "now": timezone.now()}
        if said["act"] == "approve":
            proposals = DayProposal.objects.select_related("annotator__user", "rule")
            proposal = get_object_or_404(proposals, pk=said["proposal"], **of_day)
            given = DayClass(said["day_class"])
            pay_days.approve_day(proposal=proposal, day_class=given, reason=said["reason"], **by)
        elif said["act"] == "reverse":
            entry = get_object_or_404(LedgerEntry, pk=said["entry"], **of_day)
            ledger.reverse(entry=entry, reason=said["reason"], **by)
        else:
            thread = pay_threads.of_day(whose, of_day["local_date"])
            pay_threads.answer(thread=thread, uuid=said["uuid"], text=said["text"], **by)


def paged(request: Request) -> tuple[list[Any], str | None]:
    """A hundred payees after the number that was said, and the number to go on with."""
    after = request.query_params.get("after", "").replace("\0", "")[:32]
    found = pay_board.payees(after=after, limit=PAGE + 1)
    return found[:PAGE], found[PAGE - 1].payroll_number if len(found) > PAGE else None


def cell(day: PayDay) -> dict[str, Any]:
    proposal = day.proposal
    assert proposal is not None  # noqa: S101  the caller looked
    names = ("local_date", "day_class", "seconds", "amount", "currency", "reason", "flags")
    return {name: getattr(proposal, name) for name in names} | {
        "proposal": proposal.pk,
        "is_waiting": day.is_waiting,
        "approved_class": None if day.approval is None else day.approval.day_class,
        "paid": day.paid,
    }


def told_slips(slips: list[Payslip]) -> Any:
    return SlipSerializer(slips, many=True).data
