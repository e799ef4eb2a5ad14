"""What somebody contests: results on gold, in tests and at work, and what was decided on a flag of theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from annotation.actions import audit, flags, onboarding, sensitivities, settlement, threads
from annotation.choices import FlagReason, PairState, QualifiedHow, ThreadDecision, ThreadKind
from annotation.errors import AnnotationError, ReceiptTaken
from annotation.models import Annotator, Flag, Notice, Qualification, QualificationAnswer, Thread, User
from annotation.queries import contests, qualifications
from annotation.queries import flags as flagged
from annotation.rules.qualifications import passes
from dataset.choices import Sensitivity
from dataset.models import Image


class ResultUnknown(AnnotationError):
    """No such thing, it is somebody else's, or its outcome is not told."""

    code = "not_found"
    status = 404


class ContestedBefore(AnnotationError):
    """It is contested already: the thread goes on."""

    code = "contested_before"


class NotDecided(AnnotationError):
    """Nobody decided on the flag yet."""

    code = "not_decided"


class NotContested(AnnotationError):
    """Only what is contested is upheld or withdrawn."""

    code = "not_contested"


class Thing(Enum):
    """What may be contested; the key is of the answer in a test, of the judgment, or of the flag."""

    TEST = "test"
    WORK = "work"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Contested:
    """A thing as it is contested; the UUID is of the act of doing so."""

    uuid: UUID
    thing: Thing
    key: int | UUID
    text: str


def contest(*, annotator: Annotator, contested: Contested, within: timedelta, now: datetime) -> Thread:
    """
    Contest a result, or what was decided on a flag, once; the office's answer is due `within` so long.

    :raises ResultUnknown: nothing of this person that they were told
    :raises NotDecided: the flag waits for a decision
    :raises ContestedBefore: it is contested already
    :raises ReceiptTaken: the same UUID came before with another text or for another thing
    """
    meant = MEANT[contested.thing](annotator, contested.key)
    try:
        with transaction.atomic():
            return begin(annotator.user, meant, contested, within, now)
    except IntegrityError:
        return repeated(annotator.user, meant, contested)


def answer_meant(annotator: Annotator, key: Any) -> dict[str, Any]:
    """The columns of a thread about this answer to a test."""
    if not QualificationAnswer.objects.filter(pk=key, item__annotator=annotator).exists():
        raise ResultUnknown("There is no such answer, or it is not yours.")
    return {"kind": ThreadKind.GOLD, "answer_id": key}


def work_meant(annotator: Annotator, key: Any) -> dict[str, Any]:
    """The columns of a thread about this answer at work, once it is told that it was on gold."""
    if not contests.told(annotator).filter(pk=key).exists():
        raise ResultUnknown("There is no such answer, or it is not yours.")
    return {"kind": ThreadKind.GOLD, "at_work_id": key}


def flag_meant(annotator: Annotator, key: Any) -> dict[str, Any]:
    """The columns of a thread about this flag."""
    found = flagged.one(key)
    if found is None or found.flag.annotator_id != annotator.pk:
        raise ResultUnknown("There is no such flag, or it is not yours.")
    if not found.is_decided:
        raise NotDecided("Nobody decided on this flag yet.")
    return {"kind": ThreadKind.FLAG, "flag_id": key}


MEANT: dict[Thing, Callable[[Annotator, Any], dict[str, Any]]] = {
    Thing.TEST: answer_meant,
    Thing.WORK: work_meant,
    Thing.FLAG: flag_meant,
}


def begin(user: User, meant: dict[str, Any], contested: Contested, within: timedelta, now: datetime) -> Thread:
    thread = Thread.objects.create(uuid=contested.uuid, asked_by=user, created_at=now, due_at=now + within, **meant)
    threads.say(thread, user, contested.uuid, contested.text, now)
    Notice.objects.create(thread=thread, user=user, created_at=now, read_at=now)
    return thread


def repeated(user: User, meant: dict[str, Any], contested: Contested) -> Thread:
    """The thread that this UUID began before."""
    if not Thread.objects.filter(pk=contested.uuid).exists():
        raise ContestedBefore("You contested this already.")
    same = Thread.objects.filter(pk=contested.uuid, asked_by=user, messages__text=contested.text, **meant)
    found = same.filter(messages__uuid=contested.uuid).first()
    if found is None:
        raise ReceiptTaken("This UUID was used before, for another thing.")
    return found


@transaction.atomic
def answer(
    *, thread: Thread, author: User, uuid: UUID, text: str, decision: ThreadDecision | None, now: datetime
) -> None:
    """
    Answer a thread, once for this UUID, and decide on what is contested when the answer does.

    :raises NotContested: there is a decision, and the thread contests nothing
    :raises ReceiptTaken: the same UUID came before with another text
    """
    if threads.answer(thread=thread, author=author, uuid=uuid, text=text, now=now) and decision is not None:
        decide(thread=thread, decision=decision, actor=author.username, now=now)


@transaction.atomic
def decide(*, thread: Thread, decision: ThreadDecision, actor: str, now: datetime) -> None:
    """
    Uphold what is contested, or withdraw it. The last word counts.

    A result that is withdrawn counts no more, and an attempt is summed up anew: who passes by it may judge, who had
    passed stays so. A decision on a flag that is withdrawn is made anew.

    :raises NotContested: the thread contests nothing
    """
    locked = Thread.objects.select_for_update(no_key=True, of=("self",)).get(pk=thread.pk)
    if not locked.is_contested:
        raise NotContested("This thread contests nothing.")
    before = locked.decision
    Thread.objects.filter(pk=thread.pk).update(decision=decision)
    if locked.answer is not None:
        sum_up_anew(locked.answer.item.qualification, now)
    if locked.flag is not None and before != decision == ThreadDecision.WITHDRAWN:
        take_back(locked.flag, actor, now)
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


def take_back(flag: Flag, actor: str, now: datetime) -> None:
    """Let the flag hold: the picture is covered or blocked as it says, and a settled pair is back at the desk."""
    hold(flag, flag.pair.image, actor, now)
    this = settlement.load(pair_id=flag.pair_id)
    if this is not None and this.pair["state"] == PairState.SETTLED:
        flags.back_to_desk(this, now)


def hold(flag: Flag, image: Image, actor: str, now: datetime) -> None:
    """What is blocked stays so."""
    wanted = Sensitivity.BLOCKED if FlagReason.ILLEGAL in flag.reasons else Sensitivity.SENSITIVE
    speaks = not flagged.OF_PICTURE.isdisjoint(flag.reasons)
    if speaks and image.sensitivity not in (wanted, Sensitivity.BLOCKED):
        reason = f"A contest: the flag holds ({', '.join(flag.reasons)})."
        sensitivities.decide(image=image, sensitivity=wanted, reason=reason, actor=actor, now=now)
