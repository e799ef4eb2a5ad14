"""A second factor that somebody lost: another person takes it off, with a reason."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from annotation.actions import audit, payroll_accounts, people
from annotation.errors import AnnotationError
from annotation.gateways import sessions
from annotation.models import User


class NoSecondFactor(AnnotationError):
    """There is none to take off."""

    code = "no_second_factor"


@transaction.atomic
def take_off(*, user: User, reason: str, actor: str, now: datetime) -> None:
    """
    Let somebody sign in by password alone, once: where it is required they set up a new second factor then.

    It ends all their sessions, so that whoever has the lost device is out too.

    :raises OwnAccount: nobody takes off their own in this way
    :raises NoSecondFactor: there is none
    :raises PayrollApart: a manager takes off that of the payroll
    """
    payroll_accounts.require_may_enter(actor, user)
    if user.username == actor:
        raise people.OwnAccount("Your own is changed on your own page, or taken off by another manager.")
    deleted, _ = Authenticator.objects.filter(user=user).delete()
    if not deleted:
        raise NoSecondFactor("They have no second factor.")
    audit.record(
        actor=actor, act="take_off_second_factor", subject=people.subject(user), detail={"reason": reason}, now=now
    )
    transaction.on_commit(lambda: sessions.end_all(user_id=user.pk))
