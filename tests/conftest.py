"""Fixtures for all tests. Speed and browsers have their own conftest beside their tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from django.test.client import Client
from django.utils import timezone
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from annotation.gateways import prepared
from annotation.models import User
from jdb_site import sessions
from tests import database

hypothesis_settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
hypothesis_settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        database.make()
    yield
    with django_db_blocker.unblock():
        database.drop()


@pytest.fixture(scope="session", autouse=True)
def _empty_as_superuser() -> Iterator[None]:
    """Django flushes after tests with real transactions; here only the superuser can."""
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: database.empty())
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _own_places(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path  # whitenoise warns when it is not there
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "media"},
        }
    }


@pytest.fixture(autouse=True)
def _nothing_is_drawn(settings: Settings) -> None:
    """Which pairs are drawn to be looked at again follows from their numbers, which differ from run to run."""
    settings.DESK_REPEAT_SHARE = settings.DESK_THIRD_SHARE = 0.0


@pytest.fixture(autouse=True)
def _nobody_is_too_quick(settings: Settings) -> None:
    """A test asks in a second what a program asks in an hour."""
    settings.API_READS_A_MINUTE = settings.API_WRITES_A_MINUTE = 10_000


@pytest.fixture
def _fresh_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def signed_in(client: Client) -> "SignIn":
    return SignIn(client)


class SignIn:
    """`signed_in(user)` is the test client with that user's session."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def __call__(self, user: User) -> Client:
        self.client.force_login(user, backend="jdb_site.backends.Accounts")
        session = self.client.session
        sessions.note(session, int(timezone.now().timestamp()))
        session.save()
        return self.client


class Statements(list[str]):
    """Every statement that the database is sent within a `with`, but for savepoints; prepared ones too."""

    def __enter__(self) -> "Statements":
        execute, run = psycopg.Cursor.execute, prepared.Line.execute

        def counting_prepared(line: prepared.Line, statement: str, *arguments: Any, **options: Any) -> Any:
            self.append(statement)
            return run(line, statement, *arguments, **options)

        def counting(cursor: psycopg.Cursor[Any], query: Any, *arguments: Any, **options: Any) -> Any:
            if "SAVEPOINT" not in str(query):
                self.append(str(query))
            return execute(cursor, query, *arguments, **options)

        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(psycopg.Cursor, "execute", counting)
        self.patch.setattr(prepared.Line, "execute", counting_prepared)
        return self

    def __exit__(self, *problem: object) -> None:
        self.patch.undo()


@pytest.fixture
def statements() -> Statements:
    return Statements()
