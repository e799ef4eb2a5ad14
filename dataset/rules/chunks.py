"""What becomes of the rows of an export, a chunk at a time; any process can do it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dataset.errors import DatasetError
from dataset.rules import export_lines
from dataset.rules.copied_rows import verdict_row
from dataset.rules.exports import Candidate, ExportOptions
from dataset.rules.pages import Page


class RecordMissing(DatasetError):
    """A verdict came into the export without the record of its words."""

    code = "record_missing"


class Chunk(NamedTuple):
    """
    Pairs that follow each other, up to the exported id `last_id`: one by one, or as a page where nothing but the
    database decides on them.
    """

    last_id: str
    pairs: Sequence[Candidate]
    page: Page | None


def chunks(raws: Iterable[bytes], options: ExportOptions) -> Iterator[Chunk]:
    """The chunks of these rows, as COPY writes them."""
    for rows in raws:
        pairs = candidates(rows, options)
        last_id = pairs[-1].x_id
        yield Chunk(last_id, (), page_of(pairs)) if options.rows_only else Chunk(last_id, pairs, None)


def candidates(rows: bytes, options: ExportOptions) -> list[Candidate]:
    """
    The pairs of these rows, one by one.

    :raises RecordMissing: one has no record
    """
    found = []
    for line in rows.splitlines():  # of bytes, which knows no separators of lines but these; each line is small
        row, texts = verdict_row(line.decode())
        if row.words is None:
            raise RecordMissing(f"the verdict of {row.x_id} has no record of its words")
        found.append(export_lines.candidate(row, texts, options))
    return found


def page_of(pairs: Iterable[Candidate]) -> Page:
    page = Page()
    for pair in pairs:
        page.decide(pair)
    return page
