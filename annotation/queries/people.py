"""Who is here, in a fixed number of queries."""

from datetime import datetime

from annotation.choices import LinkKind
from annotation.models import AccessLink, Annotator, AuditEntry, User


def everybody(*, after: str = "", limit: int = 50) -> list[User]:
    """People by username, each with their place among the annotators, from the username `after` on."""
    return [*User.objects.select_related("annotator").filter(username__gt=after).order_by("username")[:limit]]


def open_invitations(*, now: datetime) -> list[AccessLink]:
    """Invitations that can still be used, the newest first."""
    live = AccessLink.objects.filter(kind=LinkKind.INVITE, used_at__isnull=True, expires_at__gt=now)
    return [*live.order_by("-created_at", "-pk")]


def working_annotators() -> list[Annotator]:
    """Annotators who may be asked, by name."""
    return [*Annotator.objects.working().select_related("user").order_by("user__first_name", "user__username")]


def n_working_annotators() -> int:
    return Annotator.objects.working().count()


def record_of(user: User, *, limit: int = 20) -> list[AuditEntry]:
    """What was done to somebody, the newest first."""
    return [*AuditEntry.objects.filter(subject=f"user {user.username}").order_by("-created_at", "-pk")[:limit]]
