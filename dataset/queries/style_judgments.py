"""A version of a style tree held against what people say of styles, and the sheet that asks them."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from dataset.models import StyleVersion
from dataset.queries import style_versions as versions
from dataset.queries import styles
from dataset.rules import style_judgments, style_metrics, style_samples
from dataset.rules.style_judgments import NotRead
from dataset.rules.style_metrics import Accuracy, Agreement

COLUMNS = ("style", "other", "same", "category")
PAIRS, SINGLES = 500, 300


@dataclass(frozen=True, slots=True)
class Held:
    """How far a version agrees with people: on pairs, and on the categories of single styles."""

    pairs: Agreement
    singles: Accuracy


class Writes(Protocol):
    """What text is written to."""

    def write(self, text: str, /) -> object: ...


def sheet(version: StyleVersion, *, seed: int, n_pairs: int = PAIRS, n_singles: int = SINGLES) -> list[dict[str, str]]:
    """Rows for people to fill in: pairs of styles, of which half stand together in the tree, then single styles."""
    tree, words = versions.tree_of(version), styles.words(version.tree.snapshot)
    empty = dict.fromkeys(COLUMNS, "")
    pairs = style_samples.pairs(tree, words, n=n_pairs, seed=seed)
    singles = style_samples.singles(words, n=n_singles, seed=seed)
    asked = [empty | {"style": words[a].text, "other": words[b].text} for a, b in pairs]
    return [*asked, *(empty | {"style": words[style].text} for style in singles)]


def write(file: Writes, rows: Iterable[Mapping[str, str]]) -> None:
    """The rows of a sheet as CSV."""
    written = csv.DictWriter(file, COLUMNS)
    written.writeheader()
    written.writerows(rows)


def rows_of(text: str) -> list[dict[str, str]]:
    """
    The rows of a sheet that came back, whatever a table program put between its columns.

    :raises NotRead: there are other columns
    """
    head = text.partition("\n")[0].strip()
    between = next((mark for mark in ",;\t" if {*COLUMNS} <= {*head.replace('"', "").split(mark)}), None)
    if between is None:
        raise NotRead(f"line 1: the columns are {', '.join(COLUMNS)}")
    try:
        return [*csv.DictReader(io.StringIO(text, newline=""), delimiter=between)]
    except csv.Error as error:
        raise NotRead(str(error)) from error


def held_against(version: StyleVersion, rows: Iterable[Mapping[str, str | None]]) -> Held:
    """
    The version against rows that people filled in; what is empty is left out.

    :raises NotRead: a row says what cannot be read
    """
    tree, words = versions.tree_of(version), styles.words(version.tree.snapshot)
    said = style_judgments.read(rows, tree, words)
    return Held(style_metrics.agreement(tree, said.pairs), style_metrics.accuracy(tree, said.singles))
