"""What a changed guideline touches: counted in pieces, carried out in pieces, the same however often."""

from dataclasses import replace
from typing import Any

import pytest

from annotation.actions import batches, gold, reaches, rulings, settlement
from annotation.actions.reaches import NotCounted, NothingNamed, Order
from annotation.actions.rulings import Wording
from annotation.choices import PairState, Remedy, RulingDecision, SlotState
from annotation.models import AuditEntry, BatchPair, Gold, GuidelineVersion, Judgment, Notice, Reach, Touched
from annotation.queries import gold as known
from tests.annotation.tables import APPLE, RED, Table
from tests.factories import NOW, BatchPairFactory, GoldFactory

pytestmark = pytest.mark.django_db
ACT: dict[str, Any] = {"actor": "ruth", "now": NOW}
TEXTS = {code: {"title": f"Fruit {code}", "body": "A drawn fruit is a fruit."} for code in ("en", "ko", "zh")}
FRUIT = Wording(RulingDecision.JUDGE, {"words": {"en": ["apple"], "ko": ["사과"]}}, TEXTS, ())


def drafted(wording: Wording = FRUIT) -> GuidelineVersion:
    draft = rulings.begin_draft(**ACT)
    rulings.add_ruling(version=draft, code="fruit", wording=wording, **ACT)
    return draft


def counted(draft: GuidelineVersion, limit: int | None = None) -> Reach:
    rulings.seek_reach(version=draft, **ACT)
    work(limit)
    return Reach.objects.get(guideline=draft)


def work(limit: int | None = None) -> None:
    for reach in reaches.under_way():
        while reaches.go_on(reach_id=reach, now=NOW, limit=limit):
            pass


def publish(draft: GuidelineVersion, order: Order) -> Reach:
    rulings.publish(version=draft, reason="a question", order=order, **ACT)
    work()
    return Reach.objects.get(guideline=draft)


def settled(*struck: int, **batch: Any) -> Table:
    table = Table(**batch)
    for who in (0, 1):
        table.judge(who, *struck)
    return table


def figures(reach: Reach) -> tuple[int, ...]:
    return (reach.n_fresh, reach.n_leased, reach.n_begun, reach.n_settled, reach.n_kept, reach.n_gold)


@pytest.mark.parametrize("limit", [None, 2])
def test_pairs_are_counted_by_how_far_they_are_and_left_alone(limit: int | None) -> None:
    Table()
    Table().claim(0)
    Table().judge(0, RED)
    red, apple = settled(RED), settled(APPLE)
    closed = settled(APPLE)
    batches.close(batch=closed.batch, **ACT)
    BatchPairFactory(text="two bananas")
    GoldFactory()
    GoldFactory(text="two bananas")

    reach = counted(drafted(), limit)

    assert figures(reach) == (1, 1, 1, 2, 1, 1)
    assert (reach.n_all, reach.n_looked, reach.n_closed, reach.sizes) == (7, 7, 1, {"2/3/0": 1})
    assert Touched.objects.get(pair=apple.pair).words == [APPLE]
    assert not Touched.objects.filter(pair__tokenisation__prompt__text="two bananas").exists()
    assert [red.now().state, apple.now().state] == [PairState.SETTLED] * 2


@pytest.mark.parametrize(("stretch", "chunk"), [(1, 1000), (2, 1), (3, 2), (20, 3)])
def test_texts_are_looked_at_in_stretches_and_every_pair_is_counted_once(
    monkeypatch: pytest.MonkeyPatch, stretch: int, chunk: int
) -> None:
    monkeypatch.setattr(reaches, "STRETCH", stretch)
    monkeypatch.setattr(reaches, "CHUNK", chunk)
    for text in ("two bananas", "an Apple", "a Straße", "APPLE", "apples", "a pear", "an apple and an apple"):
        BatchPairFactory(text=text)

    reach = counted(drafted())

    assert (reach.n_all, reach.n_looked, reach.n_fresh) == (7, 7, 3)
    found = Touched.objects.values_list("pair__tokenisation__prompt__text", "words").order_by("pair")
    assert [*found] == [("an Apple", [1]), ("APPLE", [0]), ("an apple and an apple", [1, 4])]


def test_nothing_named_is_nothing_to_be_counted() -> None:
    with pytest.raises(NothingNamed):
        rulings.seek_reach(version=drafted(replace(FRUIT, matcher=None)), **ACT)


