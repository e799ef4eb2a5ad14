"""Writing the test set: pictures, questions, votes, and what was left out and why."""

import os
from collections.abc import Callable, Generator, Iterable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

from dataset.actions.parts import PartAsked, PartWriter
from dataset.errors import DatasetError
from dataset.gateways import kept_pictures, rests, targets, verifications
from dataset.gateways.exports import PendingFile, Pictures, seal_parts, write_summary
from dataset.gateways.sides import side_by_side
from dataset.queries import exports
from dataset.rules.chunks import Waiting
from dataset.rules.exclusions import Exclusion
from dataset.rules.exported_ids import picture_path, ranges
from dataset.rules.exports import FORMAT, Candidate, Counts, ExportOptions, Pending
from dataset.rules.manifests import manifest
from dataset.rules.pages import Page

CHUNK, FEW, MOST_PROCESSES = 100, 1_500, 4

Report = Callable[[int, int], None]


FLAWS = {
    kept_pictures.PictureMissing: Exclusion.IMAGE_MISSING,
    kept_pictures.PictureDamaged: Exclusion.IMAGE_DAMAGED,
}


def silent(done: int, total: int) -> None:
    """For callers who watch nothing."""


class RecordMissing(DatasetError):
    """A verdict came into the export without the record of its words."""

    code = "record_missing"


class Written(NamedTuple):
    """What became of an export; not `is_new` when the same was there already."""

    counts: Counts
    is_new: bool


def write_test_set(
    *,
    target: Path,
    options: ExportOptions,
    pending: Iterable[Pending] = (),
    replace: bool = False,
    report: Report = silent,
) -> Written:
    """
    Write the test set into a new directory, whole or not at all. Belongs inside `dataset.queries.exports.snapshot`.

    `pending` are the pairs in scope without a settled verdict, ordered by exported id; a pair that waits is left out
    even when an older verdict stands. `report` is told, chunk by chunk, how many of how many are done.

    :raises PairsUnresolved: a pair waits, and the export is not to be partial
    :raises TargetTaken: something else is there, and it is not to be replaced, or is no export
    :raises TargetBusy: another process is writing the same
    """
    target = target.resolve()
    targets.require_free(target, FORMAT)
    with targets.building(target) as partial:
        counts = fill(directory=partial, options=options, pending=pending, report=report)
        return Written(counts, deliver(partial=partial, target=target, replace=replace))


def deliver(*, partial: Path, target: Path, replace: bool) -> bool:
    """Put the built directory where it belongs; False when the same stands there already."""
    if targets.is_free(target):
        targets.put(partial, target)
        return True
    same = (partial / targets.SUMS).read_bytes() == (target / targets.SUMS).read_bytes()
    if same and not verifications.wrong_sums(target):
        targets.discard(partial)
        return False
    if not replace:
        targets.discard(partial)
        raise targets.TargetTaken(f"{target} holds another export. Name another directory, or give --replace.")
    targets.put(partial, target)
    return True


def fill(*, directory: Path, options: ExportOptions, pending: Iterable[Pending], report: Report) -> Counts:
    """
    Write all files of the export into an empty directory.

    :raises RecordMissing: a verdict in scope has no record
    """
    n_verdicts = exports.n_verdicts(options)
    writer = PartWriter(exports.shared_snapshot(), directory, options, CHUNK)
    with ExitStack() as stack:
        pictures = None if options.rows_only else stack.enter_context(Pictures(directory))
        n_parts = n_processes() if pictures is None and n_verdicts >= FEW else 1
        made = together(writer, pending, n_parts) if n_parts > 1 else alone(writer, pending, pictures)
        totals = followed(stack.enter_context(closing(made)), lambda done: report(done, n_verdicts))
    total = Page()
    for number in range(n_parts):
        total.join(totals[number])
    if total.n_verdicts != n_verdicts:
        raise RecordMissing(f"{n_verdicts - total.n_verdicts} verdicts have no record of their words")
    entries = seal_parts(directory, n_parts, total, with_unresolved=options.partial)
    entries += [] if pictures is None else [pictures.entry]
    summary = manifest(options=options, counts=total.counts, origins=total.origins, files=entries)
    write_summary(directory, summary, entries)
    return total.counts


Told = Generator[tuple[int, Counts | Page], None, None]


def alone(writer: PartWriter, pending: Iterable[Pending], pictures: Pictures | None) -> Told:
    """All pairs in one part, written here, with their pictures if they are wanted."""

    def look(pair: Candidate) -> Candidate:
        return pair if pictures is None else with_picture(pair, pictures)

    [whole] = ranges(1)
    for told in writer.write(PartAsked(whole, pending), look):
        yield 0, told


def together(writer: PartWriter, pending: Iterable[Pending], n_parts: int) -> Told:
    """A part for each process."""
    left = Waiting(pending)
    asked = [
        PartAsked(ids, PendingFile(writer.directory / f"pending.{ids.number}.part", left.until(ids.last)))
        for ids in ranges(n_parts)
    ]
    yield from side_by_side(writer.write, asked)


def followed(made: Told, report: Callable[[int], None]) -> dict[int, Page]:
    """What is known of each part at the end; tells meanwhile how many pairs are done."""
    totals, done = {}, 0
    for number, told in made:
        if isinstance(told, Page):
            totals[number] = told
        else:
            done += told.pairs
            report(done)
    return totals


def n_processes() -> int:
    """One for each core; one alone where people work, since each keeps a connection of PostgreSQL's as busy."""
    return 1 if rests.people_at_work() else min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


def with_picture(pair: Candidate, pictures: Pictures) -> Candidate:
    """The pair, after its picture; excluded where that is not there as it was."""
    if pair.lines is None:
        return pair
    try:
        picture = kept_pictures.original(pair.lines)
    except (kept_pictures.PictureMissing, kept_pictures.PictureDamaged) as error:
        return pair._replace(reason=FLAWS[type(error)].value, lines=None)
    pictures.add(pair.x_id, picture_path(pair.x_id, pair.lines.format), picture)
    return pair
