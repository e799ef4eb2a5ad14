"""What pay comes to and why, in the reader's language."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotation.models import DayProposal, LedgerEntry, PayRule
from annotation.rules.day_classes import AttendanceKind, DayClass, DayFlag
from annotation.rules.day_pauses import Cause
from annotation.rules.day_rules import CLASS_WORDS, Proposed, clock
from annotation.rules.ledger import APPROVED_ANEW, EntryKind, paid_out_reason
from annotation.rules.moneys import Money
from annotation.rules.pay_periods import PeriodState

Whys = Iterable[tuple[str, Mapping[str, str]]]

SENTENCES: dict[str, Promise] = {
    "full": _("%(worked)s at work: a full day, from %(from)s on."),
    "half": _("%(worked)s at work: half a day, from %(from)s on. A full day begins at %(next)s."),
    "none": _("%(worked)s at work: half a day begins at %(next)s."),
    "nothing": _("No time at work."),
    "outage": _("The site was down: %(class)s. %(said)s"),
    "sick_leave": _("Sick leave: %(class)s. %(said)s"),
    "training": _("Training: %(class)s. %(said)s"),
    "holiday": _("Holiday: %(class)s. %(said)s"),
    "no_contract": _("No contract on this date."),
}
CLASSES: dict[str, Promise] = {
    DayClass.FULL: _("a full day"),
    DayClass.HALF: _("half a day"),
    DayClass.NONE: _("unpaid"),
}
BY_ENGLISH = {CLASS_WORDS[one]: CLASSES[one] for one in DayClass}
FLAGS: dict[str, Promise] = {
    DayFlag.OVER_MIDNIGHT: _("work over midnight"),
    DayFlag.ZONE_CHANGED: _("the time zone changed"),
    DayFlag.NEARLY: _("nearly the next class"),
    DayFlag.LONG: _("more than 12 hours"),
    DayFlag.NO_CONTRACT: _("no contract"),
}
KINDS: dict[str, Promise] = {
    EntryKind.DAY_RATE: _("Day's pay"),
    EntryKind.ADJUSTMENT: _("Adjustment"),
    EntryKind.REVERSAL: _("Reversal"),
    EntryKind.BONUS: _("Bonus"),
    EntryKind.PAYOUT: _("Paid out"),
}
STATES: dict[str, Promise] = {
    PeriodState.OPEN: _("open"),
    PeriodState.SUBMITTED: _("submitted"),
    PeriodState.APPROVED: _("approved"),
    PeriodState.CLOSED: _("closed"),
    PeriodState.EXPORTED: _("exported"),
    PeriodState.PAID: _("paid"),
}
CAUSES: dict[str, Promise] = {
    Cause.SHIFT_ENDED: _("the shift was ended"),
    Cause.OUT_OF_SIGHT: _("the page was out of sight"),
    Cause.QUIET: _("no key and no touch"),
    Cause.CLOSED: _("the page was closed"),
    Cause.AWAY: _("no page was open, or its reports are gone"),
}
ATTENDANCES: dict[str, Promise] = {
    AttendanceKind.OUTAGE: _("The site was down"),
    AttendanceKind.SICK_LEAVE: _("Sick leave"),
    AttendanceKind.TRAINING: _("Training"),
    AttendanceKind.HOLIDAY: _("Holiday"),
}
WORDS = {
    "class": CLASSES,
    "flag": FLAGS,
    "kind": KINDS,
    "state": STATES,
    "cause": CAUSES,
    "attendance": ATTENDANCES,
}
# What `read_pay` was told that somebody looked at; what follows the words is a name or a date.
LOOKS: dict[str, Promise] = {
    "period": _("the period %(of)s"),
    "payslips": _("payslips of %(of)s"),
    "statement": _("the statement of %(of)s"),
    "day": _("the day %(of)s"),
    "file of": _("the file of %(of)s"),
    "fairness of": _("how fair %(of)s is"),
    "balances": _("what is owed"),
    "entries, contracts, rates": _("entries, contracts and rates"),
    "second names": _("sums that wait for a second name"),
}
LATE = re.compile(r"Came after (?P<period>[-\w]+) was closed\. ")
CLOCK = re.compile(r"(\d+) h (\d\d) min")


def spoken(value: str) -> str:
    """A class or a length of time of the rule's English; what somebody wrote stays as they wrote it."""
    if value in BY_ENGLISH:
        return str(BY_ENGLISH[value])
    if found := CLOCK.fullmatch(value):
        return gettext("{hours} h {minutes} min").format(hours=found[1], minutes=found[2])
    return value


