"""Sessions begin with a sign-in, and end."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test.client import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from annotation.actions import links, people
from annotation.choices import Role
from annotation.models import User
from dataset.gateways import storage
from tests.conftest import SignIn, Statements
from tests.factories import AnnotatorFactory, BatchFactory, BatchPairFactory, ManagerFactory, MemberFactory
from tests.site.world import held

pytestmark = pytest.mark.django_db

HOUR = 3600


def somebody(role: Role) -> User:
    user: User = AnnotatorFactory().user if role == Role.ANNOTATOR else ManagerFactory(roles=[role])
    return user


def turn_back(client: Client, **ago: int) -> None:
    """Let the session have begun, or last been used, so many seconds ago."""
    session = client.session
    now = int(timezone.now().timestamp())
    for name, seconds in ago.items():
        session[name] = now - seconds
    session.save()


def is_in(client: Client) -> bool:
    return bool(client.get("/me/").status_code == 200)


@pytest.mark.parametrize(
    ("role", "idle", "still"),
    [
        (Role.ANNOTATOR, HOUR - 10, True),
        (Role.ANNOTATOR, HOUR, False),
        (Role.ADJUDICATOR, HOUR - 10, True),
        (Role.MANAGER, HOUR // 2 - 10, True),
        (Role.MANAGER, HOUR // 2, False),
        (Role.AUDITOR, HOUR // 2, False),
        (Role.PAYROLL, HOUR // 2, False),
    ],
)
def test_a_session_ends_when_nobody_does_anything(signed_in: SignIn, role: Role, idle: int, *, still: bool) -> None:
    client = signed_in(somebody(role))

    turn_back(client, seen_at=idle)

    assert is_in(client) is still


@pytest.mark.parametrize(("began", "still"), [(12 * HOUR - 10, True), (12 * HOUR, False)])
def test_a_session_ends_after_twelve_hours_of_work(signed_in: SignIn, began: int, *, still: bool) -> None:
    client = signed_in(somebody(Role.ANNOTATOR))

    turn_back(client, began_at=began, seen_at=60)

    assert is_in(client) is still


def test_a_session_that_ended_is_gone_from_the_store(signed_in: SignIn) -> None:
    client = signed_in(somebody(Role.ANNOTATOR))
    key = client.session.session_key
    turn_back(client, seen_at=HOUR)

    client.get("/me/")

    assert not Session.objects.filter(session_key=key).exists()


def test_the_api_says_that_a_sign_in_is_needed_once_the_session_ended(signed_in: SignIn) -> None:
    client = signed_in(somebody(Role.ANNOTATOR))
    turn_back(client, seen_at=HOUR)

    answer = client.post("/api/v1/claims", {"want": 1}, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")


def test_work_keeps_a_session_alive(signed_in: SignIn) -> None:
    client = signed_in(somebody(Role.ANNOTATOR))
    turn_back(client, seen_at=HOUR - 10)

    client.get("/me/")

    assert int(timezone.now().timestamp()) - client.session["seen_at"] <= 5


@pytest.mark.parametrize(
    ("role", "ask"),
    [
        (Role.ANNOTATOR, lambda c: c.post("/api/v1/claims", {"want": 1}, content_type="application/json")),
        (Role.MANAGER, lambda c: c.get(f"/batches/{BatchFactory().name}/progress/")),
    ],
    ids=["the workbench looks for work", "a batch's figures renew themselves"],
)
def test_what_a_page_asks_by_itself_keeps_nothing_alive(signed_in: SignIn, role: Role, ask: Any) -> None:
    client = signed_in(somebody(role))
    turn_back(client, seen_at=1200)
    before = client.session["seen_at"]

    assert ask(client).status_code == 200
    assert client.session["seen_at"] == before


def test_a_session_is_written_once_in_five_minutes_not_with_each_request(
    signed_in: SignIn, statements: Statements
) -> None:
    client = signed_in(somebody(Role.ANNOTATOR))

    with statements:
        client.get("/me/")

    assert [statement for statement in statements if "UPDATE" in statement] == []


def test_a_lock_ends_all_sessions_for_good(
    signed_in: SignIn, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    user, other, manager = somebody(Role.ANNOTATOR), somebody(Role.ANNOTATOR), ManagerFactory()
    client, elsewhere, others = signed_in(user), SignIn(Client())(user), SignIn(Client())(other)

    with django_capture_on_commit_callbacks(execute=True):
        people.suspend(user=user, reason="lost a laptop", lock=True, actor=manager, now=timezone.now())
    people.unsuspend(user=user, actor=manager, now=timezone.now())

    assert [is_in(client), is_in(elsewhere), is_in(others)] == [False, False, True]


def test_a_suspension_without_a_lock_leaves_the_session(signed_in: SignIn) -> None:
    user = somebody(Role.ANNOTATOR)
    client = signed_in(user)

    people.suspend(user=user, reason="away", lock=False, actor=ManagerFactory(), now=timezone.now())

    assert is_in(client)


def test_a_password_set_by_a_link_ends_all_sessions(signed_in: SignIn) -> None:
    user, now = somebody(Role.ANNOTATOR), timezone.now()
    client = signed_in(user)
    issued = links.issue_reset(user=user, actor="ruth", now=now)

    links.set_password(token=issued.token, password="another sentence of hers", now=now)

    assert not is_in(client)


def test_what_a_role_may_is_read_anew_with_each_request(signed_in: SignIn) -> None:
    user, manager = somebody(Role.MANAGER), ManagerFactory()
    client = signed_in(user)
    assert client.get("/people/").status_code == 200

    people.change_roles(user=user, roles=[Role.AUDITOR], actor=manager, now=timezone.now())

    assert client.get("/people/").status_code == 403


def test_a_picture_dies_with_the_session_that_time_ended(signed_in: SignIn) -> None:
    member = MemberFactory()
    pair = held(BatchPairFactory(batch=member.batch), member.annotator)
    default_storage.save(storage.rendition_name(str(pair.image.sha256), 1024), ContentFile(b"webp"))
    client, address = signed_in(member.annotator.user), f"/images/{pair.image.public_id}/1024"
    assert b"".join(client.get(address)) == b"webp"

    turn_back(client, seen_at=HOUR)

    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


@pytest.mark.usefixtures("_fresh_cache")
def test_a_stranger_leaves_no_session_behind(client: Client) -> None:
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": "nobody", "password": "guessed"})
    client.get("/join/guessed/")
    client.get("/nowhere/")

    assert Session.objects.count() == 0
