"""Gold is made by hand or from settled pairs, and each change is a further version."""

from typing import Any

import pytest

from annotation.actions import gold
from annotation.models import AuditEntry, Gold
from tests.annotation.tables import APPLE, RED, Table
from tests.factories import NOW, GoldFactory, ImageFactory

pytestmark = pytest.mark.django_db

SAID: dict[str, Any] = {"reason": "seen by two of us", "actor": "ruth", "now": NOW}


def test_gold_by_hand_is_kept_in_canonical_form_and_by_version() -> None:
    image = ImageFactory(prompt__text="a red apple and bananas")

    first = gold.set_by_hand(image=image, struck=[1], **SAID)
    second = gold.set_by_hand(image=image, struck=[4], **SAID)

    assert (first.number, first.struck, second.number, second.struck) == (1, [1], 2, [3, 4])
    assert [*Gold.objects.current()] == [second]
    entries = AuditEntry.objects.filter(act="set_gold").order_by("pk")
    assert [(entry.actor, entry.detail["version"]) for entry in entries] == [("ruth", 1), ("ruth", 2)]


def test_gold_strikes_no_word_that_is_locked() -> None:
    image = ImageFactory(prompt__text="a red apple, 8k")

    with pytest.raises(gold.WordLocked):
        gold.set_by_hand(image=image, struck=[3], **SAID)
    with pytest.raises(gold.WordLocked):
        gold.set_by_hand(image=image, struck=[40], **SAID)


def test_settled_pairs_become_gold_once_when_nobody_differs() -> None:
    agreed, split = Table(), Table()
    for who in (0, 1):
        agreed.judge(who, RED)
    for who, struck in enumerate(((RED,), (), (RED,))):
        split.judge(who, *struck)

    assert [gold.take_settled(batch=None, limit=10, **SAID) for _ in range(2)] == [1, 0]
    made = Gold.objects.get()
    assert (made.image, made.pair, made.struck, made.source) == (agreed.pair.image, agreed.pair, [RED], "settled")


def test_only_the_batch_that_was_named_gives_gold() -> None:
    some, other = Table(), Table()
    for table in (some, other):
        for who in (0, 1):
            table.judge(who, APPLE)

    assert gold.take_settled(batch=other.batch, limit=10, **SAID) == 1
    assert Gold.objects.get().pair == other.pair


def test_a_picture_is_taken_out_of_the_gold_and_its_versions_stay() -> None:
    first = GoldFactory()

    last = gold.retire(image=first.image, **SAID)

    assert (last.number, last.in_use, last.struck) == (2, False, first.struck)
    assert [*Gold.objects.current()] == []
    with pytest.raises(gold.NotGold):
        gold.retire(image=ImageFactory(), **SAID)
