"""Who is at work at this moment, and what was judged last."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min

from annotation.choices import SlotState
from annotation.models import Annotator, Judgment, Slot, WorkSession

# Pages tell of themselves once a minute.
GONE_AFTER = timedelta(seconds=150)


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody with a page that works; `since` is when the oldest page that is still open was opened."""

    annotator: Annotator
    since: datetime
    n_held: int


def at_work(*, now: datetime) -> list[Presence]:
    """By name; three queries over what is open now."""
    open_pages = WorkSession.objects.filter(expired_at__isnull=True, closed_at__isnull=True)
    seen = open_pages.filter(seen_at__gt=now - GONE_AFTER, seen_at__lte=now + GONE_AFTER)
    since = dict(seen.values_list("annotator").annotate(since=Min("opened_at")).order_by())
    held = Slot.objects.filter(state=SlotState.LEASED, annotator__in=since).values_list("annotator")
    n_held = dict(held.annotate(n=Count("pk")).order_by())
    people = (
        Annotator.objects.filter(pk__in=since).select_related("user").order_by("user__first_name", "user__username")
    )
    return [Presence(one, since[one.pk], n_held.get(one.pk, 0)) for one in people]


def judgments(*, before: int | None = None, limit: int = 50) -> list[Judgment]:
    """What was judged, the newest first; one query."""
    found = Judgment.objects.select_related("annotator__user", "pair__batch", "pair__image")
    if before is not None:
        found = found.filter(pk__lt=before)
    return [*found.order_by("-pk")[:limit]]
