"""Letting go what was kept for long enough."""

from datetime import datetime

from django.db import transaction

from annotation.gateways import times
from annotation.models import WorkSession
from annotation.queries import retention


@transaction.atomic
def expire_heartbeats(*, now: datetime, limit: int = 50) -> int:
    """Let the heartbeats of at most `limit` pages go; return how many pages. What counts of them stays."""
    due = retention.expiring(now=now).order_by("seen_at", "pk").select_for_update(skip_locked=True, no_key=True)
    pages = list(due.values_list("pk", flat=True)[:limit])
    WorkSession.objects.filter(pk__in=pages).update(expired_at=now)
    times.let_go(sessions=pages)
    return len(pages)
