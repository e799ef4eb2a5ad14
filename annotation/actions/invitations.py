"""Many invitations in one act: all of them or none, and the same again when it is sent again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from annotation.actions import links, people
from annotation.actions.links import IssuedLink, Place
from annotation.choices import LinkKind, Role
from annotation.errors import AnnotationError
from annotation.models import AccessLink
from annotation.rules.invitations import Row


class RowsRefused(AnnotationError):
    """Some row cannot be taken, so none is."""

    code = "rows_refused"


@transaction.atomic
def invite_all(*, rows: Sequence[Row], actor: str, now: datetime, lasts: timedelta) -> list[IssuedLink]:
    """
    Invite everybody of a table. Whoever has an open invitation by that name gets a new link, and the old one dies.

    So a table that is sent twice invites nobody twice. Of two that come at one moment the second waits.

    :raises RowsRefused: a row is refused; nobody was invited
    """
    if any(row.refused for row in rows):
        raise RowsRefused("Some rows cannot be taken, so nobody was invited.")
    people.lock_managers()
    for link in open_by_name([row.name for row in rows], now).values():
        links.cancel(link=link, actor=actor, now=now)
    return [
        links.invite(
            role=Role(row.role),
            name=row.name,
            actor=actor,
            now=now,
            lasts=lasts,
            place=Place(row.languages, row.zone, row.groups),
        )
        for row in rows
    ]


def open_by_name(names: Sequence[str], now: datetime) -> dict[int, AccessLink]:
    """Open invitations for these names, by key."""
    found = AccessLink.objects.filter(kind=LinkKind.INVITE, name__in=names, used_at__isnull=True, expires_at__gt=now)
    return {link.pk: link for link in found}
