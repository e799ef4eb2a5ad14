"""The day rule: the class of a date by its facts and a version of the rule, wherever on earth it was, with its why."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.rules.activities import Activity
from annotation.rules.day_classes import HALVES, AttendanceKind, DayClass, DayFlag
from annotation.rules.day_facts import Attendance, DayFacts, Span, Wage, as_json, digest, from_json
from annotation.rules.day_rules import SENTENCES, Terms, in_words, propose, to_next, worth
from annotation.rules.intervals import Interval, by_day
from annotation.rules.moneys import Money, Rounding
from annotation.rules.pay_periods import is_over
from annotation.rules.times import Stretch

TERMS = Terms(
    number=1,
    full_minutes=390,
    half_minutes=180,
    full_amount=Decimal("50.00"),
    half_amount=Decimal("25.00"),
    currency="USD",
)
DAY = date(2026, 11, 2)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


def worked(length: timedelta, *, began: datetime | None = None, zone: str = "UTC", day: date = DAY, **said) -> DayFacts:
    start = began or datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    spans = (Span(start, start + length, Activity.JUDGING, zone),) if length else ()
    return DayFacts(day, spans, **said)


def said(kind: str, day_class: str, reason: str = "") -> Attendance:
    return Attendance(AttendanceKind(kind), DayClass(day_class), reason)


def classes(stretch: Stretch, zone: str) -> dict[date, str]:
    """The class of each date that the stretch has a part of, in that zone."""
    pieces: dict[date, list[Interval]] = {}
    for one in by_day(stretch, Activity.JUDGING, zone):
        pieces.setdefault(one.local_date, []).append(one)
    days = {
        day: DayFacts(day, tuple(Span(one.began, one.ended, one.activity, one.zone) for one in own))
        for day, own in pieces.items()
    }
    return {day: propose(facts, TERMS).day_class.value for day, facts in days.items()}


@pytest.mark.parametrize(
    ("length", "day_class", "amount"),
    [
        (timedelta(), "none", "0.00"),
        (3 * HOUR - SECOND, "none", "0.00"),
        (3 * HOUR, "half", "25.00"),
        (6.5 * HOUR - SECOND, "half", "25.00"),
        (6.5 * HOUR, "full", "50.00"),
        (14 * HOUR, "full", "50.00"),
    ],
)
def test_the_class_follows_the_time_to_the_second(length, day_class, amount):
    proposed = propose(worked(length), TERMS)

    assert (proposed.day_class, proposed.money) == (day_class, Money("USD", Decimal(amount)))


@pytest.mark.parametrize("activity", Activity)
def test_every_activity_is_paid_time(activity):
    start = datetime(2026, 11, 2, 9, tzinfo=UTC)

    assert propose(DayFacts(DAY, (Span(start, start + 3 * HOUR, activity, "UTC"),)), TERMS).day_class == "half"


def test_the_reason_is_said_in_words():
    assert propose(worked(5 * HOUR + 20 * MINUTE), TERMS).reason == (
        "5 h 20 min at work: half a day, from 3 h 00 min on. A full day begins at 6 h 30 min."
    )
    outage = worked(timedelta(), attendances=(said("outage", "full", "The disk was full."),))
    assert propose(outage, TERMS).reason == "No time at work. The site was down: a full day. The disk was full."


@pytest.mark.parametrize(
    ("hours", "acts", "day_class"),
    [
        (0, [("sick_leave", "half")], "half"),
        (4, [("outage", "half")], "full"),
        (4, [("outage", "half"), ("outage", "half")], "full"),
        (0, [("outage", "half"), ("outage", "half")], "half"),
        (0, [("outage", "half"), ("training", "half")], "full"),
        (7, [("training", "full")], "full"),
        (1, [("holiday", "full")], "full"),
    ],
)
def test_what_a_manager_says_adds_up_each_kind_once_and_never_to_more_than_a_day(hours, acts, day_class):
    facts = worked(hours * HOUR, attendances=tuple(said(*act) for act in acts))

    assert propose(facts, TERMS).day_class == day_class


def test_a_holiday_of_the_rule_is_one_for_whoever_has_a_contract():
    holiday = replace(TERMS, holidays={DAY: "Liberation"}, holiday_class=DayClass.FULL)

    assert propose(worked(timedelta()), holiday).day_class == "full"
    assert propose(worked(timedelta(), has_contract=False), holiday).day_class == "none"
    assert "Holidays count as a full day: Liberation (2026-11-02)." in in_words(holiday)


def test_without_a_contract_a_day_comes_to_nothing_and_says_so():
    proposed = propose(worked(8 * HOUR, has_contract=False), TERMS)

    assert (proposed.day_class, proposed.flags) == ("none", (DayFlag.NO_CONTRACT,))
    assert proposed.reason.endswith("No contract on this date.")


@pytest.mark.parametrize(("rounding", "half"), [(Rounding.HALF_UP, "30.13"), (Rounding.HALF_EVEN, "30.12")])
def test_half_a_day_is_the_same_part_of_a_rate_as_of_the_rule_rounded_by_the_rule(rounding, half):
    terms = Terms(1, 390, 180, Decimal("50.00"), Decimal("25.00"), "USD", rounding)
    facts = worked(4 * HOUR, wage=Wage(Decimal("60.25"), "EUR"))

    assert propose(facts, terms).money == Money("EUR", Decimal(half))
    assert worth(DayClass.FULL, facts, terms) == Money("EUR", Decimal("60.25"))


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("Europe/Berlin", date(2026, 10, 26), 24),
        ("Pacific/Kiritimati", date(2026, 5, 1), 24),
        ("Etc/GMT+12", date(2026, 5, 1), 24),
        ("Asia/Seoul", date(2028, 2, 29), 24),
        ("America/Havana", date(2026, 11, 1), 25),
    ],
)
def test_a_day_lasts_from_midnight_to_midnight_wherever_it_is(zone, day, hours):
    began = datetime.combine(day, datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)
    ended = began + hours * HOUR

    assert classes(Stretch(began, ended), zone) == {day: "full"}
    assert classes(Stretch(ended - 3 * HOUR, ended), zone) == {day: "half"}
    assert classes(Stretch(ended - 3 * HOUR, ended + 3 * HOUR), zone) == {day: "half", day + timedelta(days=1): "half"}


def test_a_night_counts_for_both_dates_and_says_that_it_went_over_midnight():
    night = Stretch(datetime(2026, 11, 2, 22, tzinfo=UTC), datetime(2026, 11, 3, 5, 30, tzinfo=UTC))

    assert classes(night, "UTC") == {date(2026, 11, 2): "none", date(2026, 11, 3): "half"}
    evening = worked(2 * HOUR, began=night.began)
    assert propose(evening, TERMS).flags == (DayFlag.OVER_MIDNIGHT,)


def test_a_date_that_was_lived_twice_is_one_day():
    """From Kiritimati (UTC+14) to Honolulu (UTC-10), over the date line: the second of November comes again."""
    there, here = datetime(2026, 11, 1, 20, tzinfo=UTC), datetime(2026, 11, 2, 20, tzinfo=UTC)
    first = Span(there, there + 4 * HOUR, Activity.JUDGING, "Pacific/Kiritimati")
    second = Span(here, here + 3 * HOUR, Activity.JUDGING, "Pacific/Honolulu")

    proposed = propose(DayFacts(DAY, (first, second)), TERMS)

    assert (proposed.day_class, proposed.seconds, proposed.flags) == ("full", 7 * 3600, (DayFlag.ZONE_CHANGED,))


@pytest.mark.parametrize(
    ("length", "flags"),
    [
        (6.25 * HOUR, [DayFlag.NEARLY]),
        (2.75 * HOUR, [DayFlag.NEARLY]),
        (2.7 * HOUR, []),
        (12 * HOUR + SECOND, [DayFlag.LONG]),
    ],
)
def test_whoever_approves_is_told_what_to_look_at(length, flags):
    assert list(propose(worked(length), TERMS).flags) == flags


def test_how_far_it_is_to_the_next_class():
    assert [to_next(n, TERMS) for n in (0, 10800, 23399, 23400)] == [
        (DayClass.HALF, 10800),
        (DayClass.FULL, 12600),
        (DayClass.FULL, 1),
        None,
    ]


def test_a_date_is_over_when_it_ended_in_the_last_zone():
    assert not is_over(DAY, datetime(2026, 11, 3, 11, 59, tzinfo=UTC))
    assert is_over(DAY, datetime(2026, 11, 3, 12, tzinfo=UTC))


def test_facts_come_back_from_json_as_they_were_and_their_digest_with_them():
    facts = worked(HOUR, attendances=(said("holiday", "half", "新年"),), wage=Wage(Decimal("60.00"), "USD"))

    assert from_json(as_json(facts)) == facts
    assert digest(facts) == digest(from_json(as_json(facts))) != digest(worked(HOUR))


@given(st.integers(0, 86_400), st.integers(0, 86_400))
def test_more_time_is_never_less_pay(one, other):
    less, more = (propose(worked(n * SECOND), TERMS) for n in sorted((one, other)))

    assert HALVES[less.day_class] <= HALVES[more.day_class]
    assert less.money.amount <= more.money.amount


def test_each_reason_has_its_sentence():
    assert {kind.value for kind in AttendanceKind} <= set(SENTENCES)
