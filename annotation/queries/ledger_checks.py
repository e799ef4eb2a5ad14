"""Everything that must hold of the ledger, recomputed: each check yields what is wrong, in words, and nothing else."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from annotation.models import (
    ActiveInterval,
    DayApproval,
    DayProposal,
    LedgerEntry,
    LedgerLine,
    PayPeriod,
    PeriodStep,
)
from annotation.queries import pay_rules
from annotation.queries.times import LENGTH
from annotation.rules.day_classes import DayClass
from annotation.rules.day_facts import digest, from_json
from annotation.rules.day_rules import propose, worth
from annotation.rules.ledger import Account, EntryKind, lines
from annotation.rules.moneys import NOTHING

Wrong = Iterator[str]
AT_ONCE = 1000


def entries_balance() -> Wrong:
    """Each entry has the lines of its kind, in its currency."""
    for entry in LedgerEntry.objects.prefetch_related("lines", "reverses").order_by("pk").iterator(AT_ONCE):
        kind = entry.kind if entry.reverses is None else entry.reverses.kind
        wanted = {account.value: amount for account, amount in lines(EntryKind(kind), entry.amount).items()}
        found = {line.account: line.amount for line in entry.lines.all()}
        if found != wanted or any(line.currency != entry.currency for line in entry.lines.all()):
            yield f"entry {entry.key}: its lines are not those of its amount"


def accounts_come_to_nothing() -> Wrong:
    for currency, total in LedgerLine.objects.values_list("currency").annotate(total=Sum("amount")):
        if total:
            yield f"{currency}: all lines come to {total}, not to nothing"


def balances_agree() -> Wrong:
    """What is owed by the lines is what the entries come to."""
    entries = LedgerEntry.objects.values_list("annotator", "currency").annotate(total=Sum("amount"))
    payable = LedgerLine.objects.filter(account=Account.PAYABLE).values_list("entry__annotator", "currency")
    by_lines = {(who, currency): -total for who, currency, total in payable.annotate(total=Sum("amount"))}
    for who, currency, total in entries:
        if by_lines.pop((who, currency), NOTHING) != total:
            yield f"annotator {who}: entries and lines in {currency} differ"
    for who, currency in by_lines:
        yield f"annotator {who}: lines in {currency} without entries"


def proposals_follow() -> Wrong:
    """Each proposal is what the rule says of its facts, and its digest is theirs."""
    for one in DayProposal.objects.select_related("rule").order_by("pk").iterator(AT_ONCE):
        facts = from_json(one.facts)
        again = propose(facts, one.rule.terms)
        stands = (one.day_class, one.amount, one.currency, one.seconds, one.reason)
        follows = (again.day_class.value, again.money.amount, again.money.currency, again.seconds, again.reason)
        if digest(facts) != one.facts_digest or stands != follows:
            yield f"proposal {one.pk} of {one.local_date}: it does not follow from its facts"


def approvals_follow() -> Wrong:
    """Each approval is worth what its class is by its facts."""
    for one in DayApproval.objects.select_related("proposal__rule").order_by("pk").iterator(AT_ONCE):
        money = worth(DayClass(one.day_class), from_json(one.proposal.facts), one.proposal.rule.terms)
        if (money.amount, money.currency) != (one.amount, one.currency):
            yield f"approval {one.pk} of {one.local_date}: its amount is not that of its class"


def days_are_paid() -> Wrong:
    """What was entered for a day is what was approved last, unless somebody reversed it since."""
    paid: dict[tuple[int, date | None], Decimal] = defaultdict(lambda: NOTHING)
    reversed_last: dict[tuple[int, date | None], bool] = {}
    for entry in LedgerEntry.objects.filter(approval__isnull=False).order_by("pk").iterator(AT_ONCE):
        key = (entry.annotator_id, entry.local_date)
        paid[key] += entry.amount
        reversed_last[key] = entry.kind == EntryKind.REVERSAL
    newest = DayApproval.objects.order_by("annotator", "local_date", "-number").distinct("annotator", "local_date")
    for one in newest.iterator(AT_ONCE):
        day = (one.annotator_id, one.local_date)
        if paid.pop(day, NOTHING) != one.amount and not reversed_last.get(day, False):
            yield f"annotator {one.annotator_id}, {one.local_date}: paid otherwise than approved"
    for who, day_paid in paid:
        yield f"annotator {who}, {day_paid}: paid without an approval"


def day_rates_once() -> Wrong:
    """Of each date one day rate stands at most."""
    undone = LedgerEntry.objects.filter(reverses=OuterRef("pk"))
    standing = LedgerEntry.objects.filter(kind=EntryKind.DAY_RATE).exclude(Exists(undone))
    twice = standing.values_list("annotator", "local_date").annotate(n=Count("pk")).filter(n__gt=1)
    return (f"annotator {who}, {day}: {n} day rates stand" for who, day, n in twice)


def nobody_pays_themselves() -> Wrong:
    own = LedgerEntry.objects.filter(Q(author=F("annotator__user")) | Q(second=F("annotator__user")))
    approved = DayApproval.objects.filter(author=F("annotator__user"))
    yield from (f"entry {key}: entered by its own beneficiary" for key in own.values_list("key", flat=True))
    yield from (f"approval {pk}: by its own beneficiary" for pk in approved.values_list("pk", flat=True))


def large_sums_have_two_names() -> Wrong:
    """What one person alone added or took from somebody in a period is within the rule's limit."""
    rules = pay_rules.versions()
    by_hand = Q(kind__in=[EntryKind.ADJUSTMENT, EntryKind.BONUS], approval__isnull=True, second__isnull=True)
    alone: dict[tuple[int, int], Decimal] = defaultdict(lambda: NOTHING)
    for entry in LedgerEntry.objects.filter(by_hand).order_by("pk").iterator(AT_ONCE):
        rule = pay_rules.in_force(rules, entry.created_at.date())
        alone[entry.annotator_id, entry.period_id] += abs(entry.amount)
        if rule is None or alone[entry.annotator_id, entry.period_id] > rule.two_names_above:
            yield f"entry {entry.key}: above what one person may enter alone"


