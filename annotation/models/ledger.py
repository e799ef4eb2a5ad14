"""The ledger of pay, by double entry. Nothing in it ever changes: a mistake is reversed."""

from django.db import models
from django.db.models import F, Q

from annotation.models import money_fields
from annotation.models.pay_days import DayApproval
from annotation.models.pay_periods import PayPeriod
from annotation.models.people import Annotator, User
from annotation.rules.ledger import Account, EntryKind

KINDS = [(one.value, one.value) for one in EntryKind]
ASKED_FOR = [EntryKind.ADJUSTMENT, EntryKind.BONUS]


class EntryRequest(models.Model):
    """
    An adjustment or a bonus above what one person may give alone, until a second grants or refuses it.

    `key` becomes the key of the entry.
    """

    key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in ASKED_FOR])
    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="entry_requests")
    local_date = models.DateField(null=True)
    amount = money_fields.amount()
    currency = money_fields.currency()
    reason = models.TextField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()
    is_granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ASKED_FOR), name="entryrequest_kind_known"),
            models.CheckConstraint(
                condition=~Q(amount=0) & (~Q(kind=EntryKind.BONUS) | Q(amount__gt=0)),
                name="entryrequest_amount_of_its_kind",
            ),
            models.CheckConstraint(condition=money_fields.is_currency(), name="entryrequest_currency_is_a_code"),
            models.CheckConstraint(condition=~Q(reason=""), name="entryrequest_says_why"),
            models.CheckConstraint(
                condition=Q(is_granted__isnull=True, decided_by__isnull=True, decided_at__isnull=True)
                | (
                    Q(is_granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("author"))
                ),
                name="entryrequest_decided_by_a_second",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(is_granted__isnull=True), name="entryrequest_waiting")]


class LedgerEntry(models.Model):
    """
    One signed amount of pay, once for its `key`; append-only. `amount` is what it adds to what the person is owed.

    `period` is when it is paid, `local_date` the day that it is about. A reversal names what it `reverses`. Of a date
    there is one day rate; a further one `follows` the reversal of the one before.
    """

    key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=10, choices=KINDS)
    annotator = models.ForeignKey(Annotator, on_delete=models.PROTECT, related_name="ledger_entries", db_index=False)
    period = models.ForeignKey(PayPeriod, on_delete=models.PROTECT, related_name="entries", db_index=False)
    local_date = models.DateField(null=True)
    amount = money_fields.amount()
    currency = money_fields.currency()
    approval = models.ForeignKey(DayApproval, null=True, on_delete=models.PROTECT, related_name="entries")
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    follows = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="followed_by")
    request = models.OneToOneField(EntryRequest, null=True, on_delete=models.PROTECT, related_name="entry")
    reason = models.TextField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    second = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[*EntryKind]), name="ledgerentry_kind_known"),
            models.CheckConstraint(
                condition=~Q(amount=0)
                & (~Q(kind__in=[EntryKind.DAY_RATE, EntryKind.BONUS]) | Q(amount__gt=0))
                & (~Q(kind=EntryKind.PAYOUT) | Q(amount__lt=0)),
                name="ledgerentry_amount_of_its_kind",
            ),
            models.CheckConstraint(condition=money_fields.is_currency(), name="ledgerentry_currency_is_a_code"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(key=""), name="ledgerentry_says_why"),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.DAY_RATE) | Q(local_date__isnull=False, approval__isnull=False),
                name="ledgerentry_day_rate_was_approved",
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.REVERSAL, reverses__isnull=False)
                | (~Q(kind=EntryKind.REVERSAL) & Q(reverses__isnull=True)),
                name="ledgerentry_reversal_of_something",
            ),
            models.CheckConstraint(
                condition=Q(follows__isnull=True) | Q(kind=EntryKind.DAY_RATE), name="ledgerentry_day_rate_follows"
            ),
            models.UniqueConstraint(
                fields=["annotator", "local_date"],
                condition=Q(kind=EntryKind.DAY_RATE, follows__isnull=True),
                name="ledgerentry_one_day_rate",
            ),
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(second=F("author")), name="ledgerentry_two_are_two"
            ),
        ]
        indexes = [
            models.Index(fields=["annotator", "local_date"], name="ledgerentry_by_date"),
            models.Index(fields=["period", "annotator", "id"], name="ledgerentry_by_period"),
        ]


class LedgerLine(models.Model):
    """A debit (positive) or credit (negative) of an entry on one account; append-only. An entry's come to nothing."""

    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="lines", db_index=False)
    account = models.CharField(max_length=7, choices=[(one.value, one.value) for one in Account])
    amount = money_fields.amount()
    currency = money_fields.currency()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "account"], name="ledgerline_once"),
            models.CheckConstraint(condition=Q(account__in=[*Account]), name="ledgerline_account_known"),
            models.CheckConstraint(condition=~Q(amount=0), name="ledgerline_is_something"),
            models.CheckConstraint(condition=money_fields.is_currency(), name="ledgerline_currency_is_a_code"),
        ]
