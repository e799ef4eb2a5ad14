"""When a disk is nearly full, and when the clock is late."""

from datetime import datetime, timedelta

import pytest

from annotation.rules.conditions import is_late, is_low, of_redis
from tests.factories import NOW

GB = 1_000_000_000


@pytest.mark.parametrize(
    ("free", "whole", "low"),
    [(0.9, 2, True), (0.5, 1, True), (1.1, 5, False), (5, 100, True), (10, 100, False), (30, 1_000, False)],
)
def test_a_disk_is_low_below_a_gigabyte_or_a_tenth_unless_that_is_plenty(
    free: float, whole: float, *, low: bool
) -> None:
    assert is_low(n_free=round(free * GB), n_bytes=round(whole * GB)) is low


@pytest.mark.parametrize(
    ("rang", "began", "late"),
    [(0, None, False), (36, None, False), (37, None, True), (None, 36, False), (None, 37, True), (None, None, False)],
)
def test_the_clock_is_late_after_three_rings_and_half_a_minute(
    rang: int | None, began: int | None, *, late: bool
) -> None:
    def ago(seconds: int | None) -> datetime | None:
        return None if seconds is None else NOW - timedelta(seconds=seconds)

    found = is_late(every=timedelta(seconds=2), rang_at=ago(rang), began_at=ago(began), now=NOW)

    assert found is late


def test_one_server_that_is_two_things_is_told_once() -> None:
    assert of_redis(["broker", "cache"], "reads its data still").what == (
        "Redis (broker and cache) reads its data still. Nothing is asked of workers meanwhile; what waits stands in "
        "PostgreSQL and goes on afterwards. Models are not asked meanwhile, and each web process counts guesses at "
        "passwords by itself."
    )
