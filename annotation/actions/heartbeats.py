"""What a page reports of the minute before: kept as it came, and what counts of it made into intervals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from annotation.actions import intervals
from annotation.errors import AnnotationError
from annotation.gateways import leases, times
from annotation.models import Annotator, BatchPair, Heartbeat, WorkSession
from annotation.rules.activities import Activity
from annotation.rules.intervals import known_zone
from annotation.rules.leases import LEASE, RENEWED_AFTER
from annotation.rules.times import Contact, Reported, worked, written_at

MILLISECOND = timedelta(milliseconds=1)


class SessionTaken(AnnotationError):
    """The page's UUID is that of another person's page."""

    code = "uuid_reused"


@dataclass(frozen=True, slots=True)
class Report:
    """
    A heartbeat as it came. `spans` are the wire's, milliseconds before `sent_at`.

    `sent_at` is when it was written by the page's clock, `age_ms` how long it waited since, by the same clock.
    """

    session: UUID
    seq: int
    zone: str
    sent_at: datetime
    spans: Sequence[Mapping[str, Any]]
    age_ms: int = 0
    inputs: int = 0
    visible: bool = True

    @property
    def age(self) -> timedelta:
        return self.age_ms * MILLISECOND


def beat(*, annotator: Annotator, report: Report, now: datetime) -> None:
    """
    Keep the report, once for each page and number, and count what is believed of it.

    Whoever gave a sign keeps what they hold: their leases are renewed, at most once in five minutes.

    :raises SessionTaken: the page's UUID is that of another person's page
    """
    try:
        with transaction.atomic():
            keep_once(annotator=annotator, report=report, now=now)
    except IntegrityError as error:
        # Another person's page opened with this UUID this very moment.
        if "worksession_uuid" not in str(error):
            raise
        raise taken() from error


def taken() -> SessionTaken:
    return SessionTaken("This page's UUID belongs to another page.")


def keep_once(*, annotator: Annotator, report: Report, now: datetime) -> None:
    times.lock(annotator_id=annotator.pk)
    session = opened(annotator=annotator, report=report, now=now)
    if session.annotator_id != annotator.pk:
        raise taken()
    if session.heartbeats.filter(seq=report.seq).exists():
        return
    contact = contact_of(session=session, annotator=annotator, report=report, now=now)
    keep(session=session, report=report, contact=contact)
    found = worked(contact, reported(report.spans, n_words_of(annotator=annotator, report=report)))
    intervals.add(annotator=annotator, found=found, zone=known_zone(report.zone))
    if report.visible and report.inputs and annotator.suspended_at is None:
        ends = now + LEASE
        leases.renew(annotator_id=annotator.pk, now=now, ends=ends, renew_before=ends - RENEWED_AFTER)


def opened(*, annotator: Annotator, report: Report, now: datetime) -> WorkSession:
    """The page's session, which its first report opens."""
    found, _ = WorkSession.objects.get_or_create(
        uuid=report.session,
        defaults={
            "annotator": annotator,
            "zone": known_zone(report.zone),
            "clock_ahead_ms": (report.sent_at - (now - report.age)) // MILLISECOND,
            "opened_at": now,
            "seen_at": now,
        },
    )
    return found


def contact_of(*, session: WorkSession, annotator: Annotator, report: Report, now: datetime) -> Contact:
    """How the report met the server, after those before it that had come by then."""
    before = session.heartbeats.filter(seq__lt=report.seq).aggregate(at=Max("written_at"))["at"]
    return Contact(
        received=now,
        age=report.age,
        since=before,
        clock=report.sent_at - session.clock_ahead_ms * MILLISECOND,
        until=annotator.suspended_at,
    )


def keep(*, session: WorkSession, report: Report, contact: Contact) -> None:
    Heartbeat.objects.create(
        session=session,
        seq=report.seq,
        zone=known_zone(report.zone),
        sent_at=report.sent_at,
        age_ms=report.age_ms,
        written_at=written_at(contact),
        received_at=contact.received,
        inputs=report.inputs,
        visible=report.visible,
        counts_until=contact.until,
        spans=list(report.spans),
    )
    seen = WorkSession.objects.filter(pk=session.pk, seen_at__lt=contact.received)
    seen.update(seen_at=contact.received, expired_at=None)


def n_words_of(*, annotator: Annotator, report: Report) -> dict[int, int]:
    """The length of the prompts that this person was given, whatever the page says of it."""
    named = {span["pair"] for span in report.spans if span["pair"] is not None}
    given = BatchPair.objects.filter(pk__in=named, meetings__annotator=annotator)
    return dict(given.values_list("pk", "n_words")) if named else {}


def reported(spans: Iterable[Mapping[str, Any]], n_words: Mapping[int, int]) -> list[Reported]:
    """The wire's spans as the rules know them; a pair that they were not given has no words to read."""
    return [
        Reported(
            from_ms_ago=span["from_ms_ago"],
            to_ms_ago=span["to_ms_ago"],
            activity=Activity(span["activity"]),
            n_words=n_words.get(span["pair"], 0),
            quiet_ms=span["quiet_ms"],
        )
        for span in spans
    ]
