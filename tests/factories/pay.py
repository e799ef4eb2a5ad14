import uuid
from datetime import date
from decimal import Decimal

import factory
from django.db import transaction
from factory.django import DjangoModelFactory

from annotation.choices import Role
from annotation.models import (
    AttendanceAct,
    Attendee,
    Contract,
    DayApproval,
    DayProposal,
    EntryRequest,
    LedgerEntry,
    LedgerLine,
    Payee,
    PayPeriod,
    PayRead,
    PayRule,
    PeriodStep,
    Rate,
    ReferenceWage,
)
from annotation.rules import ledger
from annotation.rules.day_facts import DayFacts, as_json, digest
from annotation.rules.ledger import EntryKind
from tests.factories.annotation import AnnotatorFactory, UserFactory
from tests.factories.dataset import NOW

DAY = date(2026, 11, 2)
FACTS = DayFacts(DAY)


class PayrollFactory(UserFactory):
    username = factory.Sequence(lambda n: f"payroll{n}")
    roles = factory.List([Role.PAYROLL])


class PayeeFactory(DjangoModelFactory[Payee]):
    annotator = factory.SubFactory(AnnotatorFactory)
    payroll_number = factory.Sequence(lambda n: f"P{n:04}")
    actor = "test"
    created_at = NOW

    class Meta:
        model = Payee


class ContractFactory(DjangoModelFactory[Contract]):
    annotator = factory.SubFactory(AnnotatorFactory)
    starts_date = date(2026, 1, 1)
    actor = "test"
    created_at = NOW

    class Meta:
        model = Contract


class RateFactory(DjangoModelFactory[Rate]):
    annotator = factory.SubFactory(AnnotatorFactory)
    since_date = date(2026, 1, 1)
    day_amount = Decimal("60.00")
    currency = "USD"
    reason = "agreed"
    actor = "test"
    created_at = NOW

    class Meta:
        model = Rate


class PayRuleFactory(DjangoModelFactory[PayRule]):
    number = factory.Sequence(lambda n: n + 1)
    since_date = date(2026, 1, 1)
    full_minutes = 390
    half_minutes = 180
    full_amount = Decimal("50.00")
    half_amount = Decimal("25.00")
    currency = "USD"
    rounding = "half_up"
    holiday_class = "none"
    two_names_above = Decimal("100.00")
    text = "A full day is 6 h 30 min."
    reason = "the first"
    actor = "test"
    created_at = NOW

    class Meta:
        model = PayRule


class ReferenceWageFactory(DjangoModelFactory[ReferenceWage]):
    country = "KR"
    since_date = date(2026, 1, 1)
    hourly_amount = Decimal("7.50")
    currency = "USD"
    source = "a ministry"
    source_date = date(2025, 8, 5)
    actor = "test"
    created_at = NOW

    class Meta:
        model = ReferenceWage


class AttendanceActFactory(DjangoModelFactory[AttendanceAct]):
    uuid = factory.LazyFunction(uuid.uuid4)
    kind = "training"
    day_class = "full"
    first_date = DAY
    last_date = DAY
    reason = "the second guideline"
    evidence = "list of who was there"
    author = factory.SubFactory(PayrollFactory)
    created_at = NOW

    class Meta:
        model = AttendanceAct


class AttendeeFactory(DjangoModelFactory[Attendee]):
    act = factory.SubFactory(AttendanceActFactory)
    annotator = factory.SubFactory(AnnotatorFactory)

    class Meta:
        model = Attendee


class PayPeriodFactory(DjangoModelFactory[PayPeriod]):
    name = factory.Sequence(lambda n: f"period-{n}")
    first_date = date(2026, 11, 1)
    last_date = date(2026, 11, 14)
    created_at = NOW

    class Meta:
        model = PayPeriod
        django_get_or_create = ("first_date", "last_date")


class PeriodStepFactory(DjangoModelFactory[PeriodStep]):
    period = factory.SubFactory(PayPeriodFactory)
    number = 1
    state = "open"
    author = factory.SubFactory(PayrollFactory)
    created_at = NOW

    class Meta:
        model = PeriodStep


class DayProposalFactory(DjangoModelFactory[DayProposal]):
    annotator = factory.SubFactory(AnnotatorFactory)
    local_date = DAY
    number = 1
    rule = factory.SubFactory(PayRuleFactory)
    facts = factory.LazyFunction(lambda: as_json(FACTS))
    facts_digest = digest(FACTS)
    seconds = 0
    day_class = "full"
    amount = Decimal("50.00")
    currency = "USD"
    reason = "6 h 30 min at work: a full day, from 6 h 30 min on."
    flags = factory.List([])
    created_at = NOW

    class Meta:
        model = DayProposal


class DayApprovalFactory(DjangoModelFactory[DayApproval]):
    proposal = factory.SubFactory(DayProposalFactory)
    annotator = factory.SelfAttribute("proposal.annotator")
    local_date = factory.SelfAttribute("proposal.local_date")
    number = 1
    proposed_class = factory.SelfAttribute("proposal.day_class")
    day_class = factory.SelfAttribute("proposal.day_class")
    amount = factory.SelfAttribute("proposal.amount")
    currency = "USD"
    author = factory.SubFactory(PayrollFactory)
    created_at = NOW

    class Meta:
        model = DayApproval


class EntryRequestFactory(DjangoModelFactory[EntryRequest]):
    key = factory.Sequence(lambda n: f"request:{n}")
    kind = "bonus"
    annotator = factory.SubFactory(AnnotatorFactory)
    amount = Decimal("500.00")
    currency = "USD"
    reason = "ten thousand pairs"
    author = factory.SubFactory(PayrollFactory)
    created_at = NOW

    class Meta:
        model = EntryRequest


class LedgerEntryFactory(DjangoModelFactory[LedgerEntry]):
    """A bonus with its lines; `lines=False` leaves them away."""

    key = factory.Sequence(lambda n: f"entry:{n}")
    kind = "bonus"
    annotator = factory.SubFactory(AnnotatorFactory)
    period = factory.SubFactory(PayPeriodFactory)
    amount = Decimal("10.00")
    currency = "USD"
    reason = "thanks"
    author = factory.SubFactory(PayrollFactory)
    created_at = NOW

    class Meta:
        model = LedgerEntry
        skip_postgeneration_save = True

    @classmethod
    def create(cls, **fields):
        with transaction.atomic():
            return super().create(**fields)

    @factory.post_generation
    def lines(self, create, extracted, **kwargs):
        if extracted is False:
            return
        for account, amount in ledger.lines(EntryKind(self.kind), self.amount).items():
            LedgerLine.objects.create(entry=self, account=account, amount=amount, currency=self.currency)


class LedgerLineFactory(DjangoModelFactory[LedgerLine]):
    """What is owed by an entry of its own; the line against it is there too, unless `against=False`."""

    entry = factory.SubFactory(LedgerEntryFactory, lines=False)
    account = "payable"
    amount = Decimal("-10.00")
    currency = "USD"

    class Meta:
        model = LedgerLine
        skip_postgeneration_save = True

    @classmethod
    def create(cls, **fields):
        with transaction.atomic():
            return super().create(**fields)

    @factory.post_generation
    def against(self, create, extracted, **kwargs):
        if extracted is not False:
            LedgerLine.objects.create(entry=self.entry, account="wages", amount=-self.amount, currency=self.currency)


class PayReadFactory(DjangoModelFactory[PayRead]):
    reader = factory.SubFactory(PayrollFactory)
    annotator = factory.SubFactory(AnnotatorFactory)
    what = "payslip period-1"
    created_at = NOW

    class Meta:
        model = PayRead
