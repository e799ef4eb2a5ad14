"""What every slot was, and when: written by a trigger that only trials have, read to find false "no work"."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import psycopg

OPEN = 0
INSTALL = """
CREATE TABLE crowd_history (slot bigint, pair bigint, state int, annotator bigint, at double precision);
CREATE FUNCTION crowd_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO public.crowd_history
  VALUES (NEW.id, NEW.pair_id, NEW.state, NEW.annotator_id, extract(epoch FROM clock_timestamp()));
  RETURN NULL;
END $$;
CREATE TRIGGER crowd_note AFTER INSERT OR UPDATE ON annotation_slot FOR EACH ROW EXECUTE FUNCTION crowd_note();
"""
LANGUAGES = """
SELECT p.id, w.language FROM annotation_batchpair p
  JOIN dataset_image i ON i.id = p.image_id JOIN dataset_prompt w ON w.id = i.prompt_id
"""
REMOVE = """
DROP TRIGGER IF EXISTS crowd_note ON annotation_slot;
DROP FUNCTION IF EXISTS crowd_note();
DROP TABLE IF EXISTS crowd_history;
"""


@dataclass(frozen=True)
class Opened:
    """A slot that stood open for a while."""

    slot: int
    pair: int
    began: float
    ended: float


def install(admin: psycopg.Connection[Any]) -> None:
    admin.execute(REMOVE)
    admin.execute(INSTALL)


def remove(admin: psycopg.Connection[Any]) -> None:
    admin.execute(REMOVE)


def false_no_work(
    admin: psycopg.Connection[Any], said: Iterable[dict[str, Any]], margin: float
) -> list[tuple[dict[str, Any], Opened]]:
    """
    Each `no_work` that was said although a slot stood open to that person, with the slot.

    Only what is certain counts: the slot was open `margin` seconds before the question (its opening was committed) and
    until after the answer, the person reads the pair's language, and had never stood on that pair.
    """
    rows = admin.execute("SELECT slot, pair, state, annotator, at FROM crowd_history ORDER BY slot, at").fetchall()
    opened = sorted(intervals(rows), key=lambda one: one.ended)
    ends = [one.ended for one in opened]
    met: dict[tuple[int, int], float] = {}
    for _, pair, _, annotator, at in rows:
        if annotator is not None:
            met[pair, annotator] = min(at, met.get((pair, annotator), at))
    reads = dict(admin.execute("SELECT id, languages FROM annotation_annotator").fetchall())
    language = dict(admin.execute(LANGUAGES).fetchall())
    found = []
    for event in said:
        for one in opened[bisect_right(ends, event["ended"]) :]:
            if language[one.pair] not in reads[event["who"]]:
                continue
            stranger = met.get((one.pair, event["who"]), float("inf")) > event["ended"]
            if one.began < event["began"] - margin and stranger:
                found.append((event, one))
    return found


def intervals(rows: Iterable[tuple[Any, ...]]) -> Iterable[Opened]:
    """From when to when each slot was open."""
    by_slot: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        by_slot[row[0]].append(row)
    for slot, changes in by_slot.items():
        for row, after in zip(changes, [*changes[1:], None], strict=True):
            if row[2] == OPEN:
                yield Opened(slot, row[1], row[4], after[4] if after else float("inf"))
