import pytest

from dataset.rules.letters import chance


@pytest.mark.parametrize(
    ("counts", "p"),
    [
        ([25, 25, 25, 25], 1.0),
        ([30, 14, 34, 95], 6.6978e-19),  # scipy.stats.chisquare
        ([16, 18, 16, 14], 0.918891),
        ([1, 0, 0, 0], 0.391625),
    ],
)
def test_the_chance_is_that_of_pearsons_test(counts: list[int], p: float) -> None:
    assert chance(counts) == pytest.approx(p, rel=1e-5)


def test_without_questions_nobody_can_say() -> None:
    assert chance([0, 0, 0, 0]) is None


def test_what_are_not_four_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="Four letters have four counts, not 3"):
        chance([1, 2, 3])
