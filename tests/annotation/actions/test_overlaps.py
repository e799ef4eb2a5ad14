"""Asking more or fewer opinions while a batch runs."""

import pytest

from annotation.actions import batches, claims, overlaps, preparation, publishing, recounts, rounds, running
from annotation.choices import BatchState, PairState
from annotation.models import AuditEntry, Batch, BatchPair, OverlapChange, Slot
from annotation.queries import agreement
from annotation.rules.selections import Selection
from dataset.models import Verdict
from tests.annotation.tables import RED, Table
from tests.factories import NOW, AnnotatorFactory, BatchFactory, BatchPairFactory, ImageFactory, MemberFactory

pytestmark = pytest.mark.django_db


def ask(batch: Batch, wanted: int, at_most: int, *, limit: int = 500) -> OverlapChange:
    order = overlaps.begin(batch=batch, wanted=wanted, at_most=at_most, reason="haste", actor="mia", now=NOW)
    while overlaps.go_on(change=order, now=NOW, limit=limit):
        pass
    order.refresh_from_db()
    return order


def asked(pair: BatchPair) -> tuple[int, int, list[int]]:
    """Wanted, at most, and the ordinals of its live places."""
    pair.refresh_from_db()
    live = Slot.objects.filter(pair=pair, ordinal__isnull=False).order_by("ordinal")
    return pair.wanted, pair.at_most, [slot.ordinal or 0 for slot in live]


def test_pairs_in_work_ask_more_in_chunks_and_those_decided_stay():
    table = Table()
    table.judge(0, RED)
    table.judge(1, RED)
    begun, unmet = BatchPairFactory(batch=table.batch), BatchPairFactory(batch=table.batch)
    held = claims.claim(annotator=table.members[0].annotator, wanted=1, now=NOW).pairs

    order = ask(table.batch, 3, 5, limit=1)

    assert [row["pair"] for row in held] == [begun.pk]
    assert asked(table.now()) == (2, 3, [1, 2])
    assert asked(begun) == asked(unmet) == (3, 5, [1, 2, 3])
    assert (order.n_pairs, order.done_at, order.wanted_before, order.at_most_before) == (2, NOW, 2, 3)
    table.batch.refresh_from_db()
    assert (table.batch.wanted, table.batch.at_most) == (3, 5)


def test_a_place_that_nobody_was_given_yet_stands_beside_the_others_of_its_pair():
    pair = BatchPairFactory()
    MemberFactory.create_batch(3, batch=pair.batch)

    ask(pair.batch, 3, 3)

    assert {(slot.lane, slot.position) for slot in Slot.objects.filter(pair=pair)} == {(1, pair.pk)}


def test_fewer_opinions_settle_a_pair_that_has_them():
    table = Table(wanted=3, at_most=3)
    table.judge(0, RED)
    table.judge(1, RED)

    ask(table.batch, 2, 3)

    assert asked(table.now()) == (2, 3, [1, 2])
    assert (table.now().state, table.now().struck) == (PairState.SETTLED, [RED])


def test_agreement_is_measured_on_what_was_wanted_of_each_pair():
    table = Table(n_members=5)
    table.judge(0, RED)
    table.judge(1)
    table.judge(2, RED)  # a third, since two differ
    ask(table.batch, 3, 3)
    table.pair = BatchPairFactory(batch=table.batch, wanted=3, at_most=3, slots__n=3)
    for who, struck in enumerate([(RED,), (RED,), ()]):
        table.judge(who, *struck)

    found = agreement.of_batch(Batch.objects.get(pk=table.batch.pk))

    assert (found.n_pairs, found.n_judgments) == (2, 2 + 3)
    publishing.publish_all(now=NOW)
    assert list(recounts.differences()) == []
    told = Verdict.objects.order_by("pk").values_list("parameters", flat=True)
    assert [(one["wanted"], one["at_most"]) for one in told] == [(2, 3), (3, 3)]


def test_a_pair_that_is_being_prepared_or_judged_anew_asks_what_the_batch_asks_then():
    ImageFactory()
    annotators = AnnotatorFactory.create_batch(3)
    batch = batches.open_batch(name="new", selection=Selection(), annotators=annotators, actor="mia", now=NOW)

    ask(batch, 3, 3)
    preparation.prepare(batch=Batch.objects.get(pk=batch.pk))

    pair = BatchPair.objects.get()
    assert asked(pair) == (3, 3, [1, 2, 3])
    assert asked(rounds.new_round(pair=pair, actor="mia", reason="doubt", now=NOW)) == (3, 3, [1, 2, 3])


def test_a_newer_order_takes_the_place_of_an_older_one():
    batch = MemberFactory(batch=BatchPairFactory().batch).batch
    MemberFactory.create_batch(2, batch=batch)
    said = {"batch": batch, "at_most": 3, "reason": "haste", "actor": "mia", "now": NOW}
    older = overlaps.begin(wanted=3, **said)
    newer = overlaps.begin(wanted=1, **said)

    assert overlaps.go_on(change=older, now=NOW) == 0
    assert overlaps.go_on(change=newer, now=NOW) == 1
    assert overlaps.go_on(change=newer, now=NOW) == 0
    assert asked(BatchPair.objects.get()) == (1, 3, [1])


def test_the_record_tells_what_was_asked_before_and_after_and_why():
    batch = BatchFactory()
    MemberFactory.create_batch(3, batch=batch)

    ask(batch, 3, 4)

    entry = AuditEntry.objects.get(act="change_overlap")
    assert (entry.actor, entry.subject) == ("mia", f"batch {batch.name}")
    before, after = {"wanted": 2, "at_most": 3}, {"wanted": 3, "at_most": 4}
    assert entry.detail == {"before": before, "after": after, "reason": "haste"}


@pytest.mark.parametrize(
    ("refusal", "batch", "said"),
    [
        (overlaps.OverlapNeedsAReason, {}, {"reason": " "}),
        (overlaps.NothingChanges, {}, {"wanted": 2, "at_most": 3}),
        (batches.NotEnoughAnnotators, {}, {"wanted": 4, "at_most": 4}),
        (running.BatchOver, {"state": BatchState.CLOSED, "closed_at": NOW}, {}),
    ],
)
def test_a_change_is_refused(refusal: type[Exception], batch: dict[str, object], said: dict[str, object]):
    made = BatchFactory(**batch)
    MemberFactory.create_batch(3, batch=made)

    with pytest.raises(refusal):
        overlaps.begin(
            **{"batch": made, "wanted": 3, "at_most": 3, "reason": "haste", "actor": "mia", "now": NOW, **said}
        )
