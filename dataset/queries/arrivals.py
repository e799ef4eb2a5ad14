"""What a page shows of an arrival."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import F, Sum

from dataset.models import Arrival, ArrivalFile


class Missing(NamedTuple):
    """Files that are not whole yet, and bytes that are here, of how many."""

    n_files: int
    n_received: int
    n_bytes: int


def missing(arrival: Arrival) -> Missing:
    """Two queries."""
    files = ArrivalFile.objects.filter(arrival=arrival)
    sums = files.aggregate(received=Sum("n_received"), bytes=Sum("n_bytes"))
    return Missing(files.exclude(n_received=F("n_bytes")).count(), sums["received"] or 0, sums["bytes"] or 0)


def time_left(arrival: Arrival, now: datetime) -> timedelta | None:
    """By the pace since the worker began; None while nothing can be told."""
    if not arrival.is_at_work or not arrival.n_done or arrival.began_at is None:
        return None
    return (now - arrival.began_at) * (arrival.n_total - arrival.n_done) / arrival.n_done


def cells_by(look: dict[str, Any], image: str, prompt: str) -> list[tuple[str, str]]:
    """The first cells of the two columns, row by row; empty where a row is too short or a column is unknown."""
    header: list[str] = [name.strip() for name in look.get("header", [])]
    at = [header.index(name) if name in header else None for name in (image, prompt)]
    rows: list[list[str]] = look.get("cells", [])
    first, second = ([cell(row, place) for row in rows] for place in at)
    return [*zip(first, second, strict=True)]


def cell(row: list[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def picture_path(arrival: Arrival, place: int) -> str:
    """Where the small picture of that place on the contact sheet lies, if there is one."""
    return str(Path(settings.UPLOAD_ROOT) / str(arrival.key) / "look" / f"{place:d}.webp")
