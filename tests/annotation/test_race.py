"""Many people with two tabs each, on real connections: every slot is filled exactly once."""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from annotation.actions import claims, judgments, publishing
from annotation.choices import PairState, SlotState
from annotation.models import Annotator, BatchPair, Judgment, Slot
from dataset.models import Verdict
from tests.factories import BatchFactory, BatchPairFactory, MemberFactory, answer_to

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

N_ANNOTATORS, N_PAIRS = 6, 40


@contextmanager
def own_connection() -> Iterator[None]:
    try:
        yield
    finally:
        connection.close()


def work_until_dry(annotator: Annotator, seed: int, problems: list[BaseException]) -> None:
    """One tab: claim, judge at random, again, until nothing is left for this person."""
    chance = random.Random(seed)  # noqa: S311  not for secrets
    with own_connection():
        try:
            while (work := claims.claim(annotator=annotator, wanted=3, now=timezone.now())).state != "no_work":
                for row in work.pairs[: chance.randint(1, 3)]:
                    pair = BatchPair.objects.select_related("tokenisation").get(pk=row["pair"])
                    struck = sorted(chance.sample(range(pair.n_words), chance.randint(0, 1)))
                    judgments.submit(annotator=annotator, answer=answer_to(pair, *struck), now=timezone.now())
        except BaseException as problem:  # noqa: BLE001  told to the test, which fails on any
            problems.append(problem)


def test_two_tabs_each_fill_every_slot_exactly_once() -> None:
    batch = BatchFactory()
    BatchPairFactory.create_batch(N_PAIRS, batch=batch)
    annotators = [member.annotator for member in MemberFactory.create_batch(N_ANNOTATORS, batch=batch)]
    problems: list[BaseException] = []
    tabs = [
        threading.Thread(target=work_until_dry, args=(annotator, seed * 2 + tab, problems))
        for seed, annotator in enumerate(annotators)
        for tab in range(2)
    ]

    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()

    assert problems == []
    # The tabs of one person judge the same pair now and then: a correction, which may make a further slot needless.
    assert set(Slot.objects.values_list("state", flat=True)) <= {SlotState.FILLED, SlotState.SURPLUS, SlotState.CLOSED}
    assert set(Counter(with_annotator("pair", "annotator")).values()) == {1}
    filled = Slot.objects.filter(state=SlotState.FILLED)
    by_ordinal = filled.order_by("ordinal").values_list("ordinal", flat=True)
    assert {pair.pk: list(by_ordinal.filter(pair=pair)) for pair in all_pairs()} == {
        pair.pk: list(range(1, pair.n_counted + 1)) for pair in all_pairs()
    }
    assert {pair.n_counted for pair in all_pairs()} <= {2, 3}
    assert {pair.state for pair in all_pairs()} <= {PairState.SETTLED, PairState.DESK}
    assert Judgment.objects.filter(revision=1).count() == with_annotator().exclude(state=SlotState.CLOSED).count()
    publishing.publish_all(now=timezone.now())
    assert Verdict.objects.count() == BatchPair.objects.filter(state=PairState.SETTLED).count()


def with_annotator(*fields: str) -> QuerySet[Slot, Any]:
    return Slot.objects.filter(annotator__isnull=False).values_list(*fields)


def all_pairs() -> QuerySet[BatchPair]:
    return BatchPair.objects.order_by("pk")
