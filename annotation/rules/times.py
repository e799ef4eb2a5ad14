"""
Working time: what of a page's report is believed, and how it becomes whole seconds that count once.

The browser reports spans; here it is decided. A moment counts when somebody gave a sign shortly before it, when the
page was in touch, and only once, however many tabs there were. The figures are those that wages follow (docs/times.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from annotation.rules.activities import WAITS, Activity

SECOND = timedelta(seconds=1)
IDLE_AFTER = timedelta(seconds=120)
READING_A_WORD = timedelta(seconds=0.5)
# What still counts of a silence that was too long: work did not end with the very last key.
GRACE = timedelta(seconds=60)
# Whoever waits has nothing to press; a moved pointer now and then says that they are there.
WAITING_AT_MOST = timedelta(minutes=15)
# A page reports every minute. As much more may have gone by on the way, or before its first report.
MARGIN = timedelta(seconds=90)
# Without a network a page is believed for as long as a pack lasts, and its leases before.
OUT_OF_TOUCH_AT_MOST = timedelta(hours=4, minutes=30)
# A clock that jumps further than this between two reports is not followed.
CLOCK_DRIFT = timedelta(seconds=30)
# What a page reported is kept for as long, so that what counts can be reckoned again; the database holds it.
KEPT_AT_LEAST = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first moment to before the last."""

    began: datetime
    ended: datetime

    def within(self, other: "Stretch") -> "Stretch | None":
        began, ended = max(self.began, other.began), min(self.ended, other.ended)
        return Stretch(began, ended) if began < ended else None


@dataclass(frozen=True, slots=True)
class Reported:
    """
    One span as a page reports it, in milliseconds before the report was written.

    `quiet_ms` is how long before its end the last input was; without it, the input was at its beginning.
    """

    from_ms_ago: int
    to_ms_ago: int
    activity: Activity
    n_words: int = 0
    quiet_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """A stretch that somebody was at something."""

    stretch: Stretch
    activity: Activity


@dataclass(frozen=True, slots=True)
class Contact:
    """
    A report as the server met it: `received` and `since` by our clock, `age` by how long it waited to be sent.

    `since` is until when the page had reported before; None for its first report.
    `clock` is the moment of writing by the page's clock, put right by what was known of that clock before.
    """

    received: datetime
    age: timedelta = timedelta(0)
    since: datetime | None = None
    clock: datetime | None = None
    until: datetime | None = None  # nothing later counts: the person was suspended


def written_at(contact: Contact) -> datetime:
    """
    When the report was written: by the page's clock where it runs evenly, which spares what was lost on the way.

    Never later than it came, never before what the page had reported earlier.
    """
    latest = contact.received - max(contact.age, timedelta(0))
    written = latest
    if contact.clock is not None and timedelta(0) <= latest - contact.clock <= CLOCK_DRIFT:
        written = contact.clock
    return written if contact.since is None else min(max(written, contact.since), contact.received)


def believed(contact: Contact) -> list[Stretch]:
    """
    Of which time a report may speak: of the last minute; and, after a time out of touch, of what followed the report
    before for as long as work could go on.
    """
    end = contact.received if contact.until is None else min(contact.received, contact.until)
    windows = [(contact.received - MARGIN, end)]
    if contact.since is not None:
        began, until = contact.since - MARGIN, min(end, contact.since + OUT_OF_TOUCH_AT_MOST)
        windows = [(began, until), *windows] if until < windows[0][0] else [(began, end)]
    return [Stretch(began, ended) for began, ended in windows if began < ended]


def awake(span: Reported, written: datetime) -> Stretch | None:
    """The span without its idle end: too long a silence counts for a minute, waiting for a quarter of an hour."""
    began = written - timedelta(milliseconds=span.from_ms_ago)
    ended = written - timedelta(milliseconds=span.to_ms_ago)
    quiet = ended - began if span.quiet_ms is None else timedelta(milliseconds=span.quiet_ms)
    last_input = ended - quiet
    if quiet > idle_after(span):
        ended = min(ended, last_input + (WAITING_AT_MOST if span.activity in WAITS else GRACE))
    return Stretch(began, ended) if began < ended else None


def idle_after(span: Reported) -> timedelta:
    if span.activity in WAITS:
        return WAITING_AT_MOST
    return IDLE_AFTER + READING_A_WORD * max(0, span.n_words)


def worked(contact: Contact, spans: Iterable[Reported]) -> list[Worked]:
    """What counts of a report, in whole seconds."""
    written, windows = written_at(contact), believed(contact)
    return [
        Worked(whole_seconds(part), span.activity)
        for span in spans
        if (stretch := awake(span, written)) is not None
        for window in windows
        if (part := stretch.within(window)) is not None
    ]


def whole_seconds(stretch: Stretch) -> Stretch:
    """A second that was begun counts whole: so no gap opens between two reports of one stretch."""
    began = stretch.began.replace(microsecond=0)
    ended = stretch.ended.replace(microsecond=0)
    return Stretch(began, ended if ended == stretch.ended else ended + SECOND)
