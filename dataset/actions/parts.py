"""A part of an export: the pairs of one range of exported ids, written into files of their own. Needs no Django."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dataset.gateways.exports import PartFiles
from dataset.gateways.snapshots import Snapshot, reading
from dataset.queries import candidates
from dataset.rules.chunks import Look, pages, unseen
from dataset.rules.exported_ids import Range
from dataset.rules.exports import Counts, ExportOptions, Pending
from dataset.rules.pages import Page


class PartAsked(NamedTuple):
    """A range of ids, and the pairs of it that wait, in order."""

    ids: Range
    pending: Iterable[Pending]


@dataclass(frozen=True, slots=True)
class PartWriter:
    """What the parts of one export have in common; rows are taken so many at a time."""

    snapshot: Snapshot
    directory: Path
    options: ExportOptions
    n_rows: int

    def write(self, asked: PartAsked, look: Look = unseen) -> Iterator[Counts | Page]:
        """Write the part; tells the counts of chunk after chunk, and at the end what is known of all of it."""
        with (
            reading(self.snapshot) as cursor,
            closing(candidates.raw(cursor, self.options, asked.ids, self.n_rows)) as chunks,  # before its connection
            PartFiles(self.directory, asked.ids.number) as files,
        ):
            for page in pages(chunks, asked.pending, self.options, look):
                files.add(page)
                yield page.counts
        yield files.total
