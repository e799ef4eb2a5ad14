"""The cycle of an annotator: an answer, and with it the refill."""

from datetime import datetime

from django.db import IntegrityError, transaction

from annotation.actions import claims, judgments
from annotation.models import Annotator
from annotation.rules.answers import Answer


def answer(
    *, annotator: Annotator, answer: Answer, wanted: int, now: datetime
) -> tuple[judgments.Receipt, claims.Work | None]:
    """
    Keep the answer, once, and hold up to `wanted` pairs; None for the work when none is wanted or to be had.

    Both in one transaction, which costs one wait for the disk. When a constraint refuses it (another tab was faster, in
    either), each is done by itself, and knows how to go on: an answer is never lost for want of a refill.

    :raises ReceiptTaken, PairUnknown, WordsUnknown: as `judgments.submit`
    """
    if wanted == 0 or annotator.suspended_at is not None:
        return judgments.submit(annotator=annotator, answer=answer, now=now), None
    try:
        with transaction.atomic():
            receipt = judgments.keep_once(annotator=annotator, answer=answer, now=now)
            return receipt, claims.hold(annotator=annotator, wanted=wanted, now=now, wait=False)
    except IntegrityError:
        receipt = judgments.submit(annotator=annotator, answer=answer, now=now)
        return receipt, claims.claim(annotator=annotator, wanted=wanted, now=now)
