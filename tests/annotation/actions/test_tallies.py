"""Tallies are what counting all rows gives, and large batches are counted seldom."""

from datetime import timedelta

import pytest

from annotation.actions import batches, tallies
from annotation.choices import PairState
from annotation.models import BatchTally, Pace, RunTally, WorkTally
from tests.annotation.tables import APPLE, RED, Table
from tests.factories import (
    NOW,
    ActiveIntervalFactory,
    BatchFactory,
    BatchPairFactory,
    BatchTallyFactory,
    answer_to,
)

pytestmark = pytest.mark.django_db


def counts(tally: BatchTally) -> dict[str, int]:
    names = ("preparing", "open", "contested", "desk", "settled", "set_aside", "withdrawn", "missing", "more")
    return {name: n for name in names if (n := getattr(tally, f"n_{name}"))}


def test_pairs_are_counted_by_what_became_of_them_and_only_the_newest_round_of_work() -> None:
    table = Table()
    for state in (PairState.PREPARING, PairState.SET_ASIDE, PairState.WITHDRAWN, PairState.REPLACED):
        BatchPairFactory(batch=table.batch, state=state)
    BatchPairFactory(batch=table.batch, state=PairState.DESK, desk_reason="even")
    BatchPairFactory(batch=table.batch, purpose=1)

    tallies.count_batch(batch=table.batch, now=NOW)

    assert counts(BatchTally.objects.get()) == {
        "preparing": 1,
        "open": 1,
        "desk": 1,
        "set_aside": 1,
        "withdrawn": 1,
        "missing": 4,
    }


def test_a_pair_on_which_opinions_differ_is_contested_until_a_third_settles_it() -> None:
    table = Table()
    table.judge(0, RED)
    table.judge(1)
    tallies.count_batch(batch=table.batch, now=NOW)
    before = counts(BatchTally.objects.get())
    table.claim(2)
    tallies.count_batch(batch=table.batch, now=NOW)
    held = counts(BatchTally.objects.get())
    table.judge(2, RED)
    tallies.count_batch(batch=table.batch, now=NOW)

    assert before == held == {"open": 1, "contested": 1}
    assert counts(BatchTally.objects.get()) == {"settled": 1, "more": 1}


def test_a_batch_is_counted_anew_after_thirty_times_what_its_counting_took() -> None:
    slow = BatchTallyFactory(took_ms=100, counted_at=NOW - timedelta(seconds=2.9)).batch
    new = BatchFactory()
    closed = BatchTallyFactory(
        batch__state="closed", batch__closed_at=NOW, counted_at=NOW - timedelta(seconds=59)
    ).batch

    assert tallies.due(NOW) == [new]
    assert tallies.due(NOW + timedelta(seconds=0.1)) == [new, slow]
    assert tallies.due(NOW + timedelta(seconds=1)) == [new, closed, slow]


def test_a_tick_begins_no_further_batch_once_its_time_is_over() -> None:
    BatchFactory.create_batch(3)
    ticking = iter([0.0, 0.0, 0.1, 0.1, 0.1, 0.1, 0.3, 0.3, 0.3, 0.3])

    assert tallies.count_due(now=NOW, clock=lambda: next(ticking)) == 2
    assert BatchTally.objects.count() == 2


def test_judgments_are_counted_on_and_those_of_the_last_minute_anew() -> None:
    table = Table()
    table.judge(0, RED)
    later = NOW + timedelta(seconds=30)

    tallies.keep_pace(now=later)
    first = WorkTally.objects.get()
    table.judge(1, APPLE)
    table.send(0, answer_to(table.pair, APPLE))
    tallies.keep_pace(now=NOW + timedelta(minutes=5))
    tallies.keep_pace(now=NOW + timedelta(minutes=6))

    assert (first.n_judgments, first.n_judgments_kept) == (1, 0)
    found = WorkTally.objects.order_by("annotator").values_list(
        "n_judgments", "n_judged", "n_judgments_kept", "n_judged_kept"
    )
    assert [*found] == [(2, 1, 2, 1), (1, 1, 1, 1)]


def test_the_pace_is_the_last_hour_and_a_week_of_hours_with_work() -> None:
    table = Table()
    table.judge(0, RED)
    table.judge(1, RED)
    ActiveIntervalFactory(annotator=table.members[0].annotator)

    tallies.keep_pace(now=NOW + timedelta(minutes=59))
    pace = Pace.objects.get()
    tallies.keep_pace(now=NOW + timedelta(minutes=61))

    assert (pace.n_hour, pace.n_week, pace.n_week_hours) == (2, 2, 1)
    assert pace.week_seconds > 0
    assert Pace.objects.get().n_hour == 0


def test_a_withdrawn_member_keeps_what_they_judged() -> None:
    table = Table()
    table.judge(0, RED)
    tallies.keep_pace(now=NOW)
    batches.remove_member(batch=table.batch, annotator=table.members[0].annotator, actor="ann", now=NOW)

    tallies.keep_pace(now=NOW + timedelta(minutes=2))

    assert WorkTally.objects.get().n_judged == 1


def test_the_first_judgments_of_an_import_tell_how_much_of_it_was_struck() -> None:
    table = Table()
    table.judge(0, RED, APPLE)
    table.judge(1, outcome="mismatch")

    tallies.keep_pace(now=NOW + timedelta(minutes=2))
    tallies.keep_pace(now=NOW + timedelta(minutes=3))

    found = RunTally.objects.get(run=table.pair.image.run_id)
    assert (found.n_judgments, found.n_words, found.n_struck) == (2, 12, 8)


@pytest.mark.parametrize(
    ("counted", "looks_shifted"), [((5, 30, 16), True), ((5, 30, 15), False), ((4, 24, 24), False)]
)
def test_an_import_looks_shifted_when_most_words_of_its_first_judgments_are_struck(
    counted: tuple[int, int, int], *, looks_shifted: bool
) -> None:
    n_judgments, n_words, n_struck = counted

    assert RunTally(n_judgments=n_judgments, n_words=n_words, n_struck=n_struck).looks_shifted is looks_shifted
