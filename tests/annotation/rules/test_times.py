"""What of a page's report is believed."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.rules.activities import Activity
from annotation.rules.times import (
    MARGIN,
    OUT_OF_TOUCH_AT_MOST,
    SECOND,
    Contact,
    Reported,
    Stretch,
    whole_seconds,
    worked,
    written_at,
)

NOON = datetime.fromisoformat("2026-11-23T12:00:00Z")
HOUR = timedelta(hours=1)


def report(began: float, ended: float, **more: object) -> Reported:
    """A span between two moments in seconds before the report was written."""
    fields = {"activity": Activity.JUDGING, "quiet_ms": 0} | more
    return Reported(from_ms_ago=int(began * 1000), to_ms_ago=int(ended * 1000), **fields)  # type: ignore[arg-type]


def counted(contact: Contact, *spans: Reported) -> list[tuple[float, float]]:
    """What counts, in seconds before noon, without what is told twice."""
    found = {(one.stretch.began, one.stretch.ended) for one in worked(contact, spans)}
    return sorted(((NOON - began) / SECOND, (NOON - ended) / SECOND) for began, ended in found)[::-1]


def test_the_minute_before_counts():
    assert counted(Contact(NOON), report(60, 0)) == [(60, 0)]


def test_nothing_later_than_its_arrival_counts():
    assert counted(Contact(NOON, age=-timedelta(minutes=5)), report(60, 0)) == [(60, 0)]


def test_a_first_report_speaks_of_its_last_minute_alone():
    assert counted(Contact(NOON), report(600, 0)) == [(MARGIN / SECOND, 0)]


def test_a_report_says_nothing_more_of_the_time_before_the_last_one():
    since = NOON - timedelta(minutes=3)

    assert counted(Contact(NOON, since=since), report(600, 0))[0] == (180 + MARGIN / SECOND, 0)


def test_hours_out_of_touch_count_when_the_report_was_written_then():
    since = NOON - 20 * HOUR
    contact = Contact(NOON, age=18 * HOUR, since=since)

    assert counted(contact, report(3600, 0)) == [(19 * 3600, 18 * 3600)]


def test_out_of_touch_a_page_is_believed_for_as_long_as_its_work_lasts():
    since = NOON - 20 * HOUR
    contact = Contact(NOON, age=15 * HOUR, since=since)
    last = 20 * 3600 - OUT_OF_TOUCH_AT_MOST / SECOND

    assert counted(contact, report(5 * 3600, 0)) == [(20 * 3600, last)]


def test_after_a_night_of_sleep_the_minute_after_waking_counts():
    assert counted(Contact(NOON, since=NOON - 14 * HOUR), report(10, 0)) == [(10, 0)]


def test_nothing_counts_after_a_suspension():
    assert counted(Contact(NOON, until=NOON - 20 * SECOND), report(60, 0)) == [(60, 20)]
    assert counted(Contact(NOON, until=NOON - HOUR), report(60, 0)) == []


@pytest.mark.parametrize(
    ("n_words", "quiet", "counts"),
    [
        (0, 120, [(60, 0)]),
        (0, 121, []),  # the minute after the last input was before this span
        (20, 130, [(60, 0)]),
        (20, 131, []),
    ],
)
def test_silence_is_reading_for_two_minutes_and_half_a_second_a_word(n_words, quiet, counts):
    span = report(60, 0, n_words=n_words, quiet_ms=quiet * 1000)

    assert counted(Contact(NOON), span) == counts


def test_too_long_a_silence_counts_for_a_minute_after_the_last_input():
    contact = Contact(NOON, since=NOON - timedelta(minutes=5))

    assert counted(contact, report(200, 0, quiet_ms=150_000)) == [(200, 90)]


def test_without_a_word_on_it_a_span_has_one_input_at_its_beginning():
    contact = Contact(NOON, since=NOON - timedelta(minutes=5))

    assert counted(contact, report(120, 0, quiet_ms=None)) == [(120, 0)]
    assert counted(contact, report(121, 0, quiet_ms=None)) == [(121, 61)]


@pytest.mark.parametrize("activity", [Activity.WAITING, Activity.OUTAGE])
def test_who_waits_is_paid_for_a_quarter_of_an_hour_without_a_sign(activity):
    contact = Contact(NOON, since=NOON - HOUR)

    assert counted(contact, report(900, 0, activity=activity, quiet_ms=None)) == [(900, 0)]
    assert counted(contact, report(1000, 0, activity=activity, quiet_ms=None)) == [(1000, 100)]


@pytest.mark.parametrize("activity", [Activity.GUIDELINE, Activity.TRAINING, Activity.QUESTIONS])
def test_reading_the_guideline_training_and_questions_count_as_work_does(activity):
    assert counted(Contact(NOON), report(60, 0, activity=activity)) == [(60, 0)]


def test_a_span_that_ends_before_it_begins_counts_nothing():
    assert counted(Contact(NOON), report(10, 20)) == []


def test_what_was_lost_on_the_way_is_spared_by_the_pages_own_clock():
    slow = Contact(NOON, clock=NOON - 4 * SECOND)

    assert written_at(slow) == NOON - 4 * SECOND


@pytest.mark.parametrize("jump", [-3600, -31, 1, 3600])
def test_a_clock_that_jumped_is_not_followed(jump):
    assert written_at(Contact(NOON, clock=NOON + jump * SECOND)) == NOON


def test_a_report_was_not_written_before_the_one_before_it():
    since = NOON - timedelta(minutes=1)

    assert written_at(Contact(NOON, age=HOUR, since=since)) == since


def test_a_second_that_was_begun_counts_whole():
    part = timedelta(milliseconds=300)

    assert whole_seconds(Stretch(NOON + part, NOON + SECOND + part)) == Stretch(NOON, NOON + 2 * SECOND)
    assert whole_seconds(Stretch(NOON, NOON + SECOND)) == Stretch(NOON, NOON + SECOND)


contacts = st.builds(
    Contact,
    received=st.just(NOON),
    age=st.timedeltas(-HOUR, 30 * HOUR),
    since=st.none() | st.timedeltas(timedelta(0), 30 * HOUR).map(lambda ago: NOON - ago),
    clock=st.none() | st.timedeltas(-HOUR, 30 * HOUR).map(lambda ago: NOON - ago),
    until=st.none() | st.timedeltas(-HOUR, 30 * HOUR).map(lambda ago: NOON - ago),
)
spans = st.builds(
    Reported,
    from_ms_ago=st.integers(0, 10**8),
    to_ms_ago=st.integers(0, 10**8),
    activity=st.sampled_from(Activity),
    n_words=st.integers(0, 200),
    quiet_ms=st.none() | st.integers(0, 10**6),
)


@given(contacts, st.lists(spans, max_size=5))
def test_whatever_a_page_says_it_counts_neither_the_future_nor_what_lies_before_it_was_in_touch(contact, spans):
    for one in worked(contact, spans):
        assert one.stretch.began < one.stretch.ended < contact.received + SECOND
        assert one.stretch.began > min(contact.received, contact.since or contact.received) - MARGIN - SECOND
        assert contact.until is None or one.stretch.ended < contact.until + SECOND


@given(contacts)
def test_a_report_was_written_before_it_came_and_after_the_one_before(contact):
    written = written_at(contact)

    assert written <= contact.received
    assert contact.since is None or written >= min(contact.since, contact.received)
