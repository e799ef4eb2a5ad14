"""What the database refuses of working time: above all, to count one moment twice."""

from datetime import datetime, timedelta

import pytest

from annotation.models import ActiveInterval, WorkSession
from tests.factories import (
    NOW,
    ActiveIntervalFactory,
    AnnotatorFactory,
    HeartbeatFactory,
    PackFactory,
    ShiftEndFactory,
    WorkSessionFactory,
)
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def span(began: int, ended: int) -> tuple[datetime, datetime]:
    return NOW + began * MINUTE, NOW + ended * MINUTE


@pytest.mark.parametrize("again", [(0, 10), (5, 15), (2, 3), (-5, 20)])
def test_no_moment_of_a_person_counts_twice(again):
    annotator = AnnotatorFactory()
    ActiveIntervalFactory(annotator=annotator, span=span(0, 10))

    with refused_by("activeinterval_never_double"):
        ActiveIntervalFactory(annotator=annotator, span=span(*again), activity="guideline")


def test_two_people_work_at_once_and_one_interval_may_begin_where_another_ends():
    annotator = AnnotatorFactory()
    ActiveIntervalFactory(annotator=annotator, span=span(0, 10))

    ActiveIntervalFactory(annotator=annotator, span=span(10, 20))
    ActiveIntervalFactory(span=span(0, 10))

    assert ActiveInterval.objects.count() == 3


@pytest.mark.parametrize("ends", [(NOW, NOW), (None, NOW), (NOW, None)])
def test_an_interval_has_a_beginning_and_an_end(ends):
    with refused_by("activeinterval_has_an_end"):
        ActiveIntervalFactory(span=ends)


def test_an_interval_is_of_a_known_activity():
    with refused_by("activeinterval_activity_known"):
        ActiveIntervalFactory(activity="sleeping")


def test_a_heartbeat_is_kept_once():
    first = HeartbeatFactory(seq=7)

    with refused_by("heartbeat_once"):
        HeartbeatFactory(session=first.session, seq=7)


def test_a_heartbeat_was_written_before_it_came():
    with refused_by("heartbeat_written_before_it_came"):
        HeartbeatFactory(written_at=NOW + MINUTE)


def test_a_page_is_known_by_one_uuid():
    first = WorkSessionFactory()

    with refused_by("annotation_worksession_uuid_key"):
        WorkSessionFactory(uuid=first.uuid)


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("worksession_seen_since_it_opened", {"seen_at": NOW - MINUTE}),
        ("worksession_closed_since_it_opened", {"closed_at": NOW - MINUTE}),
        ("worksession_expired_long_after_it_was_seen", {"expired_at": NOW + timedelta(days=89)}),
    ],
)
def test_a_page_is_seen_closed_and_forgotten_in_this_order(rule, fields):
    session = WorkSessionFactory()

    with refused_by(rule):
        WorkSession.objects.filter(pk=session.pk).update(**fields)


def test_a_pack_ends_after_it_was_taken():
    with refused_by("pack_ends_after_it_was_taken"):
        PackFactory(ends_at=NOW)


def test_a_shift_ends_after_its_beginning_and_once_for_each_uuid():
    first = ShiftEndFactory()

    with refused_by("shiftend_after_its_beginning"):
        ShiftEndFactory(ended_at=NOW - MINUTE)
    with refused_by("annotation_shiftend_uuid_key"):
        ShiftEndFactory(uuid=first.uuid)
