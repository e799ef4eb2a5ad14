"""Tokens: made, used, revoked; each with its owner's rights and no more."""

from datetime import timedelta
from typing import Any

import pytest

from annotation.actions import people, tokens
from annotation.choices import Role, Scope
from annotation.models import ApiToken, AuditEntry, User
from tests.factories import NOW, AnnotatorFactory, ApiTokenFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def made(owner: User, *scopes: Scope) -> tokens.IssuedToken:
    return tokens.make(owner=owner, name="nightly", scopes=scopes, lasts=30 * DAY, now=NOW)


def acts() -> list[tuple[str, str, str, dict[str, Any]]]:
    rows = AuditEntry.objects.order_by("pk").values_list("actor", "act", "subject", "detail")
    return [*rows]


def test_of_a_token_only_the_hash_is_kept_and_the_record_names_what_it_opens() -> None:
    issued = made(UserFactory(username="ruth", roles=["manager"]), Scope.READ_RECORD, Scope.READ_BATCHES)

    row = ApiToken.objects.get()
    assert issued.token.startswith("strikeout_")
    assert len(issued.token) == 53
    assert (row.hint, row.token_hash) == (issued.token[:14], tokens.token_hash(issued.token))
    assert row.scopes == ["read:batches", "read:record"]
    detail = {"name": "nightly", "scopes": row.scopes, "expires_at": (NOW + 30 * DAY).isoformat()}
    assert acts() == [("ruth", "make_token", f"token {row.pk}", detail)]
    assert tokens.use(token=issued.token, now=NOW) == row


@pytest.mark.parametrize(
    ("roles", "scope"),
    [
        ([Role.AUDITOR], Scope.WRITE_BATCHES),
        ([Role.AUDITOR], Scope.READ_PEOPLE),
        ([Role.PAYROLL], Scope.READ_TABLES),
        ([Role.ADJUDICATOR], Scope.READ_DISPUTES),
        ([Role.ANNOTATOR], Scope.READ_FIGURES),
    ],
)
def test_nobody_gives_away_what_is_not_theirs(roles: list[Role], scope: Scope) -> None:
    with pytest.raises(tokens.ScopeNotYours):
        made(UserFactory(roles=roles), scope)
    assert not ApiToken.objects.exists()


def test_a_token_for_nothing_is_none() -> None:
    with pytest.raises(tokens.ScopeNotYours):
        made(UserFactory(roles=["manager"]))


def test_a_person_has_twenty_that_live() -> None:
    owner = UserFactory(roles=["manager"])
    ApiTokenFactory.create_batch(tokens.MOST - 1, owner=owner)
    ApiTokenFactory(owner=owner, created_at=NOW - 40 * DAY)
    made(owner, Scope.READ_RECORD)

    with pytest.raises(tokens.TooManyTokens):
        made(owner, Scope.READ_RECORD)


@pytest.mark.parametrize("how", ["unknown", "revoked", "run out", "locked", "suspended"])
def test_a_dead_token_opens_nothing(how: str) -> None:
    owner = AnnotatorFactory(user__roles=["annotator", "manager"]).user
    row = ApiTokenFactory(token="strikeout_mine", owner=owner)
    match how:
        case "revoked":
            tokens.revoke(token=row, actor="otto", now=NOW)
        case "locked" | "suspended":
            other = UserFactory(roles=["manager"])
            people.suspend(user=owner, reason="away", lock=how == "locked", actor=other, now=NOW)

    with pytest.raises(tokens.TokenDead):
        tokens.use(
            token="strikeout_other" if how == "unknown" else "strikeout_mine",
            now=NOW + 30 * DAY if how == "run out" else NOW,
        )


def test_that_it_was_used_is_kept_once_a_minute() -> None:
    row = ApiTokenFactory(token="strikeout_mine")

    for seconds in (0, 30, 59, 60):
        tokens.use(token="strikeout_mine", now=NOW + timedelta(seconds=seconds))
        row.refresh_from_db()
        assert row.last_used_at == NOW + timedelta(seconds=60 if seconds == 60 else 0)


def test_revoking_is_recorded_once() -> None:
    row = ApiTokenFactory(owner__username="ruth", name="nightly")

    for _ in range(2):
        tokens.revoke(token=row, actor="otto", now=NOW)

    assert acts() == [("otto", "revoke_token", f"token {row.pk}", {"owner": "ruth", "name": "nightly"})]
