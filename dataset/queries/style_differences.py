"""Two versions of style trees, read to be held against each other."""

from dataset.models import StyleVersion
from dataset.queries import style_versions as versions
from dataset.queries import styles
from dataset.rules import style_differences
from dataset.rules.style_differences import Difference, Side


def between(before: StyleVersion, after: StyleVersion) -> Difference:
    """Three queries for each. Numbers mean the same categories in versions of one tree, and in one based on another."""
    by_number = before.tree_id == after.tree_id or after.tree.based_on_id == before.pk
    return style_differences.difference(side(before), side(after), by_number=by_number)


def side(version: StyleVersion) -> Side:
    return Side(versions.tree_of(version), styles.words(version.tree.snapshot))
