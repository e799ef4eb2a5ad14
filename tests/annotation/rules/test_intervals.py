"""Intervals, beside a plain model: a dictionary from each second to what counts in it."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.rules.activities import STRENGTH, Activity
from annotation.rules.intervals import Interval, by_day, known_zone, local_date, merged
from annotation.rules.times import SECOND, Stretch

START = datetime(2026, 11, 23, 14, 50, tzinfo=UTC)  # ten minutes before midnight in Seoul
ZONES = ["UTC", "Asia/Seoul", "America/New_York"]

Second = dict[datetime, tuple[int, str, date]]


@st.composite
def reported(draw: st.DrawFn) -> list[Interval]:
    """A stretch of whole seconds, by day."""
    began = START + draw(st.integers(0, 1200)) * SECOND
    stretch = Stretch(began, began + draw(st.integers(1, 300)) * SECOND)
    return list(by_day(stretch, draw(st.sampled_from(Activity)), draw(st.sampled_from(ZONES))))


histories = st.lists(reported(), max_size=8).map(lambda days: [piece for pieces in days for piece in pieces])


def seconds(intervals: list[Interval]) -> Second:
    """The model: each second by itself, with the strongest of what was reported of it."""
    found: Second = {}
    for one in intervals:
        for n in range(int((one.ended - one.began) / SECOND)):
            at = one.began + n * SECOND
            label = (STRENGTH[one.activity], one.zone, one.local_date)
            found[at] = max(found.get(at, label), label)
    return found


@given(histories)
def test_merged_time_is_that_of_the_plain_model_second_by_second(history):
    assert seconds(merged(history)) == seconds(history)


@given(histories)
def test_no_two_overlap_and_what_touches_differs(history):
    for one, after in pairwise(merged(history)):
        assert one.ended <= after.began
        assert one.ended < after.began or (one.activity, one.zone, one.local_date) != (
            after.activity,
            after.zone,
            after.local_date,
        )


@given(histories)
def test_the_total_never_exceeds_the_time_that_went_by(history):
    total = sum(((one.ended - one.began) for one in merged(history)), timedelta())

    if history:
        assert total <= max(one.ended for one in history) - min(one.began for one in history)
    assert total <= sum((one.ended - one.began for one in history), timedelta())


@given(histories.flatmap(lambda history: st.tuples(st.just(history), st.permutations(history))))
def test_the_order_changes_nothing(both):
    history, shuffled = both

    assert merged(shuffled) == merged(history)


@given(histories, histories)
def test_to_add_to_what_was_merged_is_to_merge_all_and_to_repeat_changes_nothing(first, second):
    together = merged([*first, *second])

    assert merged([*merged(first), *second]) == together
    assert merged([*together, *first, *second]) == together


def test_of_two_tabs_the_stronger_activity_counts():
    reading = by_day(Stretch(START, START + 10 * SECOND), Activity.GUIDELINE, "UTC")
    judging = by_day(Stretch(START + 4 * SECOND, START + 6 * SECOND), Activity.JUDGING, "UTC")

    assert [((one.ended - one.began) / SECOND, one.activity) for one in merged([*reading, *judging])] == [
        (4, "guideline"),
        (2, "judging"),
        (4, "guideline"),
    ]


def days(zone: str, began: str, hours: float) -> list[tuple[str, float]]:
    """The days of a stretch, with their hours."""
    stretch = Stretch(datetime.fromisoformat(began), datetime.fromisoformat(began) + timedelta(hours=hours))
    pieces = by_day(stretch, Activity.JUDGING, zone)
    return [(str(piece.local_date), (piece.ended - piece.began) / timedelta(hours=1)) for piece in pieces]


@pytest.mark.parametrize(
    ("zone", "began", "hours", "expected"),
    [
        ("UTC", "2026-11-23T22:00:00Z", 4, [("2026-11-23", 2), ("2026-11-24", 2)]),
        ("Asia/Seoul", "2026-11-23T14:00:00Z", 3, [("2026-11-23", 1), ("2026-11-24", 2)]),
        ("Pacific/Kiritimati", "2026-11-23T09:00:00Z", 2, [("2026-11-23", 1), ("2026-11-24", 1)]),
        ("Etc/GMT+12", "2026-11-23T11:00:00Z", 2, [("2026-11-22", 1), ("2026-11-23", 1)]),
        # A day of 25 hours and one of 23.
        ("America/New_York", "2026-11-01T04:00:00Z", 26, [("2026-11-01", 25), ("2026-11-02", 1)]),
        ("America/New_York", "2026-03-08T05:00:00Z", 24, [("2026-03-08", 23), ("2026-03-09", 1)]),
        # Midnight is left out there that day.
        ("Asia/Beirut", "2026-03-28T21:00:00Z", 2, [("2026-03-28", 1), ("2026-03-29", 1)]),
        ("UTC", "2028-02-28T23:00:00Z", 2, [("2028-02-28", 1), ("2028-02-29", 1)]),
    ],
)
def test_a_stretch_is_cut_at_the_midnights_of_its_zone(zone, began, hours, expected):
    assert days(zone, began, hours) == expected


zones = st.sampled_from(["Asia/Seoul", "America/St_Johns", "America/Sao_Paulo", "Pacific/Apia", "Africa/Cairo"])
moments = st.datetimes(datetime(1985, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  as hypothesis wants them


@given(zones, moments, st.timedeltas(SECOND, timedelta(hours=50)))
def test_in_every_zone_and_year_the_days_are_the_whole_stretch(zone, began, length):
    pieces = list(by_day(Stretch(began, began + length), Activity.JUDGING, zone))

    assert [pieces[0].began, pieces[-1].ended] == [began, began + length]
    assert all(one.ended == after.began for one, after in pairwise(pieces))
    assert all(piece.local_date == piece.began.astimezone(ZoneInfo(zone)).date() for piece in pieces)


def test_a_zone_that_no_list_has_is_utc():
    names = ["Asia/Seoul", "Asia/Calcutta", "Etc/Unknown", "../etc/passwd", "", "Asia"]

    assert [known_zone(name) for name in names] == ["Asia/Seoul", "Asia/Calcutta", "UTC", "UTC", "UTC", "UTC"]


def test_the_day_is_that_of_the_zone():
    assert [str(local_date(START + timedelta(minutes=10), zone)) for zone in ZONES] == [
        "2026-11-23",
        "2026-11-24",
        "2026-11-23",
    ]
