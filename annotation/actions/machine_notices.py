"""Managers are told what machine work did by itself: where they look, and by mail what cannot wait."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse

from annotation.choices import Role
from annotation.models import Notice, User
from annotation.queries import machine_notices
from dataset.actions import machine_events
from dataset.models import MachineEvent, MachineRun

AT_ONCE = 100


@transaction.atomic
def tell(*, now: datetime) -> int:
    """Lay before each manager what happened since; how many things did. Who tells beside takes others."""
    machine_events.look_at_budgets(now=now)
    untold = MachineEvent.objects.select_for_update(skip_locked=True).filter(told_at__isnull=True)
    events = [*untold.order_by("pk")[:AT_ONCE]]
    managers = User.objects.filter(is_active=True, roles__contains=[Role.MANAGER]).order_by("pk") if events else []
    told = [Notice(event=event, user=user, created_at=now) for event in events for user in managers]
    Notice.objects.bulk_create(told, ignore_conflicts=True)
    MachineEvent.objects.filter(pk__in=[event.pk for event in events]).update(told_at=now)
    return len(events)


def send_due(*, now: datetime) -> int:
    """Mail what goes out at once; how many mails. Office text is English."""
    return sum(send(notice, now) for notice in machine_notices.to_mail(now))


def send(notice: Notice, now: datetime) -> bool:
    """
    Send one; False when another process did.

    Noted before it is sent: who dies between the two costs one mail, and never brings a second.
    """
    event = notice.event
    if event is None or not Notice.objects.filter(pk=notice.pk, mailed_at__isnull=True).update(mailed_at=now):
        return False
    subject = " ".join(f"Strikeout: {event.says}".split())
    body = f"{event.says}\n{address(event)}\n\nCaps and the switch: {url('budgets')}"
    send_mail(subject[:120], body, settings.DEFAULT_FROM_EMAIL, [notice.user.email])
    return True


def read(*, user: User, run: MachineRun | None, now: datetime) -> None:
    """Somebody looked at a run; or at the caps and the switch, which tell of what is of no run."""
    machine_notices.unread(user).filter(event__run=run).update(read_at=now)


def address(event: MachineEvent) -> str:
    """Where one sees more."""
    return url("budgets") if event.run_id is None else url("run", event.run_id)


def url(page: str, *of: int) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{reverse(page, args=of)}"
