"""What a pair asks when its batch asks another number of opinions."""

import pytest

from annotation.rules.overlaps import Changed, Live, changed, left_after
from annotation.rules.paces import Left, opinions_left

OPEN1, OPEN2, OPEN3 = Live(1), Live(2), Live(3)
FILLED1, FILLED2, FILLED3 = (Live(ordinal, filled=True) for ordinal in (1, 2, 3))
HELD1, HELD2, HELD3 = (Live(ordinal, held=True) for ordinal in (1, 2, 3))


@pytest.mark.parametrize(
    ("places", "wanted", "new", "expected"),
    [
        ([OPEN1, OPEN2], 2, (3, 3), Changed(3, 3)),
        ([FILLED1, OPEN2], 2, (4, 5), Changed(4, 5)),
        ([FILLED1, FILLED2, OPEN3], 2, (3, 5), Changed(2, 5)),
        ([FILLED1, FILLED2, OPEN3], 2, (1, 1), Changed(2, 2)),
        ([OPEN1, FILLED2, FILLED3], 2, (4, 5), Changed(2, 5)),
        ([OPEN1, OPEN2, OPEN3], 3, (1, 1), Changed(1, 1, close=(3, 2))),
        ([FILLED1, OPEN2, OPEN3], 3, (2, 3), Changed(2, 3, close=(3,))),
        ([OPEN1, OPEN2, FILLED3], 3, (1, 3), Changed(1, 3, close=(2, 1), moves=((3, 1),))),
        ([OPEN1, HELD2, FILLED3], 3, (1, 3), Changed(2, 3, close=(1,), moves=((3, 1),))),
        ([HELD1, HELD2, HELD3], 3, (1, 2), Changed(3, 3)),
        ([FILLED1, FILLED2, FILLED3], 2, (2, 2), Changed(2, 3)),
        ([FILLED1, FILLED2, HELD3], 2, (2, 2), Changed(2, 3)),
        ([], 2, (3, 3), Changed(3, 3)),
    ],
    ids=[
        "more of an unmet one",
        "more while not all are in",
        "a further one is asked: only the maximum changes",
        "a maximum is never under what was wanted",
        "a further one was asked before one was set aside",
        "fewer of an unmet one",
        "fewer while one is in",
        "what is in moves to the front",
        "what is held stays",
        "nobody loses what they hold",
        "what was given stays allowed",
        "and so does what is held",
        "parked, with no place",
    ],
)
def test_a_pair_asks_from_now_on(places: list[Live], wanted: int, new: tuple[int, int], expected: Changed) -> None:
    assert changed(places, wanted, *new) == expected


@pytest.mark.parametrize(
    ("after", "n_opinions"),
    [((2, 3), 18), ((3, 5), 18 + 8), ((3, 3), 12 + 2 + 8), ((1, 2), 18 - 8), ((2, 2), 12 + 2), ((1, 1), 12 + 2 - 8)],
)
def test_what_is_left_after_a_change_counts_pairs_on_which_nobody_differs(after: tuple[int, int], n_opinions: int):
    left = Left(n_open=10, n_contested=2, n_missing=12, n_settled=0, n_more=0)

    assert opinions_left(left_after(left, (2, 3), after))[0] == n_opinions
