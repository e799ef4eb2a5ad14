"""How an answer compares with gold, what passes, and what an attempt is made of."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.rules.qualifications import Comparison, Count, compared, counted, drawn, n_usable, passes

WORDS = st.frozensets(st.integers(0, 20))
COUNTS = st.builds(Count, st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))


def test_the_words_of_an_answer_stand_beside_the_gold() -> None:
    assert compared([1, 4, 5], [1, 2, 5]) == Comparison(hits=(1, 5), missed=(2,), over=(4,))


@given(WORDS, WORDS, WORDS)
def test_each_unlocked_word_that_either_side_strikes_is_in_one_place(
    struck: frozenset[int], gold: frozenset[int], locked: frozenset[int]
) -> None:
    found = compared(struck, gold, locked)

    assert sorted(found.hits + found.missed + found.over) == sorted((struck | gold) - locked)
    assert counted(found).hits + counted(found).missed == len(gold - locked)
    assert counted(found).hits + counted(found).over == len(struck - locked)


@given(WORDS, WORDS)
def test_recall_of_one_side_is_precision_of_the_other(struck: frozenset[int], gold: frozenset[int]) -> None:
    assert counted(compared(struck, gold)).recall == counted(compared(gold, struck)).precision


@given(WORDS)
def test_an_answer_like_the_gold_has_both_shares_whole(gold: frozenset[int]) -> None:
    count = counted(compared(gold, gold))

    assert (count.recall, count.precision) == (Fraction(1), Fraction(1))


@given(COUNTS, COUNTS)
def test_shares_of_a_sum_lie_between_those_of_its_parts(some: Count, more: Count) -> None:
    if some.hits + some.missed and more.hits + more.missed:
        assert min(some.recall, more.recall) <= (some + more).recall <= max(some.recall, more.recall)
    if some.hits + some.over and more.hits + more.over:
        assert min(some.precision, more.precision) <= (some + more).precision <= max(some.precision, more.precision)


@pytest.mark.parametrize(
    ("count", "passed"),
    [
        (Count(16, 4, 0), True),
        (Count(15, 4, 0), False),
        (Count(17, 0, 3), True),
        (Count(17, 0, 4), False),
        (Count(0, 0, 0), True),
        (Count(0, 1, 0), False),
    ],
)
def test_a_share_that_is_met_exactly_is_reached(count: Count, *, passed: bool) -> None:
    assert passes(count, recall=0.8, precision=0.85) is passed


def test_a_bar_of_eight_tenths_is_four_fifths_and_not_the_nearest_binary_number() -> None:
    assert Count(4, 1, 0).recall == Fraction(4, 5)
    assert passes(Count(4, 1, 0), recall=0.8, precision=1)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 20), st.integers())
def test_an_attempt_takes_what_it_can_without_repetition_and_few_that_strike_nothing(
    n_struck: int, n_bare: int, n_items: int, seed: int
) -> None:
    struck, bare = range(n_struck), range(100, 100 + n_bare)

    chosen = drawn(struck, bare, n_items, seed)

    assert len(chosen) == len(set(chosen)) == n_usable(n_struck, n_bare, n_items)
    assert sum(key >= 100 for key in chosen) <= n_items // 5
    assert chosen == drawn(struck, bare, n_items, seed)
