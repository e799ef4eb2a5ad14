"""What need not be kept any longer."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import DateField, Exists, ExpressionWrapper, OuterRef, QuerySet
from django.db.models.functions import TruncDate

from annotation.models import PayPeriod, PayRule, WorkSession
from annotation.rules.pay_periods import NOT_CLOSED

DAY = timedelta(days=1)


def expiring(*, now: datetime) -> QuerySet[WorkSession]:
    """
    Pages whose heartbeats nobody needs any more: last seen longer ago than heartbeats are kept.

    The heartbeats of a page go together, since each is believed by those before it. What wages still follow from stays:
    once there is a rule of pay, a page goes only when periods that are closed have its first and its last day.
    """
    kept = timedelta(days=settings.HEARTBEAT_DAYS)
    old = WorkSession.objects.filter(expired_at__isnull=True, seen_at__lt=now - kept)
    if not PayRule.objects.exists() and not PayPeriod.objects.exists():
        return old
    # Which date it was there depends on the zone: a day more on both sides.
    days = old.annotate(
        first=ExpressionWrapper(TruncDate("opened_at") - DAY, output_field=DateField()),
        last=ExpressionWrapper(TruncDate("seen_at") + DAY, output_field=DateField()),
    )
    over = PayPeriod.objects.exclude(state__in=NOT_CLOSED)
    has_first = over.filter(first_date__lte=OuterRef("first"), last_date__gte=OuterRef("first"))
    has_last = over.filter(first_date__lte=OuterRef("last"), last_date__gte=OuterRef("last"))
    waiting = PayPeriod.objects.filter(
        state__in=NOT_CLOSED, first_date__lte=OuterRef("last"), last_date__gte=OuterRef("first")
    )
    return days.filter(Exists(has_first), Exists(has_last)).exclude(Exists(waiting))
