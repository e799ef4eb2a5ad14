"""`manage recount_time`: what counts follows from what was reported, whatever came in between."""

import random
import uuid
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from annotation.actions import heartbeats, people, time_recounts
from annotation.actions.heartbeats import Report
from annotation.models import ActiveInterval, Annotator, WorkSession
from tests.factories import AnnotatorFactory, BatchPairFactory, ManagerFactory, MeetingFactory

pytestmark = pytest.mark.django_db

NOON = datetime.fromisoformat("2026-11-23T12:00:00Z")
MINUTE = timedelta(minutes=1)
ACTIVITIES = ["judging", "guideline", "training", "questions", "waiting", "outage"]


def beat(
    annotator: Annotator, seq: int, at: datetime, *, page: int = 1, age: timedelta = timedelta(), **span: Any
) -> None:
    plain = {"from_ms_ago": 60_000, "to_ms_ago": 0, "activity": "judging", "pair": None, "n_words": 0, "quiet_ms": 0}
    report = Report(
        session=uuid.UUID(int=1000 * annotator.pk + page),
        seq=seq,
        zone=("UTC", "Asia/Seoul")[page % 2],
        sent_at=at - age + timedelta(seconds=40),  # a clock that is ahead
        age_ms=age // timedelta(milliseconds=1),
        spans=[plain | span],
        inputs=1,
    )
    annotator.refresh_from_db()
    heartbeats.beat(annotator=annotator, report=report, now=at)


def recount() -> str:
    out = StringIO()
    call_command("recount_time", stdout=out, no_color=True)
    return out.getvalue()


def test_what_counts_follows_from_what_was_reported_in_whatever_order() -> None:
    chance = random.Random(7)  # noqa: S311  a schedule that can be repeated
    pair = BatchPairFactory()
    somebody = AnnotatorFactory()
    MeetingFactory(pair=pair, annotator=somebody, created_at=NOON)
    moments = [(minute, page) for minute in range(1, 90) for page in (1, 2) if chance.random() < 0.6]
    chance.shuffle(moments)
    for minute, page in moments:
        late = chance.choice([timedelta(), 3 * MINUTE, 50 * MINUTE])
        begun = chance.choice([20_000, 60_000, 200_000])
        said = {
            "activity": chance.choice(ACTIVITIES),
            "from_ms_ago": begun,
            "quiet_ms": chance.choice([None, 0, 190_000]),
        }
        at = NOON + 90 * MINUTE + timedelta(seconds=len(moments))
        beat(somebody, minute, at + minute * MINUTE, page=page, age=late, pair=chance.choice([None, pair.pk]), **said)

    assert ActiveInterval.objects.count() > 10
    assert "no day differs" in recount()


def test_what_was_reported_while_suspended_counts_nothing_also_when_it_is_over() -> None:
    somebody, ruth = AnnotatorFactory(), ManagerFactory()
    beat(somebody, 1, NOON + MINUTE)
    people.suspend(user=somebody.user, reason="away", lock=False, actor=ruth, now=NOON + 90 * timedelta(seconds=1))
    beat(somebody, 2, NOON + 2 * MINUTE)
    people.unsuspend(user=somebody.user, actor=ruth, now=NOON + 3 * MINUTE)
    beat(somebody, 3, NOON + 4 * MINUTE, from_ms_ago=30_000)

    assert recount() == "3 heartbeats reckoned anew beside 2 intervals, no day differs.\n"


def test_a_day_that_was_changed_behind_its_back_is_told() -> None:
    somebody = AnnotatorFactory(user__username="mina")
    beat(somebody, 1, NOON + MINUTE)
    ActiveInterval.objects.update(span=(NOON, NOON + timedelta(hours=2)))
    out = StringIO()

    with pytest.raises(CommandError, match="1 days differ"):
        call_command("recount_time", stdout=out, no_color=True)

    assert out.getvalue() == "mina, 2026-11-23: 2:00:00 stands, 0:01:00 follows\n"


@pytest.mark.parametrize("change", [{"activity": "guideline"}, {"zone": "Europe/Berlin"}])
def test_another_activity_or_zone_of_the_same_length_is_told_too(change: dict[str, str]) -> None:
    somebody = AnnotatorFactory()
    beat(somebody, 1, NOON + MINUTE)
    ActiveInterval.objects.update(**change)

    [found] = time_recounts.differences()

    assert (found.annotator, found.stands, found.recounted) == (somebody, MINUTE, MINUTE)


def test_only_the_time_of_which_all_reports_are_kept_is_reckoned() -> None:
    somebody = AnnotatorFactory()
    beat(somebody, 1, NOON + MINUTE)
    gone = NOON + 20 * MINUTE
    WorkSession.objects.update(seen_at=gone, expired_at=gone + timedelta(days=91))
    ActiveInterval.objects.update(span=(NOON - MINUTE, NOON + MINUTE))
    beat(somebody, 1, NOON + 60 * MINUTE, page=2)

    assert "no day differs" in recount()

    ActiveInterval.objects.filter(span__startswith__gt=NOON).delete()
    assert [found.recounted for found in time_recounts.differences()] == [MINUTE]
