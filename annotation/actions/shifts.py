"""The end of a shift: everything given back, and a receipt of what was done."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from annotation.actions import claims
from annotation.errors import AnnotationError
from annotation.gateways import times
from annotation.models import Annotator, ShiftEnd, WorkSession
from annotation.queries import shifts


class ShiftEndTaken(AnnotationError):
    """The same UUID ended the shift of another person."""

    code = "uuid_reused"


def end_shift(*, annotator: Annotator, uuid: UUID, now: datetime) -> ShiftEnd:
    """
    Give back what they hold, close their pages and say what was done; once for each UUID, with the same receipt.

    What was judged before and comes later still counts, in the next shift's receipt.

    :raises ShiftEndTaken: another person's shift ended with this UUID
    """
    try:
        with transaction.atomic():
            ended = end_once(annotator=annotator, uuid=uuid, now=now)
    except IntegrityError:
        # Another person's request with this UUID was first, this very moment.
        ended = ShiftEnd.objects.get(uuid=uuid)
    if ended.annotator_id != annotator.pk:
        raise ShiftEndTaken("This UUID ended another shift.")
    return ended


def end_once(*, annotator: Annotator, uuid: UUID, now: datetime) -> ShiftEnd:
    times.lock(annotator_id=annotator.pk)
    if (earlier := ShiftEnd.objects.filter(uuid=uuid).first()) is not None:
        return earlier
    n_returned = claims.return_all(annotator=annotator, now=now)
    WorkSession.objects.filter(annotator=annotator, closed_at__isnull=True).update(closed_at=now)
    began_at = shifts.began_at(annotator=annotator, now=now)
    done: dict[str, Any] = {"annotator": annotator, "since": began_at, "until": now}
    return ShiftEnd.objects.create(
        uuid=uuid,
        annotator=annotator,
        began_at=began_at,
        ended_at=now,
        n_judged=shifts.n_judged(**done),
        n_skipped=shifts.n_skipped(**done),
        n_returned=n_returned,
        active_ms=shifts.active_ms(**done),
    )
