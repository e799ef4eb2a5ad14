"""Taking somebody's name away: what they did and what they were paid stays, and says no longer whose it was."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from annotation.actions import audit, claims, ledger
from annotation.actions.pay_roles import require, require_others, require_reason
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.gateways import sessions
from annotation.models import AccessLink, Annotator, Payee, User
from annotation.queries import ledger as books


class StillHere(AnnotationError):
    """They are owed something, under contract, or have another role than that of an annotator."""

    code = "still_here"


@transaction.atomic
def pseudonymise(*, annotator: Annotator, reason: str, author: User, now: datetime) -> str:
    """
    Replace everything that names this person by a made-up name, for good, and lock the account; return that name.

    Entries of the ledger, days and judgments stay with their numbers. What somebody wrote in free text stays too, and
    so does the record of acts, which nothing changes.

    :raises StillHere: they are owed something, under contract, or have another role
    """
    require(author, Role.MANAGER, Role.PAYROLL)
    require_others(author, [annotator])
    said = require_reason(reason)
    if Payee.objects.filter(annotator=annotator).exists():
        ledger.lock_payees([annotator.pk])
    user = User.objects.select_for_update().get(pk=annotator.user_id)
    require_gone(annotator, user, now)
    name = f"person-{annotator.pk}"
    forget(user, name)
    claims.return_all(annotator=annotator, now=now)
    Annotator.objects.filter(pk=annotator.pk).update(
        zone="", languages=[], suspended_at=now, suspended_reason="left; name taken away"
    )
    Payee.objects.filter(annotator=annotator).update(pseudonymised_at=now)
    audit.record(
        actor=author.username, act="pseudonymise_person", subject=f"user {name}", detail={"reason": said}, now=now
    )
    transaction.on_commit(lambda: sessions.end_all(user_id=user.pk))
    return name


def require_gone(annotator: Annotator, user: User, now: datetime) -> None:
    if any(books.balance(annotator).values()):
        raise StillHere("The ledger owes them something, or they owe: settle it first.")
    if annotator.contracts.filter(ends_date__isnull=True).exists() or annotator.contracts.filter(
        ends_date__gte=now.date()
    ):
        raise StillHere("They have a contract: give it an end first.")
    if set(user.roles) - {Role.ANNOTATOR}:
        raise StillHere("They have other roles: take those away first.")


def forget(user: User, name: str) -> None:
    user.username, user.first_name, user.last_name, user.email = name, "", "", ""
    user.is_active = False
    user.set_unusable_password()
    user.save()
    AccessLink.objects.filter(used_by=user).update(name="")
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
