"""Writing the test set: pictures, questions, votes, and what was left out and why."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from dataset.errors import DatasetError
from dataset.gateways import kept_pictures, targets, verifications
from dataset.gateways.exports import ExportFiles, write_summary
from dataset.queries import exports
from dataset.rules import export_lines
from dataset.rules.exclusions import Exclusion, exclusion
from dataset.rules.export_lines import Removed, Span
from dataset.rules.exported_ids import picture_path
from dataset.rules.exports import FORMAT, Counts, ExportOptions, Pending, Texts, VerdictRow
from dataset.rules.manifests import Origins, manifest

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


class Candidate(NamedTuple):
    """A pair with a verdict, and what hangs on its clean prompt."""

    x_id: str
    row: VerdictRow
    texts: Texts
    n_judgments: int


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
    even when an older verdict stands. `report` is told, pair by pair, how many of how many are done.

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
    with ExportFiles(directory, with_unresolved=options.partial) as files:
        export, total = Export(files, options), exports.n_verdicts(options)
        found: Iterator[Candidate | Pending] = merge(candidates(options), pending, key=_x_id)
        for _, of_image in groupby(found, key=_x_id):
            export.add(list(of_image))
            report(export.counts.pairs, total)
        entries = files.seal()
    summary = manifest(options=options, counts=export.counts, origins=export.origins, files=entries)
    write_summary(directory, summary, entries)
    return export.counts


def _x_id(pair: Candidate | Pending) -> str:
    return pair.x_id


def candidates(options: ExportOptions) -> Iterator[Candidate]:
    """The pairs with a verdict, ordered by exported id; their texts are fetched a chunk at a time."""
    for rows in exports.verdicts(options):
        texts = exports.texts(row.clean_prompt_id for row in rows if row.clean_prompt_id is not None)
        judgments = exports.n_judgments([row.verdict_id for row in rows])
        for row in rows:
            own = texts.get(row.clean_prompt_id or 0) or Texts()
            yield Candidate(row.x_id, row, own, judgments.get(row.verdict_id, 0))


@dataclass(slots=True)
class Export:
    """The files with the counts of what went where."""

    files: ExportFiles
    options: ExportOptions
    counts: Counts = field(default_factory=Counts)
    origins: Origins = field(default_factory=Origins)

    def add(self, found: list[Candidate | Pending]) -> None:
        """Sort out all that is known of one image: a pair of it waits, or it has a verdict, or it is out of use."""
        pending = [pair for pair in found if isinstance(pair, Pending)]
        waiting = [pair for pair in pending if not pair.excluded]
        decided = [pair for pair in found if isinstance(pair, Candidate)]
        for pair in waiting:
            self.leave_waiting(pair)
        for candidate in [] if waiting else decided:
            self.decide(candidate)
        for pair in [] if waiting or decided else pending[:1]:
            self.exclude(pair.x_id, pair.source, Exclusion(pair.excluded))

    def leave_waiting(self, pair: Pending) -> None:
        if self.files.unresolved is None:
            raise PairsUnresolved(f"The pair {pair.x_id} of {pair.source} waits for {pair.waits_for}.")
        self.files.unresolved.add(pair.x_id, export_lines.unresolved_line(pair))
        self.counts.unresolved[pair.waits_for] += 1

    def exclude(self, x_id: str, source: str, reason: Exclusion) -> None:
        self.files.excluded.add(x_id, export_lines.excluded_line(x_id, source, reason))
        self.counts.excluded[reason] += 1

    def decide(self, candidate: Candidate) -> None:
        """Export the pair, or exclude it with the first reason that holds."""
        row = candidate.row
        words = export_lines.spans(row)
        gone = export_lines.removed(row, self.options.level)
        if reason := exclusion(row, export_lines.kept(words, gone)):
            self.exclude(row.x_id, row.source, reason)
            return
        try:
            picture = kept_pictures.original(row)
        except (kept_pictures.PictureMissing, kept_pictures.PictureDamaged) as error:
            self.exclude(row.x_id, row.source, FLAWS[type(error)])
            return
        self.files.pictures.add(row.x_id, picture_path(row.x_id, row.format), picture)
        self.write_lines(candidate, words, gone)

    def write_lines(self, candidate: Candidate, words: list[Span], gone: Removed) -> None:
        row, texts = candidate.row, candidate.texts
        line = export_lines.question_line(row, words, gone, texts, self.options)
        self.files.questions.add(row.x_id, line)
        self.files.words.add(row.x_id, export_lines.words_line(row, words, gone, candidate.n_judgments))
        self.origins.saw(row)
        self.counts.exported += 1
        self.counts.provisional += row.provisional
        self.counts.words += len(words)
        self.counts.removed += len(line["x_removed"])
