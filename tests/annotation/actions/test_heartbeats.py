"""Heartbeats: kept once each, as they came; and what they make of the time that counts."""

import random
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotation.actions import claims, heartbeats, parkings, shifts
from annotation.actions.heartbeats import Report
from annotation.choices import SlotState
from annotation.models import ActiveInterval, Annotator, Heartbeat, Slot, WorkSession
from annotation.queries import times
from annotation.rules.leases import LEASE, PARKED
from tests.factories import AnnotatorFactory, BatchPairFactory, MeetingFactory, MemberFactory

pytestmark = pytest.mark.django_db

NOON = datetime.fromisoformat("2026-11-23T12:00:00Z")
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
TAB, OTHER_TAB = uuid.UUID(int=1), uuid.UUID(int=2)


def span(began: float, ended: float, **more: Any) -> dict[str, Any]:
    """As the wire has it, in seconds before the report was written."""
    plain = {"activity": "judging", "pair": None, "n_words": 0, "quiet_ms": 0}
    return {"from_ms_ago": int(began * 1000), "to_ms_ago": int(ended * 1000)} | plain | more


def beat(annotator: Annotator, seq: int, at: datetime, *spans: dict[str, Any], **more: Any) -> None:
    """A report that comes at once, unless `age` says how long it waited."""
    age = more.pop("age", timedelta(0))
    plain = {"session": TAB, "zone": "UTC", "sent_at": at - age, "age_ms": age // timedelta(milliseconds=1)}
    fields: dict[str, Any] = {"seq": seq, "spans": spans, "inputs": 1} | plain | more
    report = Report(**fields)
    heartbeats.beat(annotator=annotator, report=report, now=at)


def counted(annotator: Annotator) -> list[tuple[float, float, str]]:
    """The intervals, in seconds after noon."""
    found = ActiveInterval.objects.filter(annotator=annotator).order_by("span")
    return [((one.span.lower - NOON) / SECOND, (one.span.upper - NOON) / SECOND, one.activity) for one in found]


def test_reports_of_one_minute_after_another_make_one_interval():
    annotator = AnnotatorFactory()

    for minute in (1, 2, 3):
        beat(annotator, minute, NOON + minute * MINUTE, span(60, 0))

    assert counted(annotator) == [(0, 180, "judging")]
    assert times.active_today_ms(annotator=annotator, zone="UTC", now=NOON + 3 * MINUTE) == 180_000


def test_a_report_is_kept_as_it_came():
    annotator = AnnotatorFactory()

    beat(annotator, 7, NOON, span(60, 0), zone="Asia/Seoul", inputs=12, visible=False, sent_at=NOON + 5 * MINUTE)

    session = WorkSession.objects.get()
    assert (session.uuid, session.annotator, session.zone, session.opened_at, session.seen_at) == (
        TAB,
        annotator,
        "Asia/Seoul",
        NOON,
        NOON,
    )
    assert session.clock_ahead_ms == 300_000
    kept = Heartbeat.objects.get()
    assert (kept.seq, kept.sent_at, kept.written_at, kept.received_at) == (7, NOON + 5 * MINUTE, NOON, NOON)
    assert (kept.zone, kept.inputs, kept.visible, kept.spans) == ("Asia/Seoul", 12, False, [span(60, 0)])


def test_the_same_report_again_changes_nothing_even_with_another_body():
    annotator = AnnotatorFactory()
    beat(annotator, 1, NOON + MINUTE, span(30, 0))

    beat(annotator, 1, NOON + 2 * MINUTE, span(60, 0))

    assert Heartbeat.objects.count() == 1
    assert counted(annotator) == [(30, 60, "judging")]


def test_two_tabs_at_once_count_once():
    annotator = AnnotatorFactory()

    beat(annotator, 1, NOON + MINUTE, span(60, 0))
    beat(annotator, 1, NOON + MINUTE + 10 * SECOND, span(60, 0, activity="guideline"), session=OTHER_TAB)

    assert counted(annotator) == [(0, 60, "judging"), (60, 70, "guideline")]


def test_two_people_count_each_for_themselves():
    one, two = AnnotatorFactory.create_batch(2)

    beat(one, 1, NOON + MINUTE, span(60, 0))
    beat(two, 1, NOON + MINUTE, span(60, 0), session=OTHER_TAB)

    assert counted(one) == counted(two) == [(0, 60, "judging")]


def test_a_clock_that_is_wrong_by_a_day_changes_nothing():
    annotator = AnnotatorFactory()

    for minute in (1, 2):
        at = NOON + minute * MINUTE
        beat(annotator, minute, at, span(60, 0), sent_at=at - timedelta(days=1))

    assert counted(annotator) == [(0, 120, "judging")]


def test_an_offline_spell_whose_reports_come_late_counts_as_it_was():
    annotator = AnnotatorFactory()
    beat(annotator, 1, NOON, span(60, 0))
    back = NOON + 120 * MINUTE

    for minute in range(1, 91):
        beat(
            annotator,
            1 + minute,
            back + minute * SECOND,
            span(60, 0),
            age=back + minute * SECOND - NOON - minute * MINUTE,
        )

    assert counted(annotator) == [(-60, 90 * 60, "judging")]


def test_a_session_that_another_person_opened_is_refused():
    beat(AnnotatorFactory(), 1, NOON, span(60, 0))

    with pytest.raises(heartbeats.SessionTaken):
        beat(AnnotatorFactory(), 2, NOON, span(60, 0))

    assert Heartbeat.objects.count() == 1


def test_how_long_reading_takes_is_reckoned_from_the_prompt_that_was_given():
    met = MeetingFactory(pair=BatchPairFactory(text=" ".join(["word"] * 40)))
    strange = BatchPairFactory(text=" ".join(["word"] * 50))

    beat(met.annotator, 1, NOON, span(60, 30, pair=met.pair_id, quiet_ms=140_000))
    beat(met.annotator, 2, NOON, span(30, 0, pair=strange.pk, n_words=10_000, quiet_ms=140_000))

    assert counted(met.annotator) == [(-60, -30, "judging")]


def test_a_suspended_person_keeps_what_came_before_and_gets_no_more():
    annotator = AnnotatorFactory(suspended_at=NOON - 20 * SECOND, suspended_reason="away")

    beat(annotator, 1, NOON, span(60, 0))

    assert counted(annotator) == [(-60, -20, "judging")]


def test_a_day_ends_at_the_midnight_of_the_persons_zone():
    annotator = AnnotatorFactory()
    midnight = datetime.fromisoformat("2026-11-23T15:00:00Z")

    beat(annotator, 1, midnight + 20 * SECOND, span(60, 0), zone="Asia/Seoul")

    days = ActiveInterval.objects.order_by("span").values_list("local_date", "zone")
    assert [(str(day), zone) for day, zone in days] == [("2026-11-23", "Asia/Seoul"), ("2026-11-24", "Asia/Seoul")]
    now = midnight + 20 * SECOND
    assert times.active_today_ms(annotator=annotator, zone="Asia/Seoul", now=now) == 20_000


def lease_ends() -> list[datetime | None]:
    return list(Slot.objects.filter(state=SlotState.LEASED).values_list("lease_ends_at", flat=True))


@pytest.mark.parametrize(
    ("minutes", "more", "renewed"),
    [
        (6, {}, True),
        (5, {}, False),  # at most once in five minutes
        (6, {"inputs": 0}, False),
        (6, {"visible": False}, False),
    ],
)
def test_work_renews_leases_and_nothing_else_does(minutes, more, renewed):
    member = MemberFactory()
    BatchPairFactory(batch=member.batch)
    claims.claim(annotator=member.annotator, wanted=1, now=NOON)
    at = NOON + minutes * MINUTE

    beat(member.annotator, 1, at, span(60, 0), **more)

    assert lease_ends() == [(at if renewed else NOON) + LEASE]


def test_what_one_tab_parked_another_at_work_keeps():
    member = MemberFactory()
    BatchPairFactory(batch=member.batch)
    claims.claim(annotator=member.annotator, wanted=1, now=NOON)
    parkings.park(annotator=member.annotator, slots=None, now=NOON)
    assert lease_ends() == [NOON + PARKED]

    beat(member.annotator, 1, NOON + MINUTE, span(60, 0), session=OTHER_TAB)

    assert lease_ends() == [NOON + MINUTE + LEASE]


def test_a_shift_that_ended_says_how_long_somebody_was_at_work():
    annotator = AnnotatorFactory()
    for minute in (1, 2, 10):
        beat(annotator, minute, NOON + minute * MINUTE, span(60, 0))

    ended = shifts.end_shift(annotator=annotator, uuid=uuid.uuid4(), now=NOON + 11 * MINUTE)

    assert (ended.began_at, ended.active_ms) == (NOON, 180_000)


# What an honest page did, minute by minute: how long it worked in each, and how long its report waited.
minutes = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 3000)), min_size=1, max_size=12)


