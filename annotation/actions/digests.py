"""The inbox by mail, for who has an address: at most once a day, and only when something waits."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from annotation.actions import machine_letters
from annotation.models import Digest, User
from annotation.queries import digests
from annotation.queries.digests import Due


def send_due(*, now: datetime) -> int:
    """Send everybody their mail for whom something waits; how many were sent."""
    return sum(send(due, now) for due in digests.due(before=now - digests.EVERY, now=now))


def send(due: Due, now: datetime) -> bool:
    """
    Send one; False when another process did.

    Noted before it is sent: who dies between the two costs one mail, and never brings a second.
    """
    if not claim(due.user, now):
        return False
    with translation.override(due.language):
        send_mail(f"Strikeout: {lines(due)[0]}", body(due), settings.DEFAULT_FROM_EMAIL, [due.user.email])
    return True


@transaction.atomic
def claim(user: User, now: datetime) -> bool:
    """Note that it is sent now, unless somebody noted it since."""
    _noted, is_new = Digest.objects.get_or_create(user=user, defaults={"sent_at": now})
    return is_new or bool(Digest.objects.filter(pk=user.pk, sent_at__lte=now - digests.EVERY).update(sent_at=now))


def lines(due: Due) -> list[str]:
    """What waits, and where; for managers what models did. Nothing of what was asked stands in a mail."""
    found = []
    if due.n_waiting:
        found += [_("Questions that wait for an answer: {n}").format(n=due.n_waiting), address("questions")]
    if due.n_late:
        found += [_("Of these late: {n}").format(n=due.n_late)]
    if due.n_unread:
        found += [_("New answers and rulings for you: {n}").format(n=due.n_unread), address("my_questions")]
    if due.machines is not None:
        found += machine_letters.lines(due.machines, due.ended)
    return found


def body(due: Due) -> str:
    return "\n".join([*lines(due), "", _("Such a mail comes once a day at most, and only when something waits.")])


def address(page: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{reverse(page)}"
