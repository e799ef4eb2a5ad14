"""People as the payroll knows them, for its programs: numbers, contracts, rates, entries, second names, disputes."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotation.actions import entry_requests, payees
from annotation.api.office import BEFORE, PAGE
from annotation.api.pay_days import paged
from annotation.api.pay_parts import (
    AFTER,
    LedgerEntrySerializer,
    PayView,
    TotalSerializer,
    currency_field,
    reason_field,
    somebody,
    sum_field,
    totals,
)
from annotation.api.work import BIGINT, ErrorSerializer
from annotation.models import Annotator, Contract, EntryRequest, LedgerEntry
from annotation.queries import ledger, pay_board
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import Money

ACTED = {404: ErrorSerializer, 409: ErrorSerializer, 422: ErrorSerializer}


class PayeeSerializer(serializers.Serializer[Any]):
    annotator = serializers.IntegerField()
    username = serializers.CharField()
    payroll_number = serializers.CharField()
    country = serializers.CharField(allow_blank=True)
    owed = TotalSerializer(many=True)


class PayeesSerializer(serializers.Serializer[Any]):
    """By payroll number; `without_number` annotate and have none."""

    people = PayeeSerializer(many=True)
    without_number = serializers.ListField(child=serializers.CharField())
    next = serializers.CharField(allow_null=True)


class ContractSerializer(serializers.Serializer[Any]):
    contract = serializers.IntegerField(source="pk")
    starts_date = serializers.DateField()
    ends_date = serializers.DateField(allow_null=True)


class RateSerializer(serializers.Serializer[Any]):
    since_date = serializers.DateField()
    day_amount = sum_field()
    currency = serializers.CharField()
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()


class PayOfSerializer(serializers.Serializer[Any]):
    """`entries` are the newest first, a hundred at a time; `payroll_number` is null as long as there is none."""

    annotator = serializers.IntegerField()
    username = serializers.CharField()
    payroll_number = serializers.CharField(allow_null=True)
    country = serializers.CharField(allow_blank=True)
    owed = TotalSerializer(many=True)
    contracts = ContractSerializer(many=True)
    rates = RateSerializer(many=True)
    entries = LedgerEntrySerializer(many=True)
    next = serializers.IntegerField(allow_null=True)


class NumberBody(serializers.Serializer[Any]):
    payroll_number = serializers.RegexField("^[A-Za-z0-9][A-Za-z0-9._/-]*$", max_length=32)
    country = serializers.RegexField("^([A-Z]{2})?$", default="", allow_blank=True)


class ContractBody(serializers.Serializer[Any]):
    """A new contract, or with `contract` other dates for one; without `ends_date` until further notice."""

    contract = serializers.IntegerField(min_value=1, max_value=BIGINT, allow_null=True, default=None)
    starts_date = serializers.DateField()
    ends_date = serializers.DateField(allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["ends_date"] is not None and attrs["ends_date"] < attrs["starts_date"]:
            raise serializers.ValidationError({"ends_date": "This is before the first day."})
        return attrs


class RateBody(serializers.Serializer[Any]):
    since_date = serializers.DateField()
    day_amount = sum_field(min_value=1)
    currency = currency_field()
    reason = reason_field()


class EntryBody(serializers.Serializer[Any]):
    """An adjustment or a bonus, entered once for its `key`; above the set sum it waits for a second name."""

    key = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=[EntryKind.ADJUSTMENT.value, EntryKind.BONUS.value])
    amount = sum_field()
    currency = currency_field()
    local_date = serializers.DateField(allow_null=True, default=None)
    reason = reason_field()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["amount"] == 0 or (attrs["amount"] < 0 and attrs["kind"] == EntryKind.BONUS):
            raise serializers.ValidationError({"amount": "It changes something, and a bonus is more than nothing."})
        return attrs


class EnteredSerializer(serializers.Serializer[Any]):
    """`entry` is null as long as `request` waits for a second name."""

    entry = LedgerEntrySerializer(allow_null=True)
    request = serializers.IntegerField(allow_null=True)


class RequestSerializer(serializers.Serializer[Any]):
    request = serializers.IntegerField(source="pk")
    annotator = serializers.IntegerField(source="annotator_id")
    username = serializers.CharField(source="annotator.user.username")
    kind = serializers.CharField()
    local_date = serializers.DateField(allow_null=True)
    amount = sum_field()
    currency = serializers.CharField()
    reason = serializers.CharField()
    by = serializers.CharField(source="author.username")
    created_at = serializers.DateTimeField()


class RequestsSerializer(serializers.Serializer[Any]):
    """The oldest first."""

    waiting = RequestSerializer(many=True)


class SecondNameBody(serializers.Serializer[Any]):
    is_granted = serializers.BooleanField()


class DisputedDaySerializer(serializers.Serializer[Any]):
    annotator = serializers.IntegerField()
    username = serializers.CharField()
    local_date = serializers.DateField()
    due_at = serializers.DateTimeField(allow_null=True)


class DisputedDaysSerializer(serializers.Serializer[Any]):
    """The first due first."""

    days = DisputedDaySerializer(many=True)


class Payees(PayView):
    """Everybody with a payroll number and what they are owed, page by page; and who has none."""

    @extend_schema(parameters=[AFTER], responses={200: PayeesSerializer})
    def get(self, request: Request) -> Response:
        found, following = paged(request)
        self.looked([one.annotator for one in found], "balances")
        owed = pay_board.balances([one.annotator_id for one in found])
        people = [
            {
                "annotator": one.annotator_id,
                "username": one.annotator.user.username,
                "payroll_number": one.payroll_number,
                "country": one.country,
                "owed": totals(owed.get(one.annotator_id, {})),
            }
            for one in found
        ]
        missing = [one.user.username for one in pay_board.without_number()]
        return Response({"people": people, "without_number": missing, "next": following})


class OnePayee(PayView):
    """Somebody's number, contracts, rates and entries; and giving them a number."""

    @extend_schema(
        operation_id="pay_people_one", parameters=[BEFORE], responses={200: PayOfSerializer, 404: ErrorSerializer}
    )
    def get(self, request: Request, annotator: int) -> Response:
        whose, before = somebody(annotator), request.query_params.get("before", "")
        self.looked([whose], "entries, contracts, rates")
        key = int(before) if before.isascii() and before.isdecimal() and int(before) <= BIGINT else None
        found = pay_board.entries_of(whose, PAGE + 1, key)
        return Response(told(whose, found))

    @extend_schema(operation_id="pay_people_number", request=NumberBody, responses={200: PayOfSerializer, **ACTED})
    def post(self, request: Request, annotator: int) -> Response:
        whose = somebody(annotator)
        payees.set_payee(annotator=whose, **said(NumberBody, request), author=self.person, now=timezone.now())
        return self.get(request, annotator)