@given(st.lists(minutes, min_size=1, max_size=2), st.randoms(use_true_random=False))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_reports_in_any_order_twice_and_late_count_what_was_worked_second_by_second(tabs, chance):
    annotator, sessions = AnnotatorFactory(), [uuid.uuid4() for _ in tabs]
    for session in sessions:
        beat(annotator, 0, NOON, session=session)
    worked: set[int] = set()
    letters: list[tuple[uuid.UUID, int, int, int]] = []
    for session, done in zip(sessions, tabs, strict=True):
        for place, (length, late) in enumerate(done):
            worked |= set(range(60 * place, 60 * place + length))
            letters.append((session, place + 1, length, late))

    deliver(annotator, letters, chance)

    assert seconds(annotator) == sorted(worked)


def deliver(annotator: Annotator, letters: list[tuple[uuid.UUID, int, int, int]], chance: random.Random) -> None:
    """All of them, some twice, in any order, each at its own moment after the last of them was written."""
    posted = letters * 2
    chance.shuffle(posted)
    for session, seq, length, late in posted:
        written = NOON + seq * MINUTE
        age = 15 * MINUTE + late * SECOND
        spans = [span(60, 60 - length)] if length else []
        beat(annotator, seq, written + age, *spans, session=session, age=age)


def seconds(annotator: Annotator) -> list[int]:
    return [n for began, ended, _ in counted(annotator) for n in range(int(began), int(ended))]
