"""Threads on a day of pay: begun by whose day it is, answered by the payroll; nobody else reads them."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from annotation.actions import audit, threads
from annotation.actions.pay_roles import require_others, require_payroll
from annotation.actions.people import subject
from annotation.choices import ThreadKind
from annotation.errors import AnnotationError, ReceiptTaken
from annotation.models import Annotator, Message, Notice, Thread, User


class NotDisputed(AnnotationError):
    """There is no thread on this day to answer in."""

    code = "not_disputed"


def dispute(
    *, annotator: Annotator, local_date: date, uuid: UUID, text: str, within: timedelta, now: datetime
) -> Thread:
    """
    Say that a day of one's own is not right, or say more; an answer is due `within` so long. One thread a day.

    :raises ReceiptTaken: the same UUID came before, in another thread
    """
    user = annotator.user
    if (before := Message.objects.filter(pk=uuid).select_related("thread").first()) is not None:
        return repeated(before.thread, user, local_date)
    try:
        with transaction.atomic():
            return begin(user, local_date, uuid=uuid, text=text, within=within, now=now)
    except IntegrityError as error:
        if "thread_of_a_day_once" not in str(error):
            raise
    thread = Thread.objects.get(asked_by=user, local_date=local_date)
    threads.go_on(thread=thread, author=user, uuid=uuid, text=text, within=within, now=now)
    return thread


def of_day(annotator: Annotator, local_date: date) -> Thread:
    """
    The thread on a day of theirs.

    :raises NotDisputed: there is none
    """
    found = Thread.objects.filter(kind=ThreadKind.PAY, asked_by=annotator.user_id, local_date=local_date).first()
    if found is None:
        raise NotDisputed("Nobody disputes this day.")
    return found


def begin(user: User, local_date: date, *, uuid: UUID, text: str, within: timedelta, now: datetime) -> Thread:
    thread = Thread.objects.create(
        uuid=uuid, kind=ThreadKind.PAY, local_date=local_date, asked_by=user, created_at=now, due_at=now + within
    )
    threads.say(thread, user, uuid, text, now)
    Notice.objects.create(thread=thread, user=user, created_at=now, read_at=now)
    return thread


def repeated(thread: Thread, user: User, local_date: date) -> Thread:
    if (thread.kind, thread.asked_by_id, thread.local_date) != (ThreadKind.PAY, user.pk, local_date):
        raise ReceiptTaken("This UUID was used before, for another thing.")
    return thread


@transaction.atomic
def answer(*, thread: Thread, author: User, uuid: UUID, text: str, now: datetime) -> None:
    """
    Answer it, once for this UUID; whose day it is is told. The record says that it was answered, not what.

    :raises NotPayroll: it is none of their business
    :raises OwnPay: it is their own day
    """
    require_payroll(author)
    require_others(author, Annotator.objects.filter(user=thread.asked_by))
    locked = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk, kind=ThreadKind.PAY)
    if Message.objects.filter(pk=uuid).exists():
        return
    threads.say(locked, author, uuid, text, now)
    Thread.objects.filter(pk=thread.pk).update(answered_at=now)
    threads.tell(locked, author, now)
    detail = {"thread": str(thread.pk), "date": str(thread.local_date)}
    audit.record(
        actor=author.username, act="answer_pay_thread", subject=subject(locked.asked_by), detail=detail, now=now
    )
