"""Heartbeats are let go ninety days after their page was last seen, page by page, and what counts of them stays."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from annotation.actions import retention
from annotation.models import ActiveInterval, Heartbeat, WorkSession
from annotation.tasks import tick_heartbeats
from tests.factories import ActiveIntervalFactory, HeartbeatFactory, WorkSessionFactory
from tests.refusals import what_the_application_is_told

pytestmark = pytest.mark.django_db

# Long before any clock that this runs by: the database asks its own.
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def page(seen_at: datetime = LONG_AGO, n: int = 2) -> WorkSession:
    found: WorkSession = WorkSessionFactory(opened_at=seen_at, seen_at=seen_at)
    HeartbeatFactory.create_batch(n, session=found, written_at=seen_at, received_at=seen_at)
    return found


def kept() -> list[int]:
    return sorted(set(Heartbeat.objects.values_list("session", flat=True)))


def test_the_heartbeats_of_a_page_go_together_when_it_was_last_seen_long_enough_ago() -> None:
    old, young = page(), page(LONG_AGO + DAY)
    ActiveIntervalFactory(annotator=old.annotator, span=(LONG_AGO - DAY, LONG_AGO))

    assert retention.expire_heartbeats(now=LONG_AGO + 90 * DAY) == 0
    assert retention.expire_heartbeats(now=LONG_AGO + 90.5 * DAY) == 1

    old.refresh_from_db()
    assert (kept(), old.expired_at) == ([young.pk], LONG_AGO + 90.5 * DAY)
    assert (WorkSession.objects.count(), ActiveInterval.objects.count()) == (2, 1)


def test_so_many_pages_go_at_once_the_oldest_first() -> None:
    pages = [page(LONG_AGO + n * DAY) for n in (2, 1, 3)]

    gone = [retention.expire_heartbeats(now=LONG_AGO + 200 * DAY, limit=2) for _ in range(3)]

    assert gone == [2, 1, 0]
    assert {found.expired_at for found in WorkSession.objects.all()} == {LONG_AGO + 200 * DAY}
    assert (kept(), len(pages)) == ([], 3)


def test_they_are_kept_longer_where_the_project_says_so(settings: Any) -> None:
    settings.HEARTBEAT_DAYS = 400
    page()

    assert retention.expire_heartbeats(now=LONG_AGO + 399 * DAY) == 0
    assert retention.expire_heartbeats(now=LONG_AGO + 401 * DAY) == 1


def test_the_tick_goes_on_until_nothing_is_due() -> None:
    for _ in range(3):
        page(n=1)

    tick_heartbeats()

    assert kept() == []


@pytest.mark.parametrize("expired_at", [None, datetime(2200, 1, 1, tzinfo=UTC)])
def test_the_database_lets_no_heartbeat_go_of_a_page_that_did_not_expire_or_was_seen_lately(
    expired_at: datetime | None,
) -> None:
    seen_at = LONG_AGO if expired_at is None else datetime(2199, 1, 1, tzinfo=UTC)
    found = page(seen_at)
    WorkSession.objects.filter(pk=found.pk).update(expired_at=expired_at)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT strikeout_let_heartbeats_go(%s)", [[found.pk]])

    assert kept() == [found.pk]


def test_the_application_itself_deletes_none_also_when_the_page_expired() -> None:
    found = page()
    WorkSession.objects.filter(pk=found.pk).update(expired_at=LONG_AGO + 91 * DAY)

    assert what_the_application_is_told("DELETE FROM annotation_heartbeat") == (
        "permission denied for table annotation_heartbeat"
    )
