from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from dataset.rules.cells import cell as written
from dataset.rules.cells import escaped


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\ta", "\ra"])
def test_what_a_spreadsheet_would_run_is_escaped(cell: str) -> None:
    assert escaped(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "000/a.png", 7])
def test_all_else_stays(cell: object) -> None:
    assert escaped(cell) == str(cell)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (-5, "-5"),
        (-0.5, "-0.5"),
        (Decimal("-12.50"), "-12.50"),
        ("-5", "'-5"),
        (datetime(2026, 11, 22, 9, tzinfo=UTC), "2026-11-22T09:00:00+00:00"),
        (date(2026, 11, 22), "2026-11-22"),
        ([1, -2], "[1, -2]"),
        ({"=a": "é"}, '{"=a": "é"}'),
        (UUID(int=7), "00000000-0000-0000-0000-000000000007"),
    ],
)
def test_numbers_stay_numbers_and_text_is_escaped(value: object, cell: str) -> None:
    assert written(value) == cell
