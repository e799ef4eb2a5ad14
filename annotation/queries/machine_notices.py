"""What managers were told of machine work: what they have not read, and what is to be mailed."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from annotation.models import Notice, User
from dataset.choices import EventKind

AT_ONCE = [EventKind.PAUSED, EventKind.HALTED, EventKind.BUDGET]  # a run that ended stands in the daily mail
STALE = timedelta(days=1)  # what no mail server took for so long is news no more


def unread(user: User) -> QuerySet[Notice]:
    """The newest first."""
    mine = Notice.objects.filter(user=user, event__isnull=False, read_at__isnull=True)
    return mine.select_related("event").order_by("-pk")


def to_mail(now: datetime) -> QuerySet[Notice]:
    """What goes out at once, to whoever has an address."""
    found = Notice.objects.filter(event__kind__in=AT_ONCE, mailed_at__isnull=True, created_at__gt=now - STALE)
    reachable = found.filter(user__is_active=True).exclude(user__email="")
    return reachable.select_related("event", "user").order_by("pk")
