"""Seventy thousand styles, and where they are: written in one statement each time."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from django.db import connection

from dataset.rules.style_words import Word

STYLES = """
INSERT INTO dataset_style (snapshot_id, number, text, is_artist, n_prompts, variants)
SELECT %(snapshot)s, made.*
  FROM jsonb_to_recordset(%(words)s)
       AS made (number int, text text, is_artist boolean, n_prompts int, variants text[])
"""

# Every style of a snapshot; those that nobody names stand in no category.
BEGIN = """
INSERT INTO dataset_styleassignment (version_id, style_id, node_id, by, n_votes, n_for, tied, actor)
SELECT %(version)s, s.id, made.node, CASE WHEN s.number = ANY (%(kept)s) THEN 'kept' ELSE 'patch' END, 0, 0, false, ''
  FROM dataset_style s
  LEFT JOIN unnest(%(numbers)s::int[], %(nodes)s::bigint[]) AS made (number, node) USING (number)
 WHERE s.snapshot_id = %(snapshot)s
"""

# As another version of the same tree has it; what people decided stays theirs.
COPY = """
INSERT INTO dataset_styleassignment (version_id, style_id, node_id, by, n_votes, n_for, tied, actor)
SELECT %(version)s, a.style_id, now.id,
       CASE WHEN a.by = 'person' THEN a.by WHEN a.node_id IS NULL THEN 'patch' ELSE 'kept' END, 0, 0, false, a.actor
  FROM dataset_styleassignment a
  LEFT JOIN dataset_stylenode was ON was.id = a.node_id
  LEFT JOIN dataset_stylenode now ON now.version_id = %(version)s AND now.number = was.number
 WHERE a.version_id = %(of)s
"""

DECIDE = """
UPDATE dataset_styleassignment a
   SET node_id = made.node, n_votes = made.n_votes, n_for = made.n_for, tied = made.tied, by = 'model'
  FROM unnest(%(numbers)s::int[], %(nodes)s::bigint[], %(n_votes)s::int[], %(n_for)s::int[], %(tied)s::boolean[])
       AS made (number, node, n_votes, n_for, tied)
  JOIN dataset_style s ON s.snapshot_id = %(snapshot)s AND s.number = made.number
 WHERE a.version_id = %(version)s AND a.style_id = s.id
"""


class Decided(NamedTuple):
    """What the votes on a style came to: its category's key, or None."""

    number: int
    node: int | None
    n_votes: int
    n_for: int
    tied: bool


def keep(*, snapshot: int, words: Sequence[Word]) -> None:
    """The styles of a snapshot; their places in this list are their numbers."""
    rows = [asdict(word) | {"number": number} for number, word in enumerate(words)]
    with connection.cursor() as cursor:
        cursor.execute(STYLES, {"snapshot": snapshot, "words": json.dumps(rows)})


def begin(*, version: int, snapshot: int, nodes: Mapping[int, int], kept: Collection[int]) -> None:
    """Put every style of a snapshot where a version begins with it; `nodes` has the keys of categories by style."""
    given: dict[str, Any] = {"version": version, "snapshot": snapshot, "kept": [*kept]}
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, given | {"numbers": [*nodes], "nodes": [*nodes.values()]})


def copy(*, version: int, of: int) -> None:
    """Put every style where another version of the same tree has it."""
    with connection.cursor() as cursor:
        cursor.execute(COPY, {"version": version, "of": of})


def decide(*, version: int, snapshot: int, decided: Sequence[Decided]) -> None:
    """Put styles where their votes put them."""
    given: dict[str, Any] = {
        "version": version,
        "snapshot": snapshot,
        "numbers": [one.number for one in decided],
        "nodes": [one.node for one in decided],
        "n_votes": [one.n_votes for one in decided],
        "n_for": [one.n_for for one in decided],
        "tied": [one.tied for one in decided],
    }
    with connection.cursor() as cursor:
        cursor.execute(DECIDE, given)
