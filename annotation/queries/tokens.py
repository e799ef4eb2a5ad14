"""Tokens of the HTTP API, as they are listed."""

from annotation.models import ApiToken, User


def of_owner(owner: User) -> list[ApiToken]:
    """Theirs, the newest first; one query."""
    return [*ApiToken.objects.filter(owner=owner).order_by("-pk")[:100]]


def of_others(user: User) -> list[ApiToken]:
    """Those of everybody else that are not revoked, the newest first; one query."""
    live = ApiToken.objects.filter(revoked_at__isnull=True).exclude(owner=user)
    return [*live.select_related("owner").order_by("-pk")[:200]]
