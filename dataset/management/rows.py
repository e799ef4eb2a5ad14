"""The first step of an import: rows, from the table into the corpus."""

from collections.abc import Generator
from contextlib import closing

from django.core.management.base import OutputWrapper
from django.db import connection
from django.utils import timezone

from dataset.actions import imports, prompts, rehearsals
from dataset.choices import RunState
from dataset.errors import DatasetError
from dataset.gateways.ahead import ahead
from dataset.gateways.packets import Packet
from dataset.gateways.readings import Reading
from dataset.management.meters import Meter
from dataset.models import ImportRun


def take_in(run: ImportRun, reading: Reading, err: OutputWrapper) -> int:
    """Bring in the rows after the run's cursor, and say how the run ended; how many were read now."""
    before, meter = run.n_rows, Meter(err, "rows")
    n_bytes = max(1, reading.n_bytes())
    try:
        with closing(_prompted(run, reading)) as packets:
            for packet, prompt_ids in packets:
                imports.keep(run=run, packet=packet, prompt_ids=prompt_ids, now=timezone.now())
                meter.show(run.n_rows - before, packet.position / n_bytes)
    except KeyboardInterrupt:
        imports.finish(run=run, state=RunState.STOPPED, now=timezone.now())
        raise
    except DatasetError:
        imports.finish(run=run, state=RunState.FAILED, now=timezone.now())
        raise
    imports.finish(run=run, state=RunState.DONE, now=timezone.now())
    meter.end(run.n_rows - before)
    return run.n_rows - before


Prompted = Generator[tuple[Packet, list[str]], None, None]


def _prompted(run: ImportRun, reading: Reading) -> Prompted:
    """
    Packets with the ids of their prompts, which go in ahead, by a connection of their own.

    Inside somebody's transaction there is only the one connection that sees what it wrote.
    """
    found = _with_prompts(run.source, reading.packets(after=run.cursor))
    return found if connection.in_atomic_block else ahead(_with_own_connection(found))


def _with_prompts(source: str, packets: Generator[Packet, None, None]) -> Prompted:
    with closing(packets):
        for packet in packets:
            yield packet, prompts.bring_in(source=source, packet=packet)


def _with_own_connection(found: Prompted) -> Prompted:
    """Every thread has its own; this one's ends with it."""
    try:
        with closing(found):
            yield from found
    finally:
        connection.close()


def rehearse(source: str, reading: Reading, err: OutputWrapper) -> tuple[rehearsals.Tally, str]:
    """What would become of the rows, and which columns were taken."""
    meter = Meter(err, "rows")
    with reading.opened() as table:
        for tally in rehearsals.rehearse(source=source, chunks=ahead(reading.chunks(table))):
            meter.show(tally.counts.total(), table.position() / max(1, table.n_bytes))
    meter.end(tally.counts.total())
    return tally, table.columns.describe() if table.columns else ""
