"""Who is here and what they may do. Every act leaves an audit entry in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from annotation.actions import audit, claims, payroll_accounts
from annotation.choices import Role, SlotState
from annotation.errors import AnnotationError
from annotation.gateways import queue, sessions
from annotation.models import Annotator, Member, Onboarding, Slot, User


class LastManager(AnnotationError):
    code = "last_manager"


class OwnAccount(AnnotationError):
    code = "own_account"


class NotAManager(AnnotationError):
    """The raw tables open to managers alone."""

    code = "not_a_manager"


@dataclass(frozen=True)
class NewPerson:
    """
    What somebody says of themselves when they join.

    `languages` are those that they read well enough to judge; an empty password lets nobody in by password.
    """

    username: str
    name: str
    password: str
    languages: Sequence[str] = ()
    email: str = ""


def subject(user: User) -> str:
    """How the record names a person."""
    return f"user {user.username}"


@transaction.atomic
def add_person(*, person: NewPerson, roles: Sequence[Role], actor: str, now: datetime) -> User:
    """
    Make an account, with a place among the annotators if that is a role of theirs.

    :raises IntegrityError: somebody has that username; usernames differ by more than case
    """
    user = User.objects.create_user(
        username=person.username.lower(),
        email=person.email,
        password=person.password or None,
        first_name=person.name,
        roles=sorted(roles),
    )
    if Role.ANNOTATOR in roles:
        annotator = Annotator.objects.create(user=user, languages=sorted(person.languages))
        Onboarding.objects.create(annotator=annotator, created_at=now)
    audit.record(actor=actor, act="add_person", subject=subject(user), detail={"roles": user.roles}, now=now)
    return user


@transaction.atomic
def change_roles(*, user: User, roles: Sequence[Role], actor: User, now: datetime) -> None:
    """
    Give these roles in place of the old ones. Who stops being an annotator gives back what they hold.

    :raises LastManager: nobody would be left to manage
    :raises PayrollApart: a manager gives or takes the role of the payroll
    """
    payroll_accounts.require_may_give(actor.username, *({*user.roles} ^ {*roles}))
    lock_managers()
    before, user.roles = user.roles, sorted(set(roles))
    user.save(update_fields=["roles"])
    _require_manager()
    if Role.ANNOTATOR in roles:
        Annotator.objects.get_or_create(user=user)
    elif (annotator := _annotator(user)) is not None:
        claims.return_all(annotator=annotator, now=now)
    detail = {"before": before, "after": user.roles}
    audit.record(actor=actor.username, act="change_roles", subject=subject(user), detail=detail, now=now)


@transaction.atomic
def change_languages(*, annotator: Annotator, languages: Sequence[str], actor: User, now: datetime) -> None:
    """
    Set the languages in which an annotator may be asked; what they hold in another goes back.

    Places are locked first and as a claim locks them: a claim on its way has ended, and what it gave is found here.
    """
    places = queue.lock_memberships(annotator_id=annotator.pk)
    before, annotator.languages = annotator.languages, sorted(set(languages))
    annotator.save(update_fields=["languages"])
    held = Slot.objects.filter(annotator=annotator, state=SlotState.LEASED)
    unread = held.exclude(pair__image__prompt__language__in=["", *annotator.languages])
    queue.give_back(annotator_id=annotator.pk, slots=list(unread.values_list("pk", flat=True)))
    Member.objects.filter(pk__in=[place["id"] for place in places]).update(dry_until=None)
    detail = {"before": before, "after": annotator.languages}
    audit.record(actor=actor.username, act="change_languages", subject=subject(annotator.user), detail=detail, now=now)


@transaction.atomic
def change_zone(*, annotator: Annotator, zone: str, actor: User, now: datetime) -> None:
    """Set the IANA zone in which somebody's days are told, as long as their browser has told none."""
    before, annotator.zone = annotator.zone, zone
    annotator.save(update_fields=["zone"])
    detail = {"before": before, "after": zone}
    audit.record(actor=actor.username, act="change_zone", subject=subject(annotator.user), detail=detail, now=now)


@transaction.atomic
def suspend(*, user: User, reason: str, lock: bool, actor: User, now: datetime) -> None:
    """
    Give somebody no more work, at once; what they hold goes back to the queue, their judgments stay.

    They can still sign in, so that answers on their way arrive, unless `lock` shuts the account too; that ends their
    sessions.

    :raises OwnAccount: nobody suspends themselves
    :raises LastManager: nobody would be left to manage
    """
    if user == actor:
        raise OwnAccount("You cannot suspend yourself. Ask another manager.")
    if lock:
        _lock_account(user)
    if (annotator := _annotator(user)) is not None:
        annotator.suspended_at, annotator.suspended_reason = now, reason
        annotator.save(update_fields=["suspended_at", "suspended_reason"])
        claims.return_all(annotator=annotator, now=now)
    detail = {"reason": reason, "locked": lock}
    audit.record(actor=actor.username, act="suspend_person", subject=subject(user), detail=detail, now=now)


@transaction.atomic
def unsuspend(*, user: User, actor: User, now: datetime) -> None:
    """Let somebody in and work again."""
    annotator = _annotator(user)
    before = {"reason": annotator.suspended_reason if annotator else "", "locked": not user.is_active}
    user.is_active = True
    user.save(update_fields=["is_active"])
    Annotator.objects.filter(user=user).update(suspended_at=None, suspended_reason="")
    audit.record(
        actor=actor.username, act="unsuspend_person", subject=subject(user), detail={"before": before}, now=now
    )


@transaction.atomic
def change_raw_tables(*, user: User, is_open: bool, reason: str, actor: str, now: datetime) -> None:
    """
    Open the raw tables to a manager, or shut them: all but secrets can be read there, and nothing changed.

    :raises NotAManager: they are to be opened to somebody who does not manage
    """
    if is_open and not user.has_role(Role.MANAGER):
        raise NotAManager("The raw tables open to managers alone.")
    before, user.is_superuser = user.is_superuser, is_open
    user.save(update_fields=["is_superuser"])
    detail = {"before": before, "after": is_open, "reason": reason}
    audit.record(actor=actor, act="change_raw_tables", subject=subject(user), detail=detail, now=now)


def _annotator(user: User) -> Annotator | None:
    return Annotator.objects.filter(user=user).first()


def _lock_account(user: User) -> None:
    lock_managers()
    user.is_active = False
    user.save(update_fields=["is_active"])
    _require_manager()
    # Else they would come to life again with the account.
    transaction.on_commit(lambda: sessions.end_all(user_id=user.pk))


def lock_managers() -> None:
    """Of two managers who shut each other out, the second waits for the first and is refused."""
    [*User.objects.select_for_update().filter(roles__contains=[Role.MANAGER]).order_by("pk")]


def _require_manager() -> None:
    if not User.objects.filter(is_active=True, roles__contains=[Role.MANAGER]).exists():
        raise LastManager("Nobody would be left to manage. Make somebody else a manager first.")
