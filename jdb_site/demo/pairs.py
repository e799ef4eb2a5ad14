"""The demo pairs: pictures drawn by code, prompts as people write them, and the truth about each word."""

from collections.abc import Sequence
from pathlib import Path

from jdb_site.demo import trees
from jdb_site.demo.catalogue import SHEETS
from jdb_site.demo.truths import DemoPair as DemoPair
from jdb_site.demo.truths import struck_words as struck_words


def demo_pairs() -> tuple[DemoPair, ...]:
    """All demo pairs, in the order of the catalogue."""
    return tuple(pair for sheet in SHEETS for pair in sheet)


def write_pairs(
    folder: Path, pairs: Sequence[DemoPair] | None = None, on_done: trees.Progress | None = None, jobs: int = 2
) -> None:
    """Write the pairs (all, if None) as a JourneyDB tree with `truth.jsonl` beside it; see `trees.write_tree`."""
    trees.write_tree(folder, demo_pairs() if pairs is None else pairs, on_done, jobs)
