"""What becomes of the rows of an export, a chunk at a time; any process can do it."""

from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from itertools import groupby

from dataset.errors import DatasetError
from dataset.rules.copied_rows import verdict_row
from dataset.rules.exclusions import Exclusion
from dataset.rules.export_lines import candidate
from dataset.rules.exports import Candidate, ExportOptions, Pending
from dataset.rules.pages import Page

Look = Callable[[Candidate], Candidate]


class PairsUnresolved(DatasetError):
    """A pair without a verdict, where all were to have one."""

    code = "pairs_unresolved"


def unseen(pair: Candidate) -> Candidate:
    """For exports that leave the pictures out."""
    return pair


def pages(
    chunks: Iterable[bytes], pending: Iterable[Pending], options: ExportOptions, look: Look = unseen
) -> Iterator[Page]:
    """
    The rows of an export, as COPY writes them, and the pairs that wait: a page a chunk, in the order of exported ids.

    `look` sees each pair that the rows let out, in order, and may exclude it.

    :raises PairsUnresolved: a pair waits, and the export is not to be partial
    """
    waiting = Waiting(pending)
    for chunk in chunks:
        decided = candidates(chunk, options)
        page = sorted_out(decided, [*waiting.until(decided[-1].x_id)], options, look)
        page.n_verdicts = len(decided)
        yield page
    if late := [*waiting.rest()]:
        yield sorted_out([], late, options, look)


def candidates(chunk: bytes, options: ExportOptions) -> list[Candidate]:
    """The pairs of these rows, one by one."""
    # Bytes know no separators of lines but these; each line is small.
    return [candidate(verdict_row(line.decode()), options) for line in chunk.splitlines()]


class Waiting:
    """Pairs without a settled verdict, in the order of exported ids, taken as far as they are due."""

    def __init__(self, pending: Iterable[Pending]) -> None:
        self._left = iter(pending)
        self._next = next(self._left, None)

    def until(self, x_id: str) -> Iterator[Pending]:
        """Those up to that id, which have not been taken."""
        while self._next is not None and self._next.x_id <= x_id:
            yield self._next
            self._next = next(self._left, None)

    def rest(self) -> Iterator[Pending]:
        while self._next is not None:
            yield self._next
            self._next = next(self._left, None)


def sorted_out(decided: list[Candidate], pending: list[Pending], options: ExportOptions, look: Look) -> Page:
    """Pairs that follow each other; both are in the order of exported ids."""
    page = Page()
    if not pending:
        for pair in decided:
            page.decide(look(pair))
        return page
    found: Iterator[Candidate | Pending] = merge(decided, pending, key=_x_id)
    for _, of_image in groupby(found, key=_x_id):
        _add(page, list(of_image), options, look)
    return page


def _x_id(pair: Candidate | Pending) -> str:
    return pair.x_id


def _add(page: Page, found: list[Candidate | Pending], options: ExportOptions, look: Look) -> None:
    """Sort out all that is known of one image: a pair of it waits, or it has a verdict, or it is out of use."""
    pending = [pair for pair in found if isinstance(pair, Pending)]
    waiting = [pair for pair in pending if not pair.excluded]
    decided = [pair for pair in found if isinstance(pair, Candidate)]
    for pair in waiting:
        if not options.partial:
            raise PairsUnresolved(f"The pair {pair.x_id} of {pair.source} waits for {pair.waits_for}.")
        page.leave_waiting(pair)
    for verdict in [] if waiting else decided:
        page.decide(look(verdict))
    for pair in [] if waiting or decided else pending[:1]:
        page.exclude(pair.x_id, pair.source, Exclusion(pair.excluded))
