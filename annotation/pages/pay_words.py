"""What pay comes to and why, in the reader's language."""

import re
from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotation.models import DayProposal
from annotation.rules.day_classes import AttendanceKind, DayClass, DayFlag
from annotation.rules.day_pauses import Cause
from annotation.rules.day_rules import CLASS_WORDS, Proposed
from annotation.rules.ledger import EntryKind
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
    EntryKind.DAY_RATE: _("Day"),
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
CLOCK = re.compile(r"(\d+) h (\d\d) min")


def spoken(value: str) -> str:
    """A class or a length of time of the rule's English; what somebody wrote stays as they wrote it."""
    if value in BY_ENGLISH:
        return str(BY_ENGLISH[value])
    if found := CLOCK.fullmatch(value):
        return gettext("{hours} h {minutes} min").format(hours=found[1], minutes=found[2])
    return value


def why(whys: Whys) -> str:
    parts = [(code, {name: spoken(value) for name, value in values.items()}) for code, values in whys]
    return " ".join((str(SENTENCES[code]) % values).strip() for code, values in parts)


def why_proposed(proposed: Proposed) -> str:
    return why((one.code, one.values) for one in proposed.whys)


def why_kept(proposal: DayProposal) -> str:
    """The reason of a proposal that was kept; those from before there were codes say it in English."""
    return why((code, values) for code, values in proposal.whys) if proposal.whys else proposal.reason
