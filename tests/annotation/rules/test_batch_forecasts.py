from decimal import Decimal

from annotation.rules.batch_forecasts import OfLength, Rate, expected
from annotation.rules.paces import ASSUMED_PRICE, DayPrice


def test_without_answers_of_the_project_all_rates_are_assumed():
    found = expected({1: 100, 4: 10}, {}, ASSUMED_PRICE, wanted=2, at_most=3)

    # 100 · 2.5 · 30 s + 10 · 2.5 · 90 s = 9,750 s, of 28,800 s a day
    assert (found.n_opinions, found.person_days, found.cost) == (275, Decimal("0.4"), Decimal("20.0"))
    assert found.lengths == [OfLength(100, 199, 100, 30, True, 50, True), OfLength(800, None, 10, 90, True, 50, True)]
    assert found.assumes


def test_real_rates_count_from_twenty_pairs_of_a_length_on():
    rates = {0: Rate(20, 12.5, 20, 5), 1: Rate(19, 1.0, 19, 19)}

    found = expected({0: 1000, 1: 10}, rates, ASSUMED_PRICE, wanted=2, at_most=3)

    # 1,000 · 2.25 · 12.5 s + 10 · 2.5 · 30 s
    assert (found.n_opinions, found.person_days) == (2275, Decimal("1.1"))
    assert [(row.seconds, row.seconds_assumed, row.share, row.share_assumed) for row in found.lengths] == [
        (12, False, 25, False),
        (30, True, 50, True),
    ]


def test_no_further_opinion_is_expected_where_none_may_be_asked():
    found = expected({0: 10}, {0: Rate(20, 10.0, 20, 20)}, ASSUMED_PRICE, wanted=3, at_most=3)

    assert (found.n_opinions, found.lengths[0].share, found.assumes) == (30, 0, False)


def test_an_empty_batch_takes_nothing():
    assert expected({}, {}, ASSUMED_PRICE, wanted=2, at_most=3).person_days == 0


def test_it_costs_by_the_days_of_the_rule():
    found = expected({1: 100, 4: 10}, {}, DayPrice(325, Decimal("60.00"), "EUR", 2), wanted=2, at_most=3)

    # 9,750 s, of 19,500 s a day
    assert (found.person_days, found.cost, found.price.currency) == (Decimal("0.5"), Decimal("30.000"), "EUR")
