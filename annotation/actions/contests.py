"""Results of a test that somebody contests: with what was answered and what was expected, upheld or withdrawn."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from annotation.actions import audit, onboarding, threads
from annotation.choices import QualifiedHow, ThreadDecision, ThreadKind
from annotation.errors import AnnotationError, ReceiptTaken
from annotation.models import Annotator, Notice, Qualification, QualificationAnswer, Thread, User
from annotation.queries import qualifications
from annotation.rules.qualifications import passes


class ResultUnknown(AnnotationError):
    """No such answer to a test, or it is somebody else's."""

    code = "not_found"
    status = 404


class ContestedBefore(AnnotationError):
    """The result is contested already: the thread goes on."""

    code = "contested_before"


class NotContested(AnnotationError):
    """Only what is contested is upheld or withdrawn."""

    code = "not_contested"


@dataclass(frozen=True, slots=True)
class Contested:
    """A result as it is contested; the UUID is of the act of doing so."""

    uuid: UUID
    answer_id: int
    text: str


def contest(*, annotator: Annotator, contested: Contested, within: timedelta, now: datetime) -> Thread:
    """
    Contest how an answer compares with the gold, once; the office's answer is due `within` so long.

    :raises ResultUnknown: no such answer of this person
    :raises ContestedBefore: this answer is contested already
    :raises ReceiptTaken: the same UUID came before with another text or for another answer
    """
    answer = QualificationAnswer.objects.filter(pk=contested.answer_id, item__annotator=annotator).first()
    if answer is None:
        raise ResultUnknown("There is no such answer, or it is not yours.")
    try:
        with transaction.atomic():
            return begin(annotator.user, answer, contested, within, now)
    except IntegrityError:
        return repeated(annotator.user, contested)


def begin(user: User, answer: QualificationAnswer, contested: Contested, within: timedelta, now: datetime) -> Thread:
    thread = Thread.objects.create(
        uuid=contested.uuid,
        kind=ThreadKind.GOLD,
        answer=answer,
        asked_by=user,
        created_at=now,
        due_at=now + within,
    )
    threads.say(thread, user, contested.uuid, contested.text, now)
    Notice.objects.create(thread=thread, user=user, created_at=now, read_at=now)
    return thread


def repeated(user: User, contested: Contested) -> Thread:
    """The thread that this UUID began before."""
    same = Thread.objects.filter(pk=contested.uuid).first()
    if same is None:
        raise ContestedBefore("You contested this result already.")
    said = same.messages.filter(uuid=contested.uuid, text=contested.text)
    if (same.asked_by_id, same.answer_id) != (user.pk, contested.answer_id) or not said.exists():
        raise ReceiptTaken("This UUID was used before, for another thing.")
    return same


@transaction.atomic
def decide(*, thread: Thread, decision: ThreadDecision, actor: str, now: datetime) -> None:
    """
    Uphold the result, or withdraw it: then it counts no more, and the attempt is summed up anew. The last word counts.

    Who passes by it may judge; who had passed stays so.

    :raises NotContested: the thread contests nothing
    """
    locked = Thread.objects.select_for_update(no_key=True, of=("self",)).get(pk=thread.pk)
    if locked.answer is None:
        raise NotContested("This thread contests no result.")
    before = locked.decision
    Thread.objects.filter(pk=thread.pk).update(decision=decision)
    sum_up_anew(locked.answer.item.qualification, now)
    detail = {"thread": str(thread.pk), "before": before, "after": decision.value}
    subject = f"user {locked.asked_by.username}"
    audit.record(actor=actor, act="decide_contest", subject=subject, detail=detail, now=now)


def sum_up_anew(attempt: Qualification, now: datetime) -> None:
    """What a finished attempt comes to by the answers that still count."""
    held = Qualification.objects.select_for_update(of=("self",)).select_related("annotator").get(pk=attempt.pk)
    if held.finished_at is None:
        return
    count = qualifications.tally(held)
    held.n_hits, held.n_missed, held.n_over = count.hits, count.missed, count.over
    is_enough = qualifications.counting(held).exists()
    reached = is_enough and passes(count, recall=held.recall_wanted, precision=held.precision_wanted)
    held.passed = held.passed or reached
    held.save()
    if held.passed:
        onboarding.qualify(annotator=held.annotator, how=QualifiedHow.TEST, now=now)
