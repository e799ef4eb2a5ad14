"""What managers say of days: an outage, sick leave, a training day, a holiday; for one person or many."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from annotation.actions import audit
from annotation.actions.pay_roles import require, require_others, require_reason
from annotation.choices import Role
from annotation.errors import AnnotationError, ReceiptTaken
from annotation.models import Annotator, AttendanceAct, Attendee, User
from annotation.rules.day_classes import AttendanceKind, DayClass


class UndoneBefore(AnnotationError):
    """The act was taken back already, or is itself the taking back of one."""

    code = "undone_before"


class NobodyNamed(AnnotationError):
    """An act of attendance is of somebody."""

    code = "nobody_named"


@dataclass(frozen=True, slots=True)
class Attended:
    """An act as it is said; the UUID is of the act of saying it."""

    uuid: UUID
    kind: AttendanceKind
    day_class: DayClass
    first_date: date
    last_date: date
    reason: str
    evidence: str


def record(*, attended: Attended, annotators: Collection[Annotator], author: User, now: datetime) -> AttendanceAct:
    """
    Keep the act, once for its UUID. Their days are proposed with it from then on; nothing is paid by it alone.

    :raises NotPayroll: neither a manager nor the payroll says it
    :raises OwnPay: they say it of themselves
    :raises NobodyNamed: it is of nobody
    :raises ReceiptTaken: the same UUID came before with something else
    """
    require(author, Role.MANAGER, Role.PAYROLL)
    require_others(author, annotators)
    require_reason(attended.reason)
    require_reason(attended.evidence)
    if not annotators:
        raise NobodyNamed("Name somebody else than yourself.")
    try:
        with transaction.atomic():
            return keep(attended, annotators, author, now)
    except IntegrityError as error:
        if "uuid" not in str(error):
            raise
        return repeated(attended)


def keep(attended: Attended, annotators: Collection[Annotator], author: User, now: datetime) -> AttendanceAct:
    act = AttendanceAct.objects.create(
        uuid=attended.uuid,
        kind=attended.kind,
        day_class=attended.day_class,
        first_date=attended.first_date,
        last_date=attended.last_date,
        reason=attended.reason.strip(),
        evidence=attended.evidence.strip(),
        author=author,
        created_at=now,
    )
    Attendee.objects.bulk_create(Attendee(act=act, annotator=one) for one in annotators)
    detail = {
        "kind": attended.kind.value,
        "class": attended.day_class.value,
        "dates": [str(attended.first_date), str(attended.last_date)],
        "annotators": sorted(one.user.username for one in annotators),
        "reason": act.reason,
        "evidence": act.evidence,
    }
    audit.record(
        actor=author.username, act="record_attendance", subject=f"attendance {act.uuid}", detail=detail, now=now
    )
    return act


def repeated(attended: Attended) -> AttendanceAct:
    same = AttendanceAct.objects.get(uuid=attended.uuid)
    said = (same.kind, same.day_class, same.first_date, same.last_date, same.reason)
    if said != (
        attended.kind,
        attended.day_class,
        attended.first_date,
        attended.last_date,
        attended.reason.strip(),
    ):
        raise ReceiptTaken("This UUID was used before, for another act.")
    return same


def undo(*, act: AttendanceAct, uuid: UUID, reason: str, author: User, now: datetime) -> AttendanceAct:
    """
    Take an act back, for everybody whom it named. Days that were approved by it stay, until the payroll reverses them.

    :raises UndoneBefore: it was taken back already
    """
    require(author, Role.MANAGER, Role.PAYROLL)
    require_others(author, [one.annotator for one in act.attendees.select_related("annotator")])
    said = require_reason(reason)
    if act.undoes_id is not None:
        raise UndoneBefore("This takes back another act already.")
    try:
        with transaction.atomic():
            return keep_undoing(act, uuid, said, author, now)
    except IntegrityError as error:
        if "undoes" not in str(error) and "uuid" not in str(error):
            raise
        raise UndoneBefore("This act was taken back already.") from error


def keep_undoing(act: AttendanceAct, uuid: UUID, reason: str, author: User, now: datetime) -> AttendanceAct:
    undoing = AttendanceAct.objects.create(
        uuid=uuid,
        kind=act.kind,
        day_class=act.day_class,
        first_date=act.first_date,
        last_date=act.last_date,
        reason=reason,
        evidence=act.evidence,
        undoes=act,
        author=author,
        created_at=now,
    )
    audit.record(
        actor=author.username,
        act="undo_attendance",
        subject=f"attendance {act.uuid}",
        detail={"reason": reason},
        now=now,
    )
    return undoing
