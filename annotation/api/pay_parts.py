"""What calls about pay share: who opens them, sums, entries, whole days. Sums are texts, never floats."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from annotation.actions.pay_reads import read_pay
from annotation.api.office import OfficeView
from annotation.choices import Scope
from annotation.models import Annotator, LedgerEntry
from annotation.queries.day_sheets import DaySheet
from annotation.rules.day_facts import Span

LONGEST_REASON = 500
AFTER = OpenApiParameter("after", str, description="`next` of the page before this one.")
DAY = OpenApiParameter("day", str, OpenApiParameter.PATH, description="A date: 2026-11-02.")


class PayView(OfficeView):
    """A call of the payroll. Whose pay it shows can read that it was shown."""

    reads, writes = Scope.READ_PAY, Scope.WRITE_PAY

    def looked(self, annotators: Collection[Annotator], what: str) -> None:
        read_pay(reader=self.person, annotators=annotators, what=what, now=timezone.now())


def sum_field(**options: Any) -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=12, decimal_places=2, **options)


def total_field(**options: Any) -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=16, decimal_places=2, **options)


def reason_field() -> serializers.CharField:
    return serializers.CharField(max_length=LONGEST_REASON, help_text="Stays with it for good.")


def currency_field() -> serializers.RegexField:
    return serializers.RegexField("^[A-Z]{3}$")


class TotalSerializer(serializers.Serializer[Any]):
    currency = serializers.CharField()
    amount = total_field()


class LedgerEntrySerializer(serializers.Serializer[Any]):
    """An entry of the ledger; `second` is the second name, `reverses` the entry that it takes back."""

    entry = serializers.IntegerField(source="pk")
    kind = serializers.CharField()
    period = serializers.CharField(source="period.name")
    local_date = serializers.DateField(allow_null=True)
    amount = sum_field()
    currency = serializers.CharField()
    reason = serializers.CharField()
    by = serializers.CharField(source="author.username")
    second = serializers.CharField(source="second.username", allow_null=True, default=None)
    reverses = serializers.IntegerField(source="reverses_id", allow_null=True)
    is_reversed = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()

    def get_is_reversed(self, entry: LedgerEntry) -> bool:
        return hasattr(entry, "reversed_by")


class SpanSerializer(serializers.Serializer[Any]):
    began = serializers.DateTimeField()
    ended = serializers.DateTimeField()
    activity = serializers.CharField()
    zone = serializers.CharField()


class PauseSerializer(serializers.Serializer[Any]):
    began = serializers.DateTimeField()
    ended = serializers.DateTimeField()
    cause = serializers.CharField()


class ProposalSerializer(serializers.Serializer[Any]):
    proposal = serializers.IntegerField(source="pk")
    number = serializers.IntegerField()
    rule = serializers.IntegerField(source="rule.number")
    seconds = serializers.IntegerField()
    day_class = serializers.CharField()
    amount = sum_field()
    currency = serializers.CharField()
    reason = serializers.CharField()
    flags = serializers.ListField(child=serializers.CharField())
    created_at = serializers.DateTimeField()


class ApprovalSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    proposed_class = serializers.CharField()
    day_class = serializers.CharField()
    amount = sum_field()
    currency = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)
    by = serializers.CharField(source="author.username")
    created_at = serializers.DateTimeField()


class SaidOfDaySerializer(serializers.Serializer[Any]):
    """What a manager said of the day."""

    attendance = serializers.IntegerField(source="pk")
    kind = serializers.CharField()
    day_class = serializers.CharField()
    reason = serializers.CharField()
    evidence = serializers.CharField()
    by = serializers.CharField(source="author.username")
    is_taken_back = serializers.SerializerMethodField()

    def get_is_taken_back(self, act: object) -> bool:
        return hasattr(act, "undone_by")


class MessageOfDaySerializer(serializers.Serializer[Any]):
    by = serializers.CharField(source="author.username")
    text = serializers.CharField()
    created_at = serializers.DateTimeField()


class DaySerializer(serializers.Serializer[Any]):
    """
    A day to the minute. `reason` follows from what is known now; `proposals`, `approvals` and `entries` are what was
    kept, the newest first. `rule` is the rule of that day in words, empty before there was any.
    """

    local_date = serializers.DateField()
    zone = serializers.CharField()
    seconds = serializers.IntegerField()
    reason = serializers.CharField(allow_blank=True)
    missing_seconds = serializers.IntegerField(allow_null=True)
    rule = serializers.CharField(allow_blank=True)
    spans = SpanSerializer(many=True)
    pauses = PauseSerializer(many=True)
    judged_at = serializers.ListField(child=serializers.DateTimeField())
    said = SaidOfDaySerializer(many=True)
    proposals = ProposalSerializer(many=True)
    approvals = ApprovalSerializer(many=True)
    entries = LedgerEntrySerializer(many=True)
    thread = MessageOfDaySerializer(many=True)
    answer_due_at = serializers.DateTimeField(allow_null=True)


def told_day(sheet: DaySheet) -> Any:
    waits = sheet.written is not None and sheet.written.thread.answered_at is None
    return DaySerializer(
        {
            **{name: getattr(sheet, name) for name in ("local_date", "zone", "pauses", "judged_at")},
            "seconds": sheet.facts.seconds,
            "reason": "" if sheet.proposed is None else sheet.proposed.reason,
            "missing_seconds": None if sheet.missing is None else int(sheet.missing.total_seconds()),
            "rule": "" if sheet.rule is None else sheet.rule.text,
            "spans": [told_span(one) for one in sheet.facts.spans],
            "said": sheet.acts,
            "proposals": sheet.proposals,
            "approvals": sheet.approvals,
            "entries": sheet.entries,
            "thread": sheet.written.messages if sheet.written else [],
            "answer_due_at": sheet.written.thread.due_at if sheet.written and waits else None,
        }
    ).data


def told_span(span: Span) -> dict[str, Any]:
    return {name: getattr(span, name) for name in ("began", "ended", "activity", "zone")}


def totals(found: Mapping[str, Decimal]) -> list[dict[str, Any]]:
    return [{"currency": currency, "amount": f"{total:.2f}"} for currency, total in found.items()]


def the_date(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise Http404 from None


def somebody(annotator: int) -> Annotator:
    return get_object_or_404(Annotator.objects.select_related("user", "payee"), pk=annotator)
