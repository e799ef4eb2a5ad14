"""Imports from the browser: the corpus does it, the record says who."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from annotation.actions import audit
from dataset.actions import arrivals
from dataset.choices import ArrivalKind
from dataset.models import Arrival


@transaction.atomic
def begin(*, key: UUID, kind: ArrivalKind, said: str, wishes: Mapping[str, str], actor: str, now: datetime) -> Arrival:
    """
    Begin an import; once, however often it is asked for with this key.

    :raises FolderRefused: the folder or prefix is not open to imports
    """
    is_new = not Arrival.objects.filter(pk=key).exists()
    arrival = arrivals.begin(key=key, kind=kind, said=said, wishes=wishes, actor=actor, now=now)
    if is_new:
        note("begin_import", arrival, actor, now, kind=kind.value, origin=arrival.origin)
    return arrival


@transaction.atomic
def look(*, arrival: Arrival, wishes: Mapping[str, str], actor: str, now: datetime) -> None:
    """
    Have it looked at: after all files came, or once more, with other columns.

    :raises NotNow: files are still missing, or rows are coming in already
    """
    arrivals.look(arrival=arrival, wishes=wishes)
    note("look_at_import", arrival, actor, now, **wishes)


@transaction.atomic
def start(*, arrival: Arrival, wishes: Mapping[str, str], actor: str, now: datetime) -> None:
    """
    Have the rows brought in, or gone on with.

    :raises NotNow: it is under way, or was not looked at yet
    """
    arrivals.start(arrival=arrival, wishes=wishes)
    note("start_import", arrival, actor, now, **wishes)


@transaction.atomic
def stop(*, arrival: Arrival, actor: str, now: datetime) -> None:
    """
    Stop it; rows that are in stay in.

    :raises NotNow: nothing is under way
    """
    arrivals.stop(arrival=arrival, now=now)
    note("stop_import", arrival, actor, now)


def note(act: str, arrival: Arrival, actor: str, now: datetime, **detail: Any) -> None:
    audit.record(actor=actor, act=act, subject=f"arrival {arrival.key}", detail=detail, now=now)
