"""What the database refuses of batches, members and pairs."""

from typing import Any

import pytest

from annotation.choices import BatchState, PairState, Purpose, SettledHow
from annotation.models import BatchPair
from dataset.choices import Outcome
from tests.factories import NOW, BatchFactory, BatchPairFactory, MemberFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db

SETTLED = {
    "state": PairState.SETTLED,
    "settled_at": NOW,
    "settled_how": SettledHow.CONSENSUS,
    "outcome": Outcome.JUDGED,
}


@pytest.fixture
def pair() -> Any:
    """A pair of six words."""
    return BatchPairFactory(text="a red apple and yellow bananas", slots__n=0)


def change(pair: BatchPair, **fields: Any) -> None:
    BatchPair.objects.filter(pk=pair.pk).update(**fields)


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("batch_state_known", {"state": "lost"}),
        ("batch_one_to_five", {"wanted": 0, "at_most": 1}),
        ("batch_one_to_five", {"wanted": 3, "at_most": 2}),
        ("batch_one_to_five", {"wanted": 2, "at_most": 6}),
        ("batch_gold_is_a_fifth_at_most", {"gold_share": 21}),
        ("batch_gold_is_judged_by_its_words", {"gold_share": 5, "as_a_whole": True}),
        ("batch_closed_is_dated", {"state": BatchState.CLOSED}),
        ("batch_closed_is_dated", {"state": BatchState.OPEN, "closed_at": NOW}),
    ],
)
def test_a_batch_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        BatchFactory(**row)


@pytest.mark.parametrize(("wanted", "at_most"), [(1, 1), (2, 3), (5, 5)])
def test_a_batch_wants_one_to_five_opinions(wanted: int, at_most: int) -> None:
    batch = BatchFactory(wanted=wanted, at_most=at_most)

    assert (batch.wanted, batch.at_most) == (wanted, at_most)


def test_a_batch_name_is_given_once() -> None:
    batch = BatchFactory()

    with refused_by("annotation_batch_name_key"):
        BatchFactory(name=batch.name)


def test_a_member_is_in_a_batch_once() -> None:
    member = MemberFactory()

    with refused_by("member_once"):
        MemberFactory(batch=member.batch, annotator=member.annotator)


def test_a_member_is_in_a_known_state() -> None:
    with refused_by("member_state_known"):
        MemberFactory(state="lost")


def test_an_image_is_in_a_batch_once_for_a_purpose_and_round(pair: BatchPair) -> None:
    BatchPairFactory(batch=pair.batch, image=pair.image, round=2)
    BatchPairFactory(batch=pair.batch, image=pair.image, purpose=Purpose.REPEAT)

    with refused_by("batchpair_once_per_round"):
        BatchPairFactory(batch=pair.batch, image=pair.image)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": PairState.OPEN},
        {"state": PairState.DESK, "desk_reason": "tie"},
        SETTLED,
        {"state": PairState.SET_ASIDE},
        {"state": PairState.REPLACED},
    ],
)
def test_a_pair_in_work_has_its_tokens(pair: BatchPair, fields: dict[str, Any]) -> None:
    with refused_by("batchpair_in_work_has_tokens"):
        change(pair, tokenisation=None, **fields)


@pytest.mark.parametrize("state", [PairState.PREPARING, PairState.WITHDRAWN])
def test_a_pair_out_of_work_may_have_no_tokens(pair: BatchPair, state: PairState) -> None:
    change(pair, tokenisation=None, state=state)

    assert BatchPair.objects.filter(tokenisation=None, state=state).exists()


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("batchpair_sums_match", {"s": []}),
        ("batchpair_sums_match", {"m": []}),
        ("batchpair_settled_has_its_facts", SETTLED | {"settled_at": None}),
        ("batchpair_settled_has_its_facts", SETTLED | {"outcome": ""}),
        ("batchpair_settled_has_its_facts", SETTLED | {"settled_how": ""}),
        ("batchpair_at_the_desk_says_why", {"state": PairState.DESK}),
        ("batchpair_published_is_settled", {"published_at": NOW}),
    ],
)
def test_a_pair_is_refused(pair: BatchPair, rule: str, fields: dict[str, Any]) -> None:
    with refused_by(rule):
        change(pair, **fields)


@pytest.mark.parametrize("field", ["struck", "desk_words"])
@pytest.mark.parametrize("words", [[6], [-1], [0, 6], [1, 1], [2, 1]])
def test_the_words_of_a_pair_are_sorted_indices_of_its_words(pair: BatchPair, field: str, words: list[Any]) -> None:
    with refused_by("batchpair_words_are_of_the_pair"):
        change(pair, **{field: words})


@pytest.mark.parametrize("fields", [{"m": [0] * 7, "s": [0] * 7}, {"m": [0], "s": [0]}, {"word_sources": [0] * 5}])
def test_the_sums_of_a_pair_have_one_number_for_each_word(pair: BatchPair, fields: dict[str, Any]) -> None:
    with refused_by("batchpair_words_are_of_the_pair"):
        change(pair, **fields)


# Of two opinions on six words, that agree on a strike and differ on another word.
SUMS = {
    "n_counted": 2,
    "m": [2] * 6,
    "s": [2, 1, 0, 0, 0, 0],
    "sum_judgments": 2,
    "sum_judged": 6,
    "sum_share": 90,
    "sum_paired": 6,
    "sum_opinions": 12,
    "sum_strikes": 3,
    "sum_struck_agreed": 2,
    "sum_struck_possible": 3,
    "sum_kept_possible": 9,
    "sum_differing": 60,
    "sum_disagreement": 60,
}


@pytest.mark.parametrize(
    "fields",
    [
        {"sum_judgments": 3},
        {"sum_judged": 7},
        {"sum_share": 361},
        {"sum_paired": 7},
        {"sum_opinions": 11},
        {"n_counted": 3, "m": [3] * 6, "sum_opinions": 13},
        {"sum_strikes": -1},
        {"sum_struck_agreed": 4},
        {"sum_kept_possible": 0},
        {"sum_differing": 361, "sum_disagreement": 361},
        {"sum_disagreement": 59},
    ],
    ids="-".join,
)
def test_the_sums_of_agreement_are_of_so_many_words_and_opinions(pair: BatchPair, fields: dict[str, int]) -> None:
    change(pair, **SUMS)

    with refused_by("batchpair_agreement_sums_fit"):
        change(pair, **fields)


@pytest.mark.parametrize("fields", [{"m": [2, 2, 2, 2, 2, 1]}, {"s": [1, 1, 0, 0, 0, 0]}], ids=["m", "s"])
def test_the_sums_of_agreement_hold_no_more_than_the_votes(pair: BatchPair, fields: dict[str, list[int]]) -> None:
    change(pair, **SUMS)

    with refused_by("batchpair_agreement_sums_are_of_its_votes"):
        change(pair, **fields)


def test_a_settled_pair_may_strike_its_first_and_last_word(pair: BatchPair) -> None:
    change(pair, struck=[0, 5], word_sources=[0] * 6, published_at=NOW, **SETTLED)

    pair.refresh_from_db()
    assert (pair.struck, pair.published_at) == ([0, 5], NOW)


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("batchpair_state_known", {"state": 8}),
        ("batchpair_purpose_known", {"purpose": 6}),
        ("batchpair_outcome_known", {"outcome": "fine"}),
        ("batchpair_settled_how_known", {"settled_how": "by lot"}),
    ],
)
def test_what_a_pair_says_of_itself_is_known(pair: Any, rule: str, fields: dict[str, Any]) -> None:
    with refused_by(rule):
        change(pair, **fields)
