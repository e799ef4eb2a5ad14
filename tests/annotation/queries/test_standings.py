"""Every number of the overview is the number of rows behind it."""

import pytest
from pytest_django import DjangoAssertNumQueries

from annotation.actions import tallies
from annotation.choices import PairState, Purpose
from annotation.models import Batch
from annotation.queries import progress, standings
from tests.annotation.tables import RED, Table
from tests.factories import NOW, BatchFactory, BatchPairFactory, BatchTallyFactory

pytestmark = pytest.mark.django_db


def test_each_number_is_the_number_of_its_rows() -> None:
    table = Table()
    table.judge(0, RED)
    table.judge(1)
    for state in PairState:
        purpose = Purpose.GOLD if state == PairState.GOLD else Purpose.WORK
        BatchPairFactory(batch=table.batch, state=state, purpose=purpose, desk_reason="even", **settled(state))
    for batch in Batch.objects.all():
        tallies.count_batch(batch=batch, now=NOW)

    found = standings.of_project()

    numbers = {
        "done": found.n_done,
        "work": found.n_in_work,
        "contested": found.n_disputed,
        "settled": found.n_settled,
        "preparing": found.n_preparing,
        "aside": found.n_set_aside,
    }
    assert numbers == {"done": 2, "work": 1, "contested": 2, "settled": 1, "preparing": 1, "aside": 1}
    assert {show: len(standings.pairs(show=show)) for show in numbers} == numbers
    assert found.n_pairs == 7


def settled(state: PairState) -> dict[str, object]:
    if state != PairState.SETTLED:
        return {}
    return {"settled_at": NOW, "settled_how": "desk", "outcome": "judged"}


@pytest.mark.parametrize("n", [1, 3])
def test_rows_take_two_queries_however_many(n: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    BatchPairFactory.create_batch(n)

    with django_assert_num_queries(2):
        assert len(standings.pairs(show="work")) == n


def test_pages_go_on_before_the_last_row_and_keep_to_their_batch() -> None:
    batch, other = BatchFactory(), BatchFactory()
    mine = [BatchPairFactory(batch=batch) for _ in range(3)]
    theirs = BatchPairFactory(batch=other)

    assert standings.pairs(show="work", limit=2) == [theirs, mine[2]]
    assert standings.pairs(show="work", before=mine[2].pk) == [mine[1], mine[0]]
    assert standings.pairs(show="work", batch=other) == [theirs]


def test_a_batch_that_no_tick_has_come_to_is_said_to_be_uncounted() -> None:
    BatchTallyFactory(n_open=3)
    BatchFactory()

    found = standings.of_project()

    assert (found.n_open, found.n_uncounted) == (3, 1)


def test_progress_is_read_from_the_tallies_and_counted_only_where_there_is_none(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    table = Table()
    table.judge(0, RED)
    [uncounted] = progress.of_batches([table.batch])
    tallies.count_batch(batch=table.batch, now=NOW)
    tallies.keep_pace(now=NOW)

    with django_assert_num_queries(3):
        [counted] = progress.of_batches([table.batch])
    with django_assert_num_queries(5):
        members = progress.of_members(table.batch)

    for found in (uncounted, counted):
        assert (found.n_open, found.n_settled, found.n_judgments, found.n_members) == (1, 0, 1, 4)
    assert [(row.n_judged, row.n_held) for row in members] == [(1, 0), (0, 0), (0, 0), (0, 0)]
