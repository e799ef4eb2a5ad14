import pytest

from dataset.rules.cells import escaped


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\ta", "\ra"])
def test_what_a_spreadsheet_would_run_is_escaped(cell: str) -> None:
    assert escaped(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "000/a.png", 7])
def test_all_else_stays(cell: object) -> None:
    assert escaped(cell) == str(cell)