def looked_at(what: str) -> str:
    """What somebody looked at; what is not known is said as it was kept."""
    known = next((words for words in LOOKS if what == words or what.startswith(f"{words} ")), None)
    return what if known is None else str(LOOKS[known]) % {"of": what[len(known) :].strip()}


def why(whys: Whys) -> str:
    parts = [(code, {name: spoken(value) for name, value in values.items()}) for code, values in whys]
    return " ".join((str(SENTENCES[code]) % values).strip() for code, values in parts)


def why_proposed(proposed: Proposed) -> str:
    return why((one.code, one.values) for one in proposed.whys)


def why_kept(proposal: DayProposal) -> str:
    """The reason of a proposal that was kept; those from before there were codes say it in English."""
    return why((code, values) for code, values in proposal.whys) if proposal.whys else proposal.reason


def why_said(said: DayProposal | Proposed) -> str:
    return why_proposed(said) if isinstance(said, Proposed) else why_kept(said)


def why_entered(entry: LedgerEntry) -> str:
    """The reason of an entry: a day's by its proposal, what the ledger says by itself, else as somebody wrote it."""
    if entry.reason == APPROVED_ANEW:
        return gettext("The day was approved anew.")
    if entry.kind == EntryKind.PAYOUT and entry.reason == paid_out_reason(entry.period.name):
        return gettext("Paid out for %(period)s.") % {"period": entry.period.name}
    if entry.approval is None or entry.kind == EntryKind.REVERSAL:
        return entry.reason
    late = LATE.match(entry.reason)
    parts = [
        gettext("Came after %(period)s was closed.") % {"period": late["period"]} if late else "",
        why_kept(entry.approval.proposal),
        entry.approval.reason,
    ]
    return " ".join(part for part in parts if part)


def amount(value: Decimal | None) -> str:
    """`1204.5` → `1,204.50`, a minus sign before what is taken away; nothing for None."""
    return "" if value is None else f"{value:,.2f}".replace("-", "−")


def money(value: Money) -> str:
    return f"{amount(value.amount)} {value.currency}"


def points(rule: PayRule, full: Money, half: Money) -> list[str]:
    """The rule in the reader's language, with what days of theirs are worth."""
    said = {
        one: {"time": spoken(clock(minutes)), "amount": amount(worth.amount), "currency": worth.currency}
        for one, minutes, worth in ((DayClass.FULL, rule.full_minutes, full), (DayClass.HALF, rule.half_minutes, half))
    }
    lines = [
        gettext("A full day is %(time)s at work or more: %(amount)s %(currency)s.") % said[DayClass.FULL],
        gettext("Half a day is %(time)s or more: %(amount)s %(currency)s.") % said[DayClass.HALF],
        gettext(
            "Judging, questions, training, reading the guideline, waiting for work and outages are all time at work."
        ),
        gettext("A day ends at midnight where you are. How good the work is never lowers a day."),
    ]
    if rule.holidays:
        named = ", ".join(f"{name} ({day})" for day, name in rule.holidays.items())
        lines.append(gettext("Holidays count as %(class)s:") % {"class": CLASSES[rule.holiday_class]} + f" {named}")
    return lines


def version(rule: PayRule) -> str:
    said = {"n": rule.number, "date": date_format(rule.since_date, "DATE_FORMAT")}
    return gettext("Version %(n)s of the rule, since %(date)s.") % said
