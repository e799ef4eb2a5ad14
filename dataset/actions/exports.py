"""Writing the test set: pictures, questions, votes, and what was left out and why."""

import os
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from dataset.errors import DatasetError
from dataset.gateways import kept_pictures, targets, verifications
from dataset.gateways.exports import ExportFiles, write_summary
from dataset.gateways.snapshots import reading
from dataset.gateways.turns import in_turns
from dataset.queries import candidates, exports
from dataset.rules import chunks
from dataset.rules.chunks import Chunk
from dataset.rules.exclusions import Exclusion
from dataset.rules.exported_ids import picture_path
from dataset.rules.exports import FORMAT, Candidate, Counts, ExportOptions, Origin, Pending
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


class PairsUnresolved(DatasetError):
    """A pair without a verdict, where all were to have one."""

    code = "pairs_unresolved"


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
    """Write all files of the export into an empty directory."""
    with ExportFiles(directory, with_unresolved=options.partial, with_pictures=not options.rows_only) as files:
        export, waiting, total = Export(files), Waiting(pending), exports.n_verdicts(options)
        with reading(exports.shared_snapshot()) as cursor, closing(made(cursor, options, total)) as found:
            for raw, chunk in found:
                among = waiting.until(chunk.last_id)
                if chunk.page is not None and not among:
                    export.keep(chunk.page)
                else:
                    export.sort_out(chunk.pairs or chunks.candidates(raw, options), among)
                report(export.counts.pairs, total)
        export.sort_out([], waiting.rest())
        entries = files.seal()
    summary = manifest(options=options, counts=export.counts, origins=export.origins, files=entries)
    write_summary(directory, summary, entries)
    return export.counts


def made(cursor: candidates.Cursor, options: ExportOptions, n: int) -> Generator[tuple[bytes, Chunk], None, None]:
    """Chunk by chunk the rows and what becomes of them: made by processes beside this one when there are many."""
    rows, make = candidates.raw(cursor, options, CHUNK), partial(chunks.chunks, options=options)
    if n < FEW:
        yield from ((raw, chunk) for raw in rows for chunk in make([raw]))
    else:
        with closing(in_turns(make, rows, n_processes())) as found:
            yield from found


def n_processes() -> int:
    """One more than there are cores: they wait for each other's turns."""
    return min(len(os.sched_getaffinity(0)) + 1, MOST_PROCESSES)


def _x_id(pair: Candidate | Pending) -> str:
    return pair.x_id


class Waiting:
    """Pairs without a settled verdict, in the order of exported ids, taken as far as they are due."""

    def __init__(self, pending: Iterable[Pending]) -> None:
        self._left = iter(pending)
        self._next = next(self._left, None)

    def until(self, x_id: str) -> list[Pending]:
        """Those up to that id, which have not been taken."""
        due = []
        while self._next is not None and self._next.x_id <= x_id:
            due.append(self._next)
            self._next = next(self._left, None)
        return due

    def rest(self) -> Iterator[Pending]:
        while self._next is not None:
            yield self._next
            self._next = next(self._left, None)


@dataclass(slots=True)
class Export:
    """The files with the counts of what went where."""

    files: ExportFiles
    counts: Counts = field(default_factory=Counts)
    origins: Counter[Origin] = field(default_factory=Counter)

    def keep(self, page: Page) -> None:
        self.files.add(page)
        self.counts.join(page.counts)
        self.origins.update(page.origins)

    def sort_out(self, decided: Iterable[Candidate], pending: Iterable[Pending]) -> None:
        """Pairs that follow each other, image by image; both are in the order of exported ids."""
        page = Page()
        found: Iterator[Candidate | Pending] = merge(decided, pending, key=_x_id)
        for _, of_image in groupby(found, key=_x_id):
            self.add(page, list(of_image))
        self.keep(page)

    def add(self, page: Page, found: list[Candidate | Pending]) -> None:
        """Sort out all that is known of one image: a pair of it waits, or it has a verdict, or it is out of use."""
        pending = [pair for pair in found if isinstance(pair, Pending)]
        waiting = [pair for pair in pending if not pair.excluded]
        decided = [pair for pair in found if isinstance(pair, Candidate)]
        for pair in waiting:
            self.leave_waiting(page, pair)
        for candidate in [] if waiting else decided:
            self.decide(page, candidate)
        for pair in [] if waiting or decided else pending[:1]:
            page.exclude(pair.x_id, pair.source, Exclusion(pair.excluded))

    def leave_waiting(self, page: Page, pair: Pending) -> None:
        if self.files.unresolved is None:
            raise PairsUnresolved(f"The pair {pair.x_id} of {pair.source} waits for {pair.waits_for}.")
        page.leave_waiting(pair)

    def decide(self, page: Page, pair: Candidate) -> None:
        """Export the pair with its picture, or exclude it."""
        if pair.lines is not None and self.files.pictures is not None:
            try:
                picture = kept_pictures.original(pair.lines)
            except (kept_pictures.PictureMissing, kept_pictures.PictureDamaged) as error:
                page.exclude(pair.x_id, pair.source, FLAWS[type(error)])
                return
            self.files.pictures.add(pair.x_id, picture_path(pair.x_id, pair.lines.format), picture)
        page.decide(pair)
