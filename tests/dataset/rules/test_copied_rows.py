from hypothesis import given
from hypothesis import strategies as st

from dataset.rules.copied_rows import fields

FIELDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")) | st.sampled_from(
    ["", r"\N", r"\\N", "\\", "\t", "\n", "\r\n", r"\t", "\x85", "\u2028", "\b\f\v"]
)
WRITTEN = {"\\": r"\\", "\b": r"\b", "\f": r"\f", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\v": r"\v"}


def written(field: str) -> str:
    """A field as PostgreSQL writes it."""
    return "".join(WRITTEN.get(character, character) for character in field)


@given(st.lists(FIELDS, min_size=1, max_size=5))
def test_fields_are_read_as_they_were_written(row: list[str]) -> None:
    assert fields("\t".join(map(written, row))) == row
