"""What each pair waits for."""

from typing import Any

import pytest
from django.db import transaction

from annotation.choices import Lane, PairState, Purpose, SettledHow, SlotState
from annotation.models import BatchPair
from annotation.queries import unresolved
from annotation.rules.waiting import WaitsFor
from dataset.choices import Outcome, Sensitivity
from dataset.rules.exports import Pending
from dataset.rules.score_limits import Kind, Limit
from tests.dataset.settled import key
from tests.factories import NOW, AnnotatorFactory, BatchFactory, BatchPairFactory, ScoreFactory, SlotFactory

pytestmark = pytest.mark.django_db

SETTLED = {
    "state": PairState.SETTLED,
    "settled_at": NOW,
    "settled_how": SettledHow.CONSENSUS,
    "outcome": Outcome.JUDGED,
}


def pair(number: int, **facts: Any) -> BatchPair:
    facts = {"slots__n": 0, "image__source_key": key(number)} | facts
    return BatchPairFactory(**facts)


def pending(*batches: str) -> list[Pending]:
    with transaction.atomic():
        return list(unresolved.pending(batches))


def test_every_state_that_is_not_settled_and_published_waits_for_something() -> None:
    batch = BatchFactory(name="street-1")
    pair(1, batch=batch, state=PairState.PREPARING)
    pair(2, batch=batch, state=PairState.OPEN)
    pair(3, batch=batch, state=PairState.DESK, desk_reason="split")
    pair(4, batch=batch, state=PairState.SET_ASIDE)
    pair(5, batch=batch, **SETTLED)
    pair(6, batch=batch, **SETTLED, published_at=NOW)
    pair(7, batch=batch, state=PairState.REPLACED)
    pair(8, batch=batch, state=PairState.OPEN, purpose=Purpose.GOLD)

    assert [(row.x_id[1], row.waits_for, row.excluded) for row in pending()] == [
        ("1", "preparation", ""),
        ("2", "opinions", ""),
        ("3", "desk", ""),
        ("4", "manager", ""),
        ("5", "publishing", ""),
    ]
    assert unresolved.causes([]) == dict.fromkeys(WaitsFor, 1)


def test_a_pair_in_work_tells_its_slots_and_one_at_the_desk_its_words() -> None:
    batch = BatchFactory(name="street-1")
    held = pair(1, batch=batch, n_counted=1)
    SlotFactory(pair=held, ordinal=1, state=SlotState.LEASED, annotator=AnnotatorFactory(), lease_ends_at=NOW)
    SlotFactory(pair=held, ordinal=2)
    SlotFactory(pair=held, ordinal=3, lane=Lane.LATE, position=2)
    pair(2, batch=batch, state=PairState.DESK, n_counted=3, desk_reason="split", desk_words=[1, 2])

    assert [row.line for row in pending()] == [
        {"source_key": key(1), "round": 1, "judged": 1, "open": 2, "leased": 1, "desk_reason": "", "desk_words": []},
        {
            "source_key": key(2),
            "round": 1,
            "judged": 3,
            "open": 0,
            "leased": 0,
            "desk_reason": "split",
            "desk_words": [1, 2],
        },
    ]


def test_what_is_out_of_use_waits_for_nothing() -> None:
    batch = BatchFactory(name="street-1")
    pair(1, batch=batch, state=PairState.WITHDRAWN)
    pair(2, batch=batch, image__withdrawn_at=NOW)
    pair(3, batch=batch, image__sensitivity=Sensitivity.BLOCKED)

    assert [(row.x_id[1], row.excluded) for row in pending()] == [
        ("1", "withdrawn"),
        ("2", "withdrawn"),
        ("3", "blocked"),
    ]
    assert (unresolved.causes([]), unresolved.first([], 20), unresolved.with_an_opinion([])) == ({}, [], [])


def test_only_the_batches_asked_for_are_looked_at() -> None:
    for number, name in ((2, "street-1"), (1, "street-2"), (3, "street-3")):
        pair(number, batch=BatchFactory(name=name))

    assert [row.source for row in pending("street-1", "street-2")] == ["street-2", "street-1"]
    assert [row.source for row in pending()] == ["street-2", "street-1", "street-3"]


def test_the_first_are_named_by_what_they_wait_for() -> None:
    batch = BatchFactory(name="street-1")
    for number in (3, 1):
        pair(number, batch=batch)
    pair(2, batch=batch, state=PairState.DESK, desk_reason="split")

    assert [(row.waits_for, row.x_id[1]) for row in unresolved.first([], 2)] == [("desk", "2"), ("opinions", "1")]


def test_a_majority_can_be_taken_of_pairs_with_a_judgment_in_work_or_at_the_desk() -> None:
    batch = BatchFactory(name="street-1")
    pair(1, batch=batch)
    one = pair(2, batch=batch, n_counted=1)
    two = pair(3, batch=batch, n_counted=2, state=PairState.DESK, desk_reason="even")
    pair(4, batch=batch, n_counted=2, state=PairState.SET_ASIDE)

    assert unresolved.with_an_opinion([]) == [one.pk, two.pk]


@pytest.mark.parametrize("n_pairs", [1, 3])
def test_the_number_of_queries_does_not_grow(n_pairs: int, django_assert_num_queries: Any) -> None:
    for number in range(n_pairs):
        pair(number)

    with django_assert_num_queries(3):
        unresolved.causes([])
        unresolved.first([], 20)
        unresolved.with_an_opinion([])


def test_what_a_threshold_leaves_out_waits_for_nothing() -> None:
    low, high = (pair(number, state=PairState.OPEN, n_counted=1) for number in (1, 2))
    scorer = ScoreFactory(image=low.image, value=0.1, scorer__name="fox").scorer
    ScoreFactory(image=high.image, value=0.9, scorer=scorer)
    limits = [Limit(Kind.NSFW, "fox@1", most=0.5)]

    assert unresolved.causes([], limits) == {WaitsFor.OPINIONS: 1}
    assert unresolved.with_an_opinion([], limits) == [low.pk]
    assert [row.x_id[1] for row in unresolved.first([], 20, limits)] == ["1"]
    with transaction.atomic():
        assert [row.excluded for row in unresolved.pending([], limits)] == ["", "nsfw_score"]
