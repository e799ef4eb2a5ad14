"""Where a shift began."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from annotation.rules.shifts import SHIFTS_APART, Spell, shift_start
from tests.factories import NOW

HOUR = timedelta(hours=1)


def at(*hours: float) -> list[Spell]:
    """Spells of half an hour that began so many hours ago."""
    return [(NOW - ago * HOUR, NOW - (ago - 0.5) * HOUR) for ago in hours]


def test_a_shift_reaches_back_over_breaks_but_not_over_a_night():
    assert shift_start(at(20, 8, 7, 4, 1), NOW) == NOW - 8 * HOUR


def test_a_break_just_short_of_a_night_is_a_break():
    almost = SHIFTS_APART / HOUR + 0.49

    assert shift_start(at(1, 1 + almost), NOW) == NOW - (1 + almost) * HOUR
    assert shift_start(at(1, 1 + almost + 0.01), NOW) == NOW - HOUR


def test_whoever_forgot_to_end_the_shift_of_yesterday_ends_it_now():
    assert shift_start(at(20, 18), NOW) == NOW - 20 * HOUR


def test_who_did_nothing_had_no_shift():
    assert shift_start([], NOW) == NOW


@given(st.permutations(at(20, 8, 7, 4, 1)))
def test_the_order_in_which_spells_are_told_changes_nothing(spells):
    assert shift_start(spells, NOW) == NOW - 8 * HOUR
