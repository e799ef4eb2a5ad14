import pytest

from dataset.rules.rests import rest_after


@pytest.mark.parametrize(("took", "rest"), [(0.0, 0.0), (0.25, 0.5), (4.0, 5.0)])
def test_a_rest_is_twice_as_long_as_the_work_and_at_most_five_seconds(took: float, rest: float) -> None:
    assert rest_after(took) == rest