def periods_followed_their_steps() -> Wrong:
    newest = PeriodStep.objects.filter(period=OuterRef("pk")).order_by("-number")
    for period in PayPeriod.objects.annotate(said=newest.values("state")[:1], n=Count("steps")):
        if period.said != period.state:
            yield f"period {period.name}: it is {period.state}, its last step says {period.said}"


def time_is_kept() -> Wrong:
    """Time that a day was proposed by still counts; it may have grown, and never becomes less."""
    rows = ActiveInterval.objects.values_list("annotator", "local_date").annotate(total=Sum(LENGTH))
    stand = {(who, day): total.total_seconds() for who, day, total in rows}
    for key, seconds in proposed_seconds().items():
        if stand.get(key, 0) < seconds:
            yield f"annotator {key[0]}, {key[1]}: less time stands than the day was approved by"


def proposed_seconds() -> dict[tuple[int, date], int]:
    """Of each approved day the longest time that it was approved by."""
    found: dict[tuple[int, date], int] = {}
    for one in DayApproval.objects.select_related("proposal").iterator(AT_ONCE):
        key = (one.annotator_id, one.local_date)
        found[key] = max(found.get(key, 0), one.proposal.seconds)
    return found


CHECKS: tuple[Callable[[], Wrong], ...] = (
    entries_balance,
    accounts_come_to_nothing,
    balances_agree,
    proposals_follow,
    approvals_follow,
    days_are_paid,
    day_rates_once,
    nobody_pays_themselves,
    large_sums_have_two_names,
    periods_followed_their_steps,
    time_is_kept,
)


def problems() -> Wrong:
    for check in CHECKS:
        yield from check()
