"""How much gold goes with what somebody is given."""

import pytest

from annotation.rules.gold_draws import n_gold


@pytest.mark.parametrize(("share", "n_given"), [(5, 1), (20, 1), (5, 10), (7, 80)])
def test_over_many_draws_the_share_is_met(share: int, n_given: int) -> None:
    found = sum(n_gold(share, n_given, 1, 2, place) for place in range(10_000))

    assert found / (10_000 * n_given) == pytest.approx(share / 100, rel=0.1)


def test_the_same_draw_gives_the_same_number_and_differs_by_person() -> None:
    first, again, other = ([n_gold(20, 1, 7, who, place) for place in range(100)] for who in (1, 1, 2))

    assert first == again
    assert first != other


@pytest.mark.parametrize(("share", "n_given"), [(0, 10), (20, 0)])
def test_nothing_is_drawn_without_a_share_or_without_work(share: int, n_given: int) -> None:
    assert {n_gold(share, n_given, place) for place in range(100)} == {0}
