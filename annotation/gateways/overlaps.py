"""Statements that change how many opinions the pairs of a batch ask."""

from typing import Any

from annotation.gateways.prepared import change, rows

# Being prepared, in work or parked: what is at the desk or settled stays as it was asked.
NEXT = """
SELECT p.id, p.state, p.wanted FROM annotation_batchpair p
 WHERE p.batch_id = %(batch)s AND p.purpose = 0 AND p.state IN (0, 1, 4) AND p.id > %(reached)s
 ORDER BY p.id LIMIT %(limit)s FOR NO KEY UPDATE OF p
"""

# A statement of its own after the pairs are locked; who claims passes over these slots meanwhile.
LOCK_SLOTS = """
SELECT id, pair_id, ordinal, state FROM annotation_slot
 WHERE pair_id = ANY (%(pairs)s::bigint[]) ORDER BY id FOR NO KEY UPDATE
"""

PIN = """
UPDATE annotation_batchpair SET wanted = %(wanted)s, at_most = %(at_most)s WHERE id = ANY (%(pairs)s::bigint[])
"""

# Beside the first place of each pair, in its lane: nobody has passed it.
ADD = """
INSERT INTO annotation_slot (batch_id, pair_id, ordinal, state, lane, position, skip_reason)
SELECT s.batch_id, s.pair_id, o, 0, s.lane, s.position, ''
  FROM annotation_slot s CROSS JOIN generate_series(%(before)s + 1, %(wanted)s) o
 WHERE s.pair_id = ANY (%(pairs)s::bigint[]) AND s.ordinal = 1
 ORDER BY s.pair_id, o
"""

CLOSE = """
UPDATE annotation_slot SET state = 5, ordinal = NULL
 WHERE pair_id = ANY (%(pairs)s::bigint[]) AND state = 0 AND ordinal > %(wanted)s
"""

RENUMBER = "UPDATE annotation_slot SET ordinal = %(ordinal)s WHERE id = %(slot)s"


def lock_next(*, batch_id: int, reached: int, limit: int) -> list[dict[str, Any]]:
    """The next pairs beyond `reached` that are not decided, locked."""
    return rows(NEXT, {"batch": batch_id, "reached": reached, "limit": limit})


def lock_slots(*, pairs: list[int]) -> list[dict[str, Any]]:
    """All slots of these locked pairs, locked."""
    return rows(LOCK_SLOTS, {"pairs": pairs})


def pin(*, pairs: list[int], wanted: int, at_most: int) -> None:
    change(PIN, {"pairs": pairs, "wanted": wanted, "at_most": at_most})


def fit(*, pairs: list[int], before: int, wanted: int) -> None:
    """Add or close places of pairs that nobody was given yet, so that each has as many as it wants."""
    change(ADD if wanted > before else CLOSE, {"pairs": pairs, "before": before, "wanted": wanted})


def renumber(*, slot_id: int, ordinal: int) -> None:
    change(RENUMBER, {"slot": slot_id, "ordinal": ordinal})
