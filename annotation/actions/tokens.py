"""Tokens of the HTTP API: made, shown once, used, revoked. Only a token's hash is kept."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from annotation.actions import audit
from annotation.choices import SCOPES, TOKEN_ROLES, Role, Scope
from annotation.errors import AnnotationError
from annotation.models import ApiToken, User

BEGINS = "strikeout_"  # so that a token that leaked is found by its looks
TOKEN_BYTES = 32
HINT = len(BEGINS) + 4
MOST = 20
NOTED_AFTER = timedelta(minutes=1)  # one write a minute, not one a request


class ScopeNotYours(AnnotationError):
    """Nobody gives away what they may not do themselves."""

    code = "scope_not_yours"
    status = 403


class TooManyTokens(AnnotationError):
    code = "too_many_tokens"


class TokenDead(AnnotationError):
    """The token opens nothing: unknown, revoked, run out, or its owner may do nothing now."""

    code = "token_dead"
    status = 401


@dataclass(frozen=True)
class IssuedToken:
    """A token just made: the only time that it is known."""

    row: ApiToken
    token: str


def scopes_of(user: User) -> frozenset[Scope]:
    """What this person may give a token, now."""
    if not user.has_role(*TOKEN_ROLES):
        return frozenset()
    return frozenset().union(*(SCOPES[Role(role)] for role in user.roles))


@transaction.atomic
def make(*, owner: User, name: str, scopes: Collection[Scope], lasts: timedelta, now: datetime) -> IssuedToken:
    """
    Make a token that opens these things until it runs out.

    :raises ScopeNotYours: its owner may not do all of that
    :raises TooManyTokens: they have as many as anybody may
    """
    User.objects.select_for_update().get(pk=owner.pk)
    if not scopes or not scopes_of(owner).issuperset(scopes):
        raise ScopeNotYours("A token opens nothing that is not yours to open.")
    if ApiToken.objects.live(now).filter(owner=owner).count() >= MOST:
        raise TooManyTokens(f"You have {MOST} tokens already. Revoke one that nobody needs.")
    token = BEGINS + secrets.token_urlsafe(TOKEN_BYTES)
    row = ApiToken.objects.create(
        owner=owner,
        name=name,
        token_hash=token_hash(token),
        hint=token[:HINT],
        scopes=sorted(scopes),
        created_at=now,
        expires_at=now + lasts,
    )
    detail = {"name": name, "scopes": row.scopes, "expires_at": row.expires_at.isoformat()}
    audit.record(actor=owner.username, act="make_token", subject=subject(row), detail=detail, now=now)
    return IssuedToken(row, token)


@transaction.atomic
def revoke(*, token: ApiToken, actor: str, now: datetime) -> None:
    """Let it open nothing any more; once more changes nothing."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now, revoked_by=actor):
        detail = {"owner": token.owner.username, "name": token.name}
        audit.record(actor=actor, act="revoke_token", subject=subject(token), detail=detail, now=now)


def use(*, token: str, now: datetime) -> ApiToken:
    """
    The row of a token that opens something, with its owner.

    :raises TokenDead: unknown, revoked, run out, or its owner is suspended
    """
    related = ApiToken.objects.select_related("owner__annotator")
    found = related.filter(token_hash=token_hash(token)).first()
    if found is None or found.is_revoked or found.expires_at <= now or not is_at_work(found.owner):
        raise TokenDead("This token opens nothing: it is unknown, revoked or run out, or its owner is suspended.")
    if found.last_used_at is None or now - found.last_used_at >= NOTED_AFTER:
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
    return found


def is_at_work(owner: User) -> bool:
    """A suspension of the annotator is one of the person, as far as programs go that act for them."""
    annotator = getattr(owner, "annotator", None)
    return owner.is_active and (annotator is None or annotator.suspended_at is None)


def note_call(*, token: ApiToken, call: str, now: datetime) -> None:
    """That a token is about to be used to change something; what it changes says its own act."""
    audit.record(actor=token.owner.username, act="use_token", subject=subject(token), detail={"call": call}, now=now)


def subject(token: ApiToken) -> str:
    """How the record names a token."""
    return f"token {token.pk}"


def token_hash(token: str) -> str:
    """What is stored instead of the token. It has 256 bits of chance, so no salt and no slow hash are needed."""
    return hashlib.sha256(token.encode()).hexdigest()
