"""The first step of an import: rows, from the table into the corpus."""

import gc
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from django.core.management.base import OutputWrapper
from django.utils import timezone

from dataset.actions import imports, rehearsals
from dataset.choices import RunState
from dataset.errors import DatasetError
from dataset.gateways import chunks, tables
from dataset.gateways.ahead import ahead
from dataset.gateways.sources import ImagePlaces, Source
from dataset.management.meters import Meter
from dataset.models import ImportRun

ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is to be read; `limit` is the number of the last row, 0 for all."""

    source: Source
    image_column: str
    prompt_column: str
    limit: int
    images_may_wait: bool

    def chunks(self, table: tables.Table, *, after: int = 0) -> Iterator[chunks.Chunk]:
        places = ImagePlaces(self.source.folder)
        found = chunks.chunks(
            table.rows,
            places,
            size=ROWS_AT_ONCE,
            after=after,
            at_most=self.limit,
            images_may_wait=self.images_may_wait,
        )
        return ahead(map(_written, found))


def _written(chunk: chunks.Chunk) -> chunks.Chunk:
    """Its lines are made where it is read: in the thread that has the time while PostgreSQL works."""
    chunk.lines()
    return chunk


def take_in(run: ImportRun, reading: Reading, err: OutputWrapper) -> int:
    """Bring in the rows after the run's cursor, and say how the run ended; how many were read now."""
    before, meter = run.n_rows, Meter(err, "rows")
    try:
        with _opened(reading) as table, _rarely_collected():
            for chunk in reading.chunks(table, after=run.cursor):
                imports.keep(run=run, chunk=chunk, now=timezone.now())
                meter.show(run.n_rows - before, table.position() / max(1, table.n_bytes))
    except KeyboardInterrupt:
        imports.finish(run=run, state=RunState.STOPPED, now=timezone.now())
        raise
    except DatasetError:
        imports.finish(run=run, state=RunState.FAILED, now=timezone.now())
        raise
    imports.finish(run=run, state=RunState.DONE, now=timezone.now())
    meter.end(run.n_rows - before)
    return run.n_rows - before


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Rows hold no cycles: left alone, the collector would walk over all that are in hand, for 40 % of the time."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 100, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def rehearse(source: str, reading: Reading, err: OutputWrapper) -> tuple[rehearsals.Tally, str]:
    """What would become of the rows, and which columns were taken."""
    meter = Meter(err, "rows")
    with _opened(reading) as table:
        for tally in rehearsals.rehearse(source=source, chunks=reading.chunks(table)):
            meter.show(tally.counts.total(), table.position() / max(1, table.n_bytes))
    meter.end(tally.counts.total())
    return tally, table.columns.describe() if table.columns else ""


def _opened(reading: Reading) -> AbstractContextManager[tables.Table]:
    return tables.opened(reading.source.table, image_column=reading.image_column, prompt_column=reading.prompt_column)
