import math
from collections import Counter
from fractions import Fraction
from functools import partial
from random import Random
from statistics import mean

import pytest

from annotation.rules.agreement import (
    STRUCK,
    Sums,
    Undefined,
    Unit,
    krippendorff_alpha,
    specific_agreement,
    sums,
    total,
)
from annotation.rules.jackknives import Interval, NoInterval, interval

BOTH_STRUCK, BOTH_KEPT, SPLIT = (0, 2), (2, 0), (1, 1)
AGREED, DIFFERED = [BOTH_STRUCK, BOTH_KEPT], [SPLIT, BOTH_KEPT]


def prompt(*units: Unit) -> Sums:
    return sums(Counter(units))


def test_the_interval_is_the_one_worked_out_by_hand():
    clusters = [(prompt(BOTH_STRUCK, BOTH_KEPT), 2), (prompt(SPLIT), 1)]

    # Struck: 4 of 5. Without an agreed prompt 2 of 3, without the other 1; around their mean of 7/9.
    error = math.sqrt(Fraction(2, 3) * (2 * Fraction(1, 81) + Fraction(4, 81)))
    assert interval(clusters, partial(specific_agreement, category=STRUCK)) == Interval(
        pytest.approx(0.8 - 1.959963984540054 * error, abs=1e-12), 1.0
    )


def test_alpha_has_the_interval_that_leaving_out_each_prompt_gives():
    chance = Random(1)  # noqa: S311  made-up data
    prompts = [prompt(*chance.choices([BOTH_KEPT, BOTH_STRUCK, SPLIT, (3, 0), (2, 1)], k=8)) for _ in range(40)]
    alphas = [float(krippendorff_alpha(total((other, 1) for other in prompts if other is not one))) for one in prompts]
    error = math.sqrt(39 / 40 * sum((alpha - mean(alphas)) ** 2 for alpha in alphas))
    alpha = float(krippendorff_alpha(total((one, 1) for one in prompts)))

    assert interval([(one, 1) for one in prompts], krippendorff_alpha, level=0.9) == Interval(
        pytest.approx(alpha - 1.6448536269514722 * error), pytest.approx(alpha + 1.6448536269514722 * error)
    )


def test_prompts_with_the_same_sums_may_come_together():
    one, other = prompt(*AGREED), prompt(*DIFFERED)

    together = interval([(one, 3), (other, 2)], krippendorff_alpha)

    assert together == interval([(one, 1), (other, 1), (one, 2), (other, 1)], krippendorff_alpha)


@pytest.mark.parametrize(
    ("clusters", "why"),
    [
        ([], Undefined.NOTHING_PAIRED),
        ([(prompt((1, 0)), 9)], Undefined.NOTHING_PAIRED),
        ([(prompt(BOTH_KEPT), 9)], Undefined.ALL_ALIKE),
        ([(prompt(*AGREED), 1), (prompt((1, 0)), 5)], NoInterval.FEW_PROMPTS),
        ([(prompt(*AGREED), 1), (prompt(BOTH_KEPT), 5)], NoInterval.ONE_PROMPT),
        ([(prompt(*AGREED), 5)], NoInterval.NO_SPREAD),
    ],
)
def test_where_there_is_no_interval_it_says_why(clusters, why):
    assert interval(clusters, krippendorff_alpha) is why
