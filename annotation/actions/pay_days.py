"""Days of pay: proposed from their facts by the rule, approved by a person, entered into the ledger once."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from annotation.actions import audit, ledger
from annotation.actions.ledger import Entry
from annotation.actions.pay_roles import OwnPay, require_payroll, require_reason
from annotation.actions.people import subject
from annotation.errors import AnnotationError
from annotation.models import DayApproval, DayProposal, Payee, PayPeriod, PayRule, User
from annotation.queries import day_facts, pay_days, pay_rules
from annotation.queries.pay_days import PayDay
from annotation.rules.day_classes import HALVES, DayClass
from annotation.rules.day_facts import DayFacts, as_json, digest, from_json
from annotation.rules.day_rules import Proposed, propose, why_entered, worth
from annotation.rules.ledger import APPROVED_ANEW, EntryKind
from annotation.rules.moneys import NOTHING, Money
from annotation.rules.pay_periods import NOT_CLOSED, PeriodState, is_over

AT_ONCE = 100


class PeriodNotOpen(AnnotationError):
    """The period is on its way to be closed; it can be sent back."""

    code = "period_not_open"


class NoPeriod(AnnotationError):
    """The date lies in no period of pay."""

    code = "no_period"


class ClassLowered(AnnotationError):
    """A day is never approved for less than its facts come to, or than what it has been paid."""

    code = "class_lowered"


class FactsChanged(AnnotationError):
    """There is a newer proposal for the day."""

    code = "facts_changed"


@dataclass
class Approved:
    """What became of proposals: approved now, approved before, left alone since newer facts came."""

    approvals: list[DayApproval] = field(default_factory=list)
    n_before: int = 0
    changed: list[DayProposal] = field(default_factory=list)


def propose_days(*, period: PayPeriod, now: datetime) -> int:
    """
    Propose each day of the period that is over and whose facts, or rule, are new; return how many were proposed.

    People without a payroll number are not paid here; `payees.without_number` names who works all the same.
    """
    rules = pay_rules.versions()
    dates = [day for day in pay_days.dates(period) if is_over(day, now)]
    if not rules or not dates:
        return 0
    people = iter(Payee.objects.order_by("pk").values_list("annotator", flat=True))
    chunks = iter(lambda: list(islice(people, AT_ONCE)), [])
    return sum(propose_some(period, annotators, (dates[0], dates[-1]), rules, now) for annotators in chunks)


@transaction.atomic
def propose_some(
    period: PayPeriod, annotators: list[int], dates: tuple[date, date], rules: list[PayRule], now: datetime
) -> int:
    PayPeriod.objects.select_for_update(no_key=True).get(pk=period.pk)
    known = day_facts.known(annotators, *dates)
    newest = {(one.annotator_id, one.local_date): one for one in pay_days.newest_proposals(annotators, *dates)}
    # A day that had facts and has none any more is reckoned anew too.
    keys = {*known.days(annotators, *dates, rules), *newest}
    made = [
        proposal(annotator, known.of(annotator, day), rule, newest.get((annotator, day)), now)
        for annotator, day in sorted(keys)
        if (rule := pay_rules.in_force(rules, day)) is not None
    ]
    return len(DayProposal.objects.bulk_create([one for one in made if one is not None]))


def proposal(
    annotator: int, facts: DayFacts, rule: PayRule, before: DayProposal | None, now: datetime
) -> DayProposal | None:
    """A further proposal for the day; None where the one before follows from the same."""
    found = digest(facts)
    if before is not None and (before.facts_digest, before.rule_id) == (found, rule.pk):
        return None
    proposed = propose(facts, rule.terms)
    return DayProposal(
        annotator_id=annotator,
        local_date=facts.local_date,
        number=1 if before is None else before.number + 1,
        rule=rule,
        facts=as_json(facts),
        facts_digest=found,
        created_at=now,
        **columns(proposed),
    )


def columns(proposed: Proposed) -> dict[str, object]:
    return {
        "seconds": proposed.seconds,
        "day_class": proposed.day_class,
        "amount": proposed.money.amount,
        "currency": proposed.money.currency,
        "reason": proposed.reason,
        "whys": [[why.code, dict(why.values)] for why in proposed.whys],
        "flags": list(proposed.flags),
    }


@transaction.atomic
def approve_days(*, proposals: Collection[int], author: User, now: datetime) -> Approved:
    """
    Approve these proposals as they are; each day is entered once, however often and by however many this is called.

    What comes in after its period was closed is entered as an adjustment in the period that is open now.

    :raises OwnPay: one of the days is their own
    :raises PeriodNotOpen: the period is on its way to be closed
    :raises NoPayrollNumber: somebody has none
    """
    require_payroll(author)
    found = list(DayProposal.objects.filter(pk__in=proposals).select_related("annotator__user", "rule").order_by("pk"))
    if any(one.annotator.user_id == author.pk for one in found):
        raise OwnPay("One of these days is your own: somebody else must approve it.")
    result = Approved()
    for period, own in by_period(found):
        for one, day in locked(own):
            if day.proposal != one:
                result.changed.append(one)
            elif not day.is_waiting:
                result.n_before += 1
            else:
                result.approvals.append(Approving(one, day, period, author, now).approve(DayClass(one.day_class), ""))
    if result.approvals:
        note(result.approvals, author, now)
    return result


@transaction.atomic
def approve_day(*, proposal: DayProposal, day_class: DayClass, reason: str, author: User, now: datetime) -> DayApproval:
    """
    Approve one day as more than the rule proposes, or once more after it was reversed; the reason stays with it.

    :raises ClassLowered: it is less than proposed, or than what the day has been paid
    :raises FactsChanged: there is a newer proposal
    """
    require_payroll(author)
    if proposal.annotator.user_id == author.pk:
        raise OwnPay("This is your own day: somebody else must approve it.")
    said = require_reason(reason)
    if HALVES[day_class] < HALVES[DayClass(proposal.day_class)]:
        raise ClassLowered("A day is never approved for less than its facts come to.")
    [(period, own)] = by_period([proposal])
    [(one, day)] = locked(own)
    if day.proposal != one:
        raise FactsChanged("Newer facts came for this day: look at it again.")
    made = Approving(one, day, period, author, now).approve(day_class, said)
    note([made], author, now)
    return made


def by_period(found: list[DayProposal]) -> Iterator[tuple[PayPeriod, list[DayProposal]]]:
    """
    The proposals by the period that their dates lie in, each locked; periods first, then people, so that nobody waits
    for somebody who waits for them.
    """
    days = {one.local_date for one in found}
    if not days:
        return
    near = PayPeriod.objects.filter(first_date__lte=max(days), last_date__gte=min(days))
    periods = [*near.select_for_update(no_key=True).order_by("first_date")]
    if missing := [day for day in sorted(days) if not any(holds(period, day) for period in periods)]:
        raise NoPeriod(f"{missing[0]} lies in no period of pay.")
    if any(period.state not in NOT_CLOSED for period in periods):
        ledger.open_period()  # where late facts go: locked before people, as everywhere
    ledger.lock_payees([one.annotator_id for one in found])
    for period in periods:
        if own := [one for one in found if holds(period, one.local_date)]:
            yield period, own


def holds(period: PayPeriod, day: date) -> bool:
    return period.first_date <= day <= period.last_date


def locked(found: list[DayProposal]) -> Iterator[tuple[DayProposal, PayDay]]:
    """Each proposal with its day as it stands, now that the people are locked."""
    annotators, days = {one.annotator_id for one in found}, [one.local_date for one in found]
    stand = pay_days.days(annotators, min(days), max(days))
    return ((one, stand[one.annotator_id, one.local_date]) for one in found)


@dataclass(frozen=True)
class Approving:
    """One day that is being approved."""

    proposal: DayProposal
    day: PayDay
    period: PayPeriod
    author: User
    now: datetime

    def approve(self, day_class: DayClass, reason: str) -> DayApproval:
        if self.period.state in NOT_CLOSED and self.period.state != PeriodState.OPEN:
            raise PeriodNotOpen(f"{self.period.name} is {self.period.state}. Send it back to approve more in it.")
        one = self.proposal
        money = worth(day_class, from_json(one.facts), one.rule.terms)
        if money.amount < self.day.paid:
            raise ClassLowered("This is less than what the day has been paid. Reverse it first, with a reason.")
        made = DayApproval.objects.create(
            annotator=one.annotator,
            local_date=one.local_date,
            number=1 if self.day.approval is None else self.day.approval.number + 1,
            proposal=one,
            proposed_class=one.day_class,
            day_class=day_class,
            amount=money.amount,
            currency=money.currency,
            reason=reason,
            author=self.author,
            created_at=self.now,
        )
        if self.period.state == PeriodState.OPEN:
            self.enter(made, money)
        else:
            self.enter_late(made, money)
        return made

    def enter(self, approval: DayApproval, money: Money) -> None:
        """The day rate; one that stands and is another is reversed first."""
        standing, follows = self.day.day_rate, self.day.last_reversal
        if standing is not None:
            if (standing.amount, standing.currency) == (money.amount, money.currency):
                return
            undoing = ledger.reversal(standing, reason=APPROVED_ANEW, author=self.author)
            follows = ledger.post(undoing, period=self.period, now=self.now)
        if money.amount:
            entry = self.entry(EntryKind.DAY_RATE, f"day:{self.key}", approval, money, follows=follows)
            ledger.post(entry, period=self.period, now=self.now)

    def enter_late(self, approval: DayApproval, money: Money) -> None:
        """What the day has not been paid yet, as an adjustment in the period that is open now."""
        added = money.amount - self.day.paid
        if any(entry.currency != money.currency for entry in self.day.entries):
            raise ClassLowered("This day was paid in another currency. Reverse that first, with a reason.")
        if added > NOTHING:
            entry = self.entry(EntryKind.ADJUSTMENT, f"late:{self.key}", approval, Money(money.currency, added))
            ledger.post(entry, period=ledger.open_period(), now=self.now)

    @property
    def key(self) -> str:
        number = 1 if self.day.approval is None else self.day.approval.number + 1
        return f"{self.proposal.annotator_id}:{self.proposal.local_date}:{number}"

    def entry(self, kind: EntryKind, key: str, approval: DayApproval, money: Money, **beside: object) -> Entry:
        late = self.period.name if kind == EntryKind.ADJUSTMENT else ""
        return Entry(
            key=key,
            kind=kind,
            annotator=self.proposal.annotator,
            money=money,
            reason=why_entered(self.proposal.reason, approval.reason, late),
            author=self.author,
            local_date=self.proposal.local_date,
            approval=approval,
            **beside,  # type: ignore[arg-type]  # `follows`, or nothing
        )


def note(approvals: list[DayApproval], author: User, now: datetime) -> None:
    """What the record says, person by person: the dates, with the reason where more was given than proposed."""
    people: dict[str, list[DayApproval]] = {}
    for one in approvals:
        people.setdefault(subject(one.annotator.user), []).append(one)
    for who, own in people.items():
        told = {str(one.local_date): one.reason for one in own}
        audit.record(actor=author.username, act="approve_days", subject=who, detail={"days": told}, now=now)
