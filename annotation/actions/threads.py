"""Questions on a pair or a word of it, contested gold and flags: asked, answered, and told to whom it concerns."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from annotation.actions import audit
from annotation.choices import JUDGED, SlotState, ThreadKind
from annotation.errors import AnnotationError, PairUnknown, ReceiptTaken
from annotation.models import (
    Annotator,
    BatchPair,
    GuidelineVersion,
    Meeting,
    Message,
    Notice,
    Slot,
    Thread,
    User,
)


class WordUnknown(AnnotationError):
    """The pair has no such word."""

    code = "malformed"
    status = 422


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came; `word` none means the pair as a whole. The UUID is of the act of asking."""

    uuid: UUID
    pair_id: int
    text: str
    word: int | None = None
    kind: ThreadKind = ThreadKind.QUESTION


def ask(*, annotator: Annotator, asked: Asked, within: timedelta, now: datetime) -> Thread:
    """
    Keep a question, once; an answer is due `within` so long.

    :raises PairUnknown: no such pair, or never given to this annotator
    :raises WordUnknown: the pair has no such word
    :raises ReceiptTaken: the same UUID came before with another question, or from another person
    """
    if not Meeting.objects.filter(pair=asked.pair_id, annotator=annotator).exists():
        raise PairUnknown("There is no such pair, or it was never given to you.")
    pair = BatchPair.objects.get(pk=asked.pair_id)
    if asked.word is not None and asked.word >= pair.n_words:
        raise WordUnknown(f"This pair has no word {asked.word}.")
    try:
        with transaction.atomic():
            return begin(annotator.user, asked, within, now)
    except IntegrityError:
        return repeated(annotator.user, asked)


def begin(user: User, asked: Asked, within: timedelta, now: datetime) -> Thread:
    thread = Thread.objects.create(
        uuid=asked.uuid,
        kind=asked.kind,
        pair_id=asked.pair_id,
        word=asked.word,
        asked_by=user,
        created_at=now,
        due_at=now + within,
    )
    say(thread, user, asked.uuid, asked.text, now)
    Notice.objects.create(thread=thread, user=user, created_at=now, read_at=now)
    return thread


def repeated(user: User, asked: Asked) -> Thread:
    """The thread that this UUID began before."""
    thread = Thread.objects.filter(pk=asked.uuid, asked_by=user, kind=asked.kind, pair=asked.pair_id, word=asked.word)
    if not thread.filter(messages__uuid=asked.uuid, messages__text=asked.text).exists():
        raise ReceiptTaken("This question's UUID was used before, for another one.")
    return thread.get()


def say(thread: Thread, author: User, uuid: UUID, text: str, now: datetime) -> Message:
    return Message.objects.create(uuid=uuid, thread=thread, author=author, text=text, created_at=now)


@transaction.atomic
def answer(*, thread: Thread, author: User, uuid: UUID, text: str, now: datetime) -> bool:
    """
    Answer a thread, once for this UUID: who asked is told, and whoever judged the pair or has it now.

    What was contested in a test concerns nobody but who contested it.

    :return: False when it was said before
    :raises ReceiptTaken: the same UUID came before with another text, or in another thread
    """
    locked = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    if was_said(locked, author, uuid, text):
        return False
    say(locked, author, uuid, text, now)
    Thread.objects.filter(pk=thread.pk).update(answered_at=now)
    tell(locked, author, now)
    detail = {"thread": str(thread.pk), "text": text}
    subject = f"pair {thread.pair_id}" if thread.pair_id else f"user {thread.asked_by.username}"
    audit.record(actor=author.username, act="answer_thread", subject=subject, detail=detail, now=now)
    return True


@transaction.atomic
def go_on(*, thread: Thread, author: User, uuid: UUID, text: str, within: timedelta, now: datetime) -> None:
    """
    Say more in one's own thread, once for this UUID: it waits for an answer again.

    :raises ReceiptTaken: the same UUID came before with another text, or in another thread
    """
    locked = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    if was_said(locked, author, uuid, text):
        return
    say(locked, author, uuid, text, now)
    due_at = locked.due_at if locked.answered_at is None else now + within
    Thread.objects.filter(pk=thread.pk).update(answered_at=None, due_at=due_at)


def was_said(thread: Thread, author: User, uuid: UUID, text: str) -> bool:
    """Whether just this was said before."""
    before = Message.objects.filter(pk=uuid).first()
    if before is None:
        return False
    if (before.thread_id, before.author_id, before.text) != (thread.pk, author.pk, text):
        raise ReceiptTaken("This UUID was used before, for something else that was said.")
    return True


def tell(thread: Thread, author: User, now: datetime) -> None:
    """A notice for everybody whom the answer concerns, unread again if they had one; not for who wrote it."""
    met = Slot.objects.filter(pair=thread.pair_id, state__in=[SlotState.LEASED, *JUDGED])
    met = met if thread.pair_id else met.none()
    people = {*met.values_list("annotator__user", flat=True), thread.asked_by_id} - {author.pk}
    Notice.objects.bulk_create(
        [Notice(thread=thread, user_id=user, created_at=now) for user in sorted(people)],
        update_conflicts=True,
        unique_fields=["thread", "user"],
        update_fields=["created_at", "read_at"],
    )


def read(*, thread: Thread, user: User, now: datetime) -> None:
    """This person looked at it."""
    Notice.objects.filter(thread=thread, user=user, read_at__isnull=True).update(read_at=now)


def read_guideline(*, version: GuidelineVersion, user: User, now: datetime) -> None:
    """This person looked at what a version says."""
    Notice.objects.filter(guideline=version, user=user, read_at__isnull=True).update(read_at=now)


def tell_askers(*, version: GuidelineVersion, codes: Collection[str], now: datetime) -> None:
    """A notice of the version for everybody whose question led to one of these rulings, once."""
    asked = Thread.objects.filter(ruling_code__in=codes).exclude(ruling_code="")
    askers = sorted(set(asked.values_list("asked_by", flat=True)))
    told = [Notice(guideline=version, user_id=asker, created_at=now) for asker in askers]
    Notice.objects.bulk_create(told, ignore_conflicts=True)