class Contracts(PayView):
    """A contract of somebody, or other dates for one."""

    @extend_schema(request=ContractBody, responses={200: ContractSerializer, **ACTED})
    def post(self, request: Request, annotator: int) -> Response:
        whose, wish = somebody(annotator), said(ContractBody, request)
        number = wish.pop("contract")
        contract = None if number is None else get_object_or_404(Contract, pk=number, annotator=whose)
        made = payees.set_contract(annotator=whose, **wish, contract=contract, author=self.person, now=timezone.now())
        return Response(ContractSerializer(made).data)


class Rates(PayView):
    """What a full day of somebody is worth from a date on."""

    @extend_schema(request=RateBody, responses={200: RateSerializer, **ACTED})
    def post(self, request: Request, annotator: int) -> Response:
        rate = payees.NewRate(**said(RateBody, request))
        made = payees.set_rate(annotator=somebody(annotator), rate=rate, author=self.person, now=timezone.now())
        return Response(RateSerializer(made).data)


class Entries(PayView):
    """An adjustment or a bonus for somebody, entered at once or kept for a second name."""

    @extend_schema(request=EntryBody, responses={200: EnteredSerializer, **ACTED})
    def post(self, request: Request, annotator: int) -> Response:
        wish = said(EntryBody, request)
        money = Money(wish.pop("currency"), wish.pop("amount"))
        key, kind = str(wish.pop("key")), EntryKind(wish.pop("kind"))
        asked = entry_requests.Asked(key=key, kind=kind, annotator=somebody(annotator), money=money, **wish)
        made = entry_requests.ask(asked=asked, author=self.person, now=timezone.now())
        if isinstance(made, LedgerEntry):
            return Response({"entry": LedgerEntrySerializer(made).data, "request": None})
        return Response({"entry": None, "request": made.pk})


class SecondNames(PayView):
    """What waits for a second name."""

    @extend_schema(responses={200: RequestsSerializer})
    def get(self, request: Request) -> Response:
        waiting = pay_board.requests()
        self.looked([*{one.annotator_id: one.annotator for one in waiting}.values()], "second names")
        return Response({"waiting": RequestSerializer(waiting, many=True).data})


class OneSecondName(PayView):
    """Granting what somebody else asked for, which enters it, or refusing it."""

    @extend_schema(request=SecondNameBody, responses={200: RequestSerializer, **ACTED})
    def post(self, request: Request, asked: int) -> Response:
        found = get_object_or_404(EntryRequest.objects.select_related("annotator__user"), pk=asked)
        wish = said(SecondNameBody, request)
        made = entry_requests.decide(request=found, **wish, author=self.person, now=timezone.now())
        return Response(RequestSerializer(made).data)


class DisputedDays(PayView):
    """Days that somebody disputes and nobody answered yet."""

    @extend_schema(responses={200: DisputedDaysSerializer})
    def get(self, request: Request) -> Response:
        found = [
            {
                "annotator": annotator,
                "username": thread.asked_by.username,
                "local_date": thread.local_date,
                "due_at": thread.due_at,
            }
            for thread, annotator in pay_board.disputes()
        ]
        return Response({"days": found})


def said(body: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    read = body(data=request.data)
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)


def told(whose: Annotator, found: list[LedgerEntry]) -> Any:
    payee = getattr(whose, "payee", None)
    return PayOfSerializer(
        {
            "annotator": whose.pk,
            "username": whose.user.username,
            "payroll_number": None if payee is None else payee.payroll_number,
            "country": "" if payee is None else payee.country,
            "owed": totals(ledger.balance(whose)),
            "contracts": whose.contracts.order_by("starts_date"),
            "rates": whose.rates.order_by("since_date", "pk"),
            "entries": found[:PAGE],
            "next": found[PAGE - 1].pk if len(found) > PAGE else None,
        }
    ).data
