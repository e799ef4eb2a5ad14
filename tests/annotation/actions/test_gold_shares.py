"""Gold that is made while a batch runs, and its share changed: it goes in among the pairs."""

from typing import Any

import pytest

from annotation.actions import batches, claims, gold_shares, preparation, running
from annotation.choices import PairState, Purpose
from annotation.gateways import gold as statements
from annotation.models import AuditEntry, Batch, BatchPair, Gold, GoldPlace, Meeting
from annotation.rules.leases import LEASE
from annotation.rules.selections import Selection
from tests.factories import NOW, AnnotatorFactory, BatchFactory, GoldFactory, GoldPlaceFactory, ImageFactory

pytestmark = pytest.mark.django_db
N_WORK = 9


def opened(**terms: Any) -> Batch:
    ImageFactory.create_batch(N_WORK, prompt__text="a red pear and yellow bananas")
    made = batches.open_batch(
        name="pilot",
        selection=Selection(),
        terms=batches.Terms(**terms),
        annotators=AnnotatorFactory.create_batch(2),
        actor="mia",
        now=NOW,
    )
    preparation.prepare(batch=made)
    return made


def change(batch: Batch, share: int) -> None:
    running.change_terms(batch=batch, priority=0, deadline=None, gold_share=share, actor="mia", now=NOW)


def taken(batch: Batch) -> list[int]:
    return [*BatchPair.objects.filter(batch=batch, purpose=Purpose.GOLD).values_list("image", flat=True)]


def test_a_batch_keeps_numbers_free_among_those_of_its_pairs():
    batch = opened()

    free = {*GoldPlace.objects.filter(batch=batch).values_list("number", flat=True)}
    pairs = {*batch.pairs.values_list("pk", flat=True)}
    assert (len(free), len(pairs)) == (N_WORK // 5 + 1, N_WORK)
    assert free | pairs == {*range(min(free | pairs), min(free | pairs) + N_WORK + len(free))}


def test_gold_made_later_takes_one_of_them_and_is_given_like_any():
    batch = opened()
    free = {*GoldPlace.objects.values_list("number", flat=True)}
    known: Gold = GoldFactory()

    change(batch, 5)

    pair = BatchPair.objects.get(batch=batch, purpose=Purpose.GOLD)
    assert pair.pk in free
    assert (pair.state, pair.tokenisation_id, pair.n_words) == (PairState.GOLD, known.tokenisation_id, known.n_words)
    assert [*GoldPlace.objects.values_list("number", flat=True)] == [*(free - {pair.pk})]
    who = batch.members.order_by("pk")[0].annotator
    claims.claim(annotator=who, wanted=1, now=NOW)
    place = {"batch_id": batch.pk, "reads": ["en"]}
    statements.give(annotator_id=who.pk, place=place, n=1, now=NOW, ends=NOW + LEASE)
    assert Meeting.objects.filter(pair=pair, annotator=who).count() == 1
    assert AuditEntry.objects.get(act="change_terms").detail["after"]["gold_share"] == 5


def test_the_tick_takes_the_newest_gold_as_far_as_there_is_room_and_none_twice():
    first: Gold = GoldFactory()
    batch = opened(gold_share=5)
    older, newer, newest = GoldFactory.create_batch(3)

    assert [gold_shares.follow(), gold_shares.follow()] == [2, 0]

    assert {*taken(batch)} == {first.image_id, newer.image_id, newest.image_id}
    assert older.image_id not in taken(batch)


def test_what_is_work_in_a_batch_enters_it_as_gold_no_more():
    batch = opened()
    work = batch.pairs.order_by("pk")[0]
    GoldFactory(image=work.image)

    change(batch, 5)

    assert taken(batch) == []


def test_a_batch_without_a_share_or_closed_takes_none():
    GoldFactory()
    GoldPlaceFactory()
    GoldPlaceFactory(batch=BatchFactory(state="closed", closed_at=NOW, gold_share=5))

    assert gold_shares.follow() == 0


def test_a_share_of_nothing_is_refused():
    batch = opened()

    with pytest.raises(batches.NoGold):
        change(batch, 5)
    with pytest.raises(running.GoldHasWords):
        change(BatchFactory(as_a_whole=True), 5)
