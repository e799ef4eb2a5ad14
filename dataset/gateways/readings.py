"""How a table is to be read, and its chunks: here, or in a process of its own."""

import gc
from collections.abc import Generator, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from dataset.gateways import chunks, tables, turns
from dataset.gateways.packets import Packet, packed
from dataset.gateways.sources import ImagePlaces, Source

ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is to be read; `limit` is the number of the last row, 0 for all."""

    source: Source
    image_column: str
    prompt_column: str
    limit: int
    images_may_wait: bool

    def opened(self) -> AbstractContextManager[tables.Table]:
        return tables.opened(self.source.table, image_column=self.image_column, prompt_column=self.prompt_column)

    def chunks(self, table: tables.Table, *, after: int = 0) -> Iterator[chunks.Chunk]:
        return chunks.chunks(
            table.rows,
            ImagePlaces(self.source.folder),
            size=ROWS_AT_ONCE,
            after=after,
            at_most=self.limit,
            images_may_wait=self.images_may_wait,
        )

    def n_bytes(self) -> int:
        """The size of the table."""
        return self.source.table.stat().st_size

    def packets(self, *, after: int = 0) -> Generator[Packet, None, None]:
        """The chunks after this row, made ready by a process of its own: reading takes a core of its own."""
        return turns.apart(_packets, (self, after))


def _packets(asked: Iterable[tuple[Reading, int]]) -> Iterator[Packet | None]:
    for reading, after in asked:
        with reading.opened() as table, _rarely_collected():
            for chunk in reading.chunks(table, after=after):
                yield packed(chunk, table.position())
        yield None


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Rows hold no cycles: left alone, the collector would walk over all that are in hand, for 40 % of the time."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 100, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
