"""The day's count is right whichever process counts it, and whatever came late."""

import uuid
from datetime import datetime, timedelta

import pytest

from annotation.gateways import tallies
from annotation.gateways.tallies import Tallies
from annotation.models import Annotator
from tests.conftest import Statements
from tests.factories import NOW, AnnotatorFactory, JudgmentFactory

pytestmark = pytest.mark.django_db

MIDNIGHT = NOW.replace(hour=0)
MINUTE = timedelta(minutes=1)


def judge(annotator: Annotator, at: datetime, revision: int = 1) -> None:
    JudgmentFactory(annotator=annotator, created_at=at, revision=revision)


def today(counter: Tallies, annotator: Annotator, now: datetime) -> int:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return counter.today(annotator_id=annotator.pk, key=annotator.rater_key, midnight=midnight, now=now)


def test_pairs_of_today_count_once_each_from_midnight_on() -> None:
    annotator, counter = AnnotatorFactory(), Tallies()
    judge(annotator, MIDNIGHT - MINUTE)
    judge(annotator, MIDNIGHT)
    judge(annotator, NOW)
    judge(annotator, NOW, revision=2)
    judge(AnnotatorFactory(), NOW)

    assert [today(counter, annotator, NOW + n * MINUTE) for n in range(4)] == [2, 2, 2, 2]


def test_what_comes_is_counted_on_by_each_process_for_itself() -> None:
    annotator, one, other = AnnotatorFactory(), Tallies(), Tallies()
    seen = []
    for n in range(6):
        judge(annotator, NOW + n * MINUTE)
        seen.append((today(one, annotator, NOW + n * MINUTE), n % 2 and today(other, annotator, NOW + n * MINUTE)))

    assert seen == [(1, 0), (2, 2), (3, 0), (4, 4), (5, 0), (6, 6)]


def test_an_answer_that_is_committed_late_within_the_minute_is_not_missed() -> None:
    annotator, counter = AnnotatorFactory(), Tallies()
    judge(annotator, NOW)
    today(counter, annotator, NOW)

    judge(annotator, NOW - MINUTE / 2)

    assert today(counter, annotator, NOW + MINUTE / 4) == 2


def test_a_new_day_begins_at_nothing() -> None:
    annotator, counter = AnnotatorFactory(), Tallies()
    judge(annotator, NOW)
    today(counter, annotator, NOW)

    assert today(counter, annotator, NOW + timedelta(days=1)) == 0


def test_only_what_came_since_is_read(statements: Statements) -> None:
    annotator, counter = AnnotatorFactory(), Tallies()
    judge(annotator, NOW - 5 * MINUTE)
    today(counter, annotator, NOW)

    with statements:
        assert today(counter, annotator, NOW) == 1

    assert len(statements) == 1
    assert counter._known[annotator.rater_key] == tallies.Counted(MIDNIGHT, NOW - MINUTE, 1)


def test_people_are_forgotten_when_there_are_many_and_counted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "AT_MOST", 1)
    annotator, counter = AnnotatorFactory(), Tallies()
    judge(annotator, NOW)
    today(counter, annotator, NOW)
    today(counter, AnnotatorFactory(rater_key=uuid.uuid4()), NOW)

    assert len(counter._known) == 1
    assert today(counter, annotator, NOW) == 1
