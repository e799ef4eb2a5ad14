import pytest

from dataset.rules.score_histograms import N_BARS, histogram
from dataset.rules.score_limits import Kind, Limit


def test_nsfw_scores_are_drawn_from_nothing_to_one() -> None:
    found = histogram(Limit(Kind.NSFW, least=0.5), [0.0, 0.5, 1.0, 0.999, None])

    assert (found.low, found.high, found.n_scored, found.n_unscored, found.n_within) == (0, 1, 4, 1, 3)
    assert [(place, n) for place, n in enumerate(found.bars) if n] == [(0, 1), (N_BARS // 2, 1), (N_BARS - 1, 2)]
    assert found.share == pytest.approx(3 / 5)


@pytest.mark.parametrize(
    ("values", "ends"),
    [([0.21, 0.34], (0.2, 0.4)), ([-0.05, 0.3], (-0.1, 0.3)), ([0.2], (0.2, 0.3)), ([], (-1, 1)), ([None], (-1, 1))],
)
def test_clip_scores_are_drawn_between_the_tenths_that_hold_them(
    values: list[float | None], ends: tuple[float, float]
) -> None:
    found = histogram(Limit(Kind.CLIP), values)

    assert (found.low, found.high) == pytest.approx(ends)
    assert sum(found.bars) == found.n_scored


def test_of_nothing_no_share_fits() -> None:
    assert histogram(Limit(Kind.NSFW), []).share == 0