def test_a_draft_that_changed_since_is_counted_again_before_pairs_go_elsewhere() -> None:
    draft = drafted()
    old = counted(draft)
    rulings.change_ruling(
        version=draft, code="fruit", wording=replace(FRUIT, matcher={"words": {"en": ["red"]}}), **ACT
    )

    with pytest.raises(NotCounted):
        rulings.publish(version=draft, reason="a question", order=Order(Remedy.ROUND), **ACT)

    assert counted(draft).pk != old.pk
    assert not Reach.objects.filter(pk=old.pk).exists()


def test_settled_pairs_are_judged_anew_under_the_new_version() -> None:
    table, closed = settled(APPLE), settled(APPLE)
    batches.close(batch=closed.batch, **ACT)
    draft = drafted(replace(FRUIT, decision=RulingDecision.NEVER))
    counted(draft)

    reach = publish(draft, Order(Remedy.ROUND))

    assert (reach.n_moved, reach.n_refused) == (1, 1)
    assert (table.now().state, closed.now().state) == (PairState.REPLACED, PairState.SETTLED)
    anew = BatchPair.objects.get(image=table.pair.image, round=2)
    assert (anew.under, anew.locked, anew.state) == (draft, {str(APPLE): 25}, PairState.OPEN)
    table.pair = anew
    table.judge(2, RED)
    assert Judgment.objects.get(pair=anew).guideline == draft


def test_settled_pairs_go_to_the_desk_with_these_words_alone() -> None:
    table = settled(RED, APPLE)
    draft = drafted()
    counted(draft)

    publish(draft, Order(Remedy.DESK))

    pair = table.now()
    assert (pair.state, pair.desk_reason, pair.desk_words, pair.struck) == (PairState.DESK, "ruling", [APPLE], [RED])
    this = settlement.load(pair_id=pair.pk)
    assert this is not None
    settlement.settle(this=this, now=NOW)
    assert (table.now().state, table.now().desk_words, table.now().struck) == (PairState.DESK, [APPLE], [RED])
    assert AuditEntry.objects.get(act="send_to_desk").detail == {"reason": "a question", "guideline": 2}


def test_pairs_that_nobody_began_follow_and_those_in_hand_do_not() -> None:
    fresh, held, taken = Table(), Table(), Table()
    held.claim(0)
    draft = drafted(replace(FRUIT, decision=RulingDecision.NEVER))
    counted(draft)
    taken.claim(0)

    reach = publish(draft, Order(follows=True))

    assert (reach.n_fresh, reach.n_followed) == (2, 1)
    assert (fresh.now().guideline, fresh.now().locked) == (draft, {str(APPLE): 25})
    assert [table.now().guideline for table in (held, taken)] == [None, None]


def test_gold_that_matches_is_suspended_without_being_asked_until_its_pair_is_judged_anew() -> None:
    table = settled(APPLE)
    kept, other = GoldFactory(image=table.pair.image), GoldFactory(text="two bananas")
    draft = drafted()

    publish(draft, reaches.LEAVE)

    assert [one.pk for one in Gold.objects.current()] == [other.pk]
    last = Gold.objects.get(image=kept.image, number=2)
    assert (last.in_use, last.suspended_by, last.struck) == (False, draft, kept.struck)
    assert [*known.candidates()] == []
    BatchPair.objects.filter(pk=table.pair.pk).update(guideline=draft)
    assert [*known.candidates()] == [table.pair]
    work()
    assert Gold.objects.filter(image=kept.image).count() == 2


def test_whoever_met_such_a_word_is_told_once() -> None:
    table, other = settled(), Table()
    BatchPairFactory(text="two bananas", batch=other.batch)

    publish(drafted(), reaches.LEAVE)

    told = Notice.objects.order_by("pk").values_list("user", "guideline__number")
    assert [*told] == [(member.annotator.user_id, 2) for member in table.members[:2]]


def test_what_was_counted_for_a_dropped_draft_is_cleared_away() -> None:
    table = settled(APPLE)
    draft = drafted()
    counted(draft)

    rulings.drop_draft(version=draft, **ACT)
    work()

    assert (Reach.objects.count(), Touched.objects.count()) == (0, 0)
    assert table.now().state == PairState.SETTLED


def test_what_waits_to_be_published_is_left_alone_and_what_is_done_stays_done() -> None:
    settled(APPLE)
    draft = drafted()
    reach = counted(draft)
    assert reaches.under_way() == []
    assert not reaches.go_on(reach_id=reach.pk, now=NOW)

    done = publish(draft, Order(Remedy.DESK))

    assert (done.n_moved, reaches.under_way(), reaches.go_on(reach_id=reach.pk, now=NOW)) == (1, [], False)
    assert gold.newest_guideline() == draft
    assert BatchPair.objects.filter(slots__state=SlotState.OPEN).count() == 0
