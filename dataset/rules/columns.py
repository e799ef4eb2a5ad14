"""Which column of a table holds the image and which the prompt."""

from collections.abc import Sequence
from typing import NamedTuple

from dataset.errors import DatasetError

IMAGE_NAMES = ("img_path", "image_path", "image", "img", "file_name", "filename", "file", "path", "image_file")
PROMPT_NAMES = ("prompt", "prompt_text", "text", "caption")
DELIMITERS = ",\t;"


class ColumnsUnclear(DatasetError):
    code = "columns_unclear"


class Columns(NamedTuple):
    """The header, and the positions of the image and of the prompt in it."""

    header: tuple[str, ...]
    image: int
    prompt: int

    def describe(self) -> str:
        return f"image = column {self.header[self.image]!r}, prompt = column {self.header[self.prompt]!r}"


def delimiter(line: str) -> str:
    """The separator of a header line: the one that it holds most of."""
    return max(DELIMITERS, key=line.count)


def columns(header: Sequence[str], *, image: str = "", prompt: str = "") -> Columns:
    """
    The mapping, by the names given, else by the names usual for each.

    :raises ColumnsUnclear: a column is not there, or several could be meant
    """
    names = tuple(name.strip() for name in header)
    if twice := next((name for name in names if name.endswith("_score") and names.count(name) > 1), ""):
        raise ColumnsUnclear(f"{names.count(twice)} columns are named {twice!r}; rename all but one of them.")
    return Columns(
        names,
        _position(names, (image,) if image else IMAGE_NAMES, "image"),
        _position(names, (prompt,) if prompt else PROMPT_NAMES, "prompt"),
    )


def _position(names: Sequence[str], wanted: Sequence[str], what: str) -> int:
    folded = [name.lower() for name in names]
    for name in wanted:
        found = [position for position, known in enumerate(folded) if known == name.lower()]
        if len(found) == 1:
            return found[0]
        if found:
            raise ColumnsUnclear(f"{len(found)} columns are named {name!r}; rename all but one of them.")
    raise ColumnsUnclear(
        f"No column holds the {what}: looked for {', '.join(wanted)}; the header has {', '.join(names)[:500]}. "
        f"Name it with --{what}-column."
    )
