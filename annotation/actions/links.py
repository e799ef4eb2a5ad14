"""One-time links: they make an account or set a new password, without a mail server. Only a token's hash is kept."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from annotation.actions import audit, groups, payroll_accounts, people
from annotation.actions.people import NewPerson
from annotation.choices import LinkKind, Role
from annotation.errors import AnnotationError
from annotation.models import AccessLink, User

TOKEN_BYTES = 32
INVITE_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(days=1)


class DeadLink(AnnotationError):
    """A link that opens nothing."""

    status = 410


class LinkUnknown(DeadLink):
    code = "link_unknown"


class LinkUsed(DeadLink):
    code = "link_used"


class LinkExpired(DeadLink):
    code = "link_expired"


class AccountSuspended(DeadLink):
    code = "account_suspended"


class UsernameTaken(AnnotationError):
    code = "username_taken"


@dataclass(frozen=True)
class IssuedLink:
    """A link just made, with its token: the only time that the token is known."""

    row: AccessLink
    token: str


@dataclass(frozen=True)
class Place:
    """What an invited annotator begins with: languages to confirm, a zone, groups."""

    languages: Sequence[str] = ()
    zone: str = ""
    groups: Sequence[str] = ()


NO_PLACE = Place()


def token_hash(token: str) -> str:
    """What is stored instead of the token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *,
    role: Role,
    name: str,
    actor: str,
    now: datetime,
    lasts: timedelta = INVITE_LASTS,
    place: Place = NO_PLACE,
) -> IssuedLink:
    """
    Make a link with which one person makes one account of that role.

    :raises PayrollApart: a manager invites to the payroll
    """
    payroll_accounts.require_may_give(actor, role)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = AccessLink.objects.create(
        kind=LinkKind.INVITE,
        token_hash=token_hash(token),
        role=role,
        name=name,
        languages=sorted(place.languages),
        zone=place.zone,
        groups=sorted(place.groups),
        actor=actor,
        created_at=now,
        expires_at=now + lasts,
    )
    detail = {"role": role, "name": name}
    audit.record(actor=actor, act="invite_person", subject=f"link {row.pk}", detail=detail, now=now)
    return IssuedLink(row, token)


@transaction.atomic
def issue_reset(*, user: User, actor: str, now: datetime, lasts: timedelta = RESET_LASTS) -> IssuedLink:
    """
    Make a link with which that person sets a new password; earlier ones of theirs die.

    :raises PayrollApart: a manager makes one for the payroll
    """
    payroll_accounts.require_may_enter(actor, user)
    user.reset_links.filter(used_at__isnull=True, expires_at__gt=now).update(expires_at=now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = AccessLink.objects.create(
        kind=LinkKind.RESET,
        token_hash=token_hash(token),
        user=user,
        actor=actor,
        created_at=now,
        expires_at=now + lasts,
    )
    audit.record(actor=actor, act="issue_reset", subject=people.subject(user), now=now)
    return IssuedLink(row, token)


@transaction.atomic
def cancel(*, link: AccessLink, actor: str, now: datetime) -> None:
    """Let an unused link die now."""
    if AccessLink.objects.filter(pk=link.pk, used_at__isnull=True, expires_at__gt=now).update(expires_at=now):
        audit.record(actor=actor, act="cancel_link", subject=f"link {link.pk}", now=now)


def find(*, kind: LinkKind, token: str, now: datetime) -> AccessLink:
    """
    The live link of that token.

    :raises DeadLink: unknown, used or expired
    """
    found = AccessLink.objects.filter(kind=kind, token_hash=token_hash(token)).select_related("user").first()
    if found is None:
        raise LinkUnknown("This link is not one of ours, or it was copied in part.")
    if found.used_at is not None:
        raise LinkUsed("This link was used already; each works once.")
    if found.expires_at <= now:
        raise LinkExpired("This link has run out.")
    return found


def join(*, token: str, person: NewPerson, now: datetime) -> User:
    """
    Make the account that the invitation stands for: once, however often it is clicked.

    :raises DeadLink: unknown, used or expired
    :raises UsernameTaken: somebody has that username
    """
    link = find(kind=LinkKind.INVITE, token=token, now=now)
    try:
        with transaction.atomic():
            user = people.add_person(person=person, roles=[Role(link.role)], actor=person.username, now=now)
            groups.take_place(link=link, user=user, now=now)
            _use(link, user, now)
    except IntegrityError as error:
        find(kind=LinkKind.INVITE, token=token, now=now)
        raise UsernameTaken("Somebody has that username. Choose another.") from error
    return user


@transaction.atomic
def set_password(*, token: str, password: str, now: datetime) -> User:
    """
    Set a new password by a reset link; it ends all sessions of that person.

    :raises DeadLink: unknown, used or expired
    """
    link = find(kind=LinkKind.RESET, token=token, now=now)
    user = link.user
    if user is None or not user.is_active:
        raise AccountSuspended("This account is suspended.")
    _use(link, user, now)
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(actor=user.username, act="set_password", subject=people.subject(user), now=now)
    return user


def _use(link: AccessLink, user: User, now: datetime) -> None:
    """Compare and set: of two clicks one wins, the other's account is rolled back with this error."""
    live = AccessLink.objects.filter(pk=link.pk, used_at__isnull=True, expires_at__gt=now)
    if not live.update(used_at=now, used_by=user):
        raise LinkUsed("This link was used already; each works once.")
