import pytest

from dataset.rules import columns
from dataset.rules.columns import Columns, ColumnsUnclear


def test_columns_are_found_by_their_usual_names_whatever_their_case() -> None:
    assert columns.columns(["id", " Image ", "PROMPT"]) == Columns(("id", "Image", "PROMPT"), 1, 2)


def test_columns_that_are_named_come_before_the_usual_ones() -> None:
    found = columns.columns(["image", "prompt", "photo", "words"], image="photo", prompt="words")

    assert (found.image, found.prompt) == (2, 3)
    assert found.describe() == "image = column 'photo', prompt = column 'words'"


@pytest.mark.parametrize("header", [["id"], ["image"], ["image", "prompt", "Prompt"], []])
def test_a_header_that_leaves_a_column_in_doubt_is_refused(header: list[str]) -> None:
    with pytest.raises(ColumnsUnclear):
        columns.columns(header)


@pytest.mark.parametrize(("line", "found"), [("a,b", ","), ("a\tb,c\td", "\t"), ("a;b", ";"), ("a", ",")])
def test_the_separator_is_what_the_header_holds_most_of(line: str, found: str) -> None:
    assert columns.delimiter(line) == found
