"""What setting judgments aside would bring, told beforehand, is what it brings."""

from dataclasses import replace
from datetime import timedelta

import pytest

from annotation.actions import batches, claims, set_asides
from annotation.choices import PairState
from annotation.models import BatchPair
from annotation.queries import set_asides as queries
from annotation.queries.set_asides import Meant, Preview, preview
from tests.annotation.tables import APPLE, RED, Table
from tests.factories import NOW, BatchPairFactory, answer_to

pytestmark = pytest.mark.django_db


def judge(table: Table, who: int, *struck: int) -> None:
    """In eight seconds."""
    table.claim(who)
    table.send(who, replace(answer_to(table.pair, *struck), active_ms=8000))


def three_pairs() -> Table:
    """One settled by two, one by three, one that waits for its second opinion; who is first judged all of them."""
    table = Table()
    judge(table, 0, RED)
    judge(table, 1, RED)
    table.pair = BatchPairFactory(batch=table.batch)
    judge(table, 0, APPLE)
    judge(table, 1, RED)
    judge(table, 2, RED)
    table.pair = BatchPairFactory(batch=table.batch)
    judge(table, 0, RED)
    return table


def test_what_it_tells_is_what_happens():
    table = three_pairs()
    what = Meant(table.members[0].annotator)

    assert preview(what) == Preview(
        n_judgments=3, n_settled=2, n_reopened=1, n_at_desk=0, n_asked=1, work=timedelta(seconds=8), is_estimate=False
    )

    act = set_asides.begin(what=what, reason="asleep", actor="mia", now=NOW.replace(year=NOW.year + 1))
    set_asides.carry_on(now=NOW)
    act.refresh_from_db()
    assert (act.n_judgments, act.n_reopened) == (3, 1)
    assert BatchPair.objects.filter(state=PairState.SETTLED).count() == 1


def test_of_a_closed_batch_the_desk_decides():
    table = three_pairs()
    batches.close(batch=table.batch, actor="mia", now=NOW)

    told = preview(Meant(table.members[0].annotator))

    assert (told.n_reopened, told.n_at_desk, told.n_asked) == (1, 1, 0)


def test_nobody_beside_means_no_pace():
    table = Table(wanted=1, at_most=1)
    table.judge(0, RED)

    told = preview(Meant(table.members[0].annotator))

    assert (told.n_settled, told.n_asked, told.work) == (1, 1, None)


def test_of_many_pairs_some_are_looked_at(monkeypatch):
    table = three_pairs()
    monkeypatch.setattr(queries, "SAMPLE", 1)

    told = preview(Meant(table.members[0].annotator))

    assert (told.n_settled, told.is_estimate) == (2, True)
    assert told.n_reopened in {0, 2}


def test_surplus_counts_before_anybody_is_asked():
    table = Table()
    table.claim(0)
    claims.reopen_expired(now=NOW + timedelta(hours=1))
    table.judge(1, RED)
    table.judge(2, RED)
    assert table.send(0, answer_to(table.pair, RED)).outcome == "surplus"

    told = preview(Meant(table.members[1].annotator))

    assert (told.n_settled, told.n_reopened, told.n_asked) == (1, 0, 0)
