"""What need not be kept any longer."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from annotation.models import WorkSession


def expiring(*, now: datetime) -> QuerySet[WorkSession]:
    """
    Pages whose heartbeats nobody needs any more: last seen longer ago than heartbeats are kept.

    The heartbeats of a page go together, since each is believed by those before it. What wages still follow from must
    stay: periods of pay that are not closed leave their pages out of this.
    """
    kept = timedelta(days=settings.HEARTBEAT_DAYS)
    return WorkSession.objects.filter(expired_at__isnull=True, seen_at__lt=now - kept)
