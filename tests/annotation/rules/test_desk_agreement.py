"""How alike decisions are, by hand; and intervals of shares, by published figures."""

from fractions import Fraction

import pytest

from annotation.rules.desk_agreement import Alikeness, Twice, Undefined, alikeness
from annotation.rules.samples import is_drawn, share_of


def test_words_are_compared_where_both_decisions_judge_them() -> None:
    found = alikeness(
        [
            Twice("judged", "judged", [1, 2, 3, 4], [1, 2], [2, 3]),
            Twice("judged", "mismatch", [1], [1], []),
            Twice("reject", "reject", [1], [], []),
        ]
    )

    assert found == Alikeness(3, 2, 4, 2, 2, 1)
    assert found.n_words_alike == 2
    assert (found.struck, found.kept) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("cases", "why"),
    [
        ([], [Undefined.NO_CASES] * 4),
        ([Twice("judged", "reject", [1], [1], [])], [None, *[Undefined.NO_WORDS] * 3]),
        ([Twice("judged", "judged", [1], [], [])], [None, None, Undefined.NEVER_STRUCK, None]),
        ([Twice("judged", "judged", [1], [1], [1])], [None, None, None, Undefined.NEVER_KEPT]),
    ],
)
def test_what_has_no_value_says_why(cases: list[Twice], why: list[Undefined | None]) -> None:
    found = alikeness(cases)

    figures = [found.outcomes, found.words, found.struck, found.kept]
    assert [figure if isinstance(figure, Undefined) else None for figure in figures] == why


@pytest.mark.parametrize(
    ("n_found", "n", "low", "high"),
    # Table I, method 3, of R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_of_a_share_is_that_of_wilson(n_found: int, n: int, low: float, high: float) -> None:
    found = share_of(n_found, n)

    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert found.share == float(Fraction(n_found, n))


def test_nothing_looked_at_has_no_share() -> None:
    assert share_of(0, 0) is None


def test_a_draw_is_always_the_same_and_as_large_as_asked() -> None:
    drawn = [name for name in map(str, range(10_000)) if is_drawn(name, 0.05)]

    assert drawn == [name for name in map(str, range(10_000)) if is_drawn(name, 0.05)]
    assert 430 < len(drawn) < 570
    assert not any(is_drawn(str(n), 0.0) for n in range(100))
    assert all(is_drawn(str(n), 1.0) for n in range(100))
