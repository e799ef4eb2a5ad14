"""One-time links: only the hash is kept, each works once, also for two clicks at the same moment."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from annotation.actions import links
from annotation.actions.links import (
    AccountSuspended,
    DeadLink,
    IssuedLink,
    LinkExpired,
    LinkUnknown,
    LinkUsed,
    UsernameTaken,
)
from annotation.actions.people import NewPerson
from annotation.choices import LinkKind, Role
from annotation.models import AccessLink, AuditEntry, User

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MINA = NewPerson("mina", "Mina Park", "a horse reads slowly", languages=["ko"])


def invitation() -> IssuedLink:
    return links.invite(role=Role.ANNOTATOR, name="Mina", actor="ruth", now=NOW)


@pytest.mark.django_db
def test_only_the_hash_of_the_token_is_kept() -> None:
    issued = invitation()

    assert len(issued.token) == 43
    assert AccessLink.objects.get().token_hash == hashlib.sha256(issued.token.encode()).hexdigest()
    assert (issued.row.expires_at, issued.row.role) == (NOW + timedelta(days=7), "annotator")
    assert AuditEntry.objects.get().detail == {"role": "annotator", "name": "Mina"}


@pytest.mark.django_db
def test_an_invitation_makes_one_account() -> None:
    issued = invitation()

    user = links.join(token=issued.token, person=MINA, now=NOW)

    issued.row.refresh_from_db()
    assert (user.roles, user.annotator.languages) == (["annotator"], ["ko"])
    assert (issued.row.used_by, issued.row.used_at) == (user, NOW)
    with pytest.raises(LinkUsed):
        links.join(token=issued.token, person=NewPerson("tom", "Tom", "x"), now=NOW)
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_account() -> None:
    issued = invitation()

    def click(username: str) -> str:
        try:
            return links.join(token=issued.token, person=NewPerson(username, "Mina", "x"), now=NOW).username
        except LinkUsed:
            return "used"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(click, ["mina", "mina", "mina2", "mina3"]))

    assert answers.count("used") == 3
    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("token", "later", "error"),
    [("guessed", timedelta(0), LinkUnknown), ("", timedelta(0), LinkUnknown), (None, timedelta(days=7), LinkExpired)],
)
def test_a_dead_link_makes_no_account(token: str | None, later: timedelta, error: type[DeadLink]) -> None:
    issued = invitation()

    with pytest.raises(error):
        links.join(token=issued.token if token is None else token, person=MINA, now=NOW + later)

    assert User.objects.count() == 0


@pytest.mark.django_db
def test_a_taken_username_leaves_the_link_alive() -> None:
    User.objects.create_user(username="mina")
    issued = invitation()

    with pytest.raises(UsernameTaken):
        links.join(token=issued.token, person=MINA, now=NOW)

    assert links.find(kind=LinkKind.INVITE, token=issued.token, now=NOW) == issued.row


@pytest.mark.django_db
def test_an_invitation_that_was_taken_back_is_dead() -> None:
    issued = invitation()

    links.cancel(link=issued.row, actor="ruth", now=NOW)

    with pytest.raises(LinkExpired):
        links.find(kind=LinkKind.INVITE, token=issued.token, now=NOW)
    assert AuditEntry.objects.filter(act="cancel_link").count() == 1


@pytest.mark.django_db
def test_a_reset_link_sets_a_new_password_once() -> None:
    user = User.objects.create_user(username="mina", password="forgotten")
    issued = links.issue_reset(user=user, actor="ruth", now=NOW)

    links.set_password(token=issued.token, password="remembered again", now=NOW)

    user.refresh_from_db()
    assert user.check_password("remembered again")
    with pytest.raises(LinkUsed):
        links.set_password(token=issued.token, password="a third", now=NOW)


@pytest.mark.django_db
def test_a_newer_reset_link_ends_the_older() -> None:
    user = User.objects.create_user(username="mina")
    older = links.issue_reset(user=user, actor="ruth", now=NOW)
    links.issue_reset(user=user, actor="ruth", now=NOW)

    with pytest.raises(LinkExpired):
        links.set_password(token=older.token, password="x", now=NOW)


@pytest.mark.django_db
def test_a_suspended_person_sets_no_password() -> None:
    user = User.objects.create_user(username="mina", is_active=False)
    issued = links.issue_reset(user=user, actor="ruth", now=NOW)

    with pytest.raises(AccountSuspended):
        links.set_password(token=issued.token, password="x", now=NOW)


@pytest.mark.django_db
def test_a_reset_link_is_no_invitation() -> None:
    user = User.objects.create_user(username="mina")
    issued = links.issue_reset(user=user, actor="ruth", now=NOW)

    with pytest.raises(LinkUnknown):
        links.join(token=issued.token, person=MINA, now=NOW)
