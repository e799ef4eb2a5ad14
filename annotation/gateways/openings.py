"""Statements that fill a batch: a million rows without a Django object."""

from collections.abc import Sequence
from typing import Any

import orjson
from django.db import connection

from annotation.gateways.prepared import change, rows

# Rows are numbered in the order of the shuffle, so a pair's id is its random place in the queue. Gold lies among them:
# its numbers tell nothing, and what is gold in a batch is no work in it. It waits in no queue (gateways/gold.py). Some
# numbers stay free, by chance among the others, for gold that is made later: one in five, and no more than there is
# room for.
TAKE_PAIRS = """
WITH picked AS MATERIALIZED ({picked}),
taken AS MATERIALIZED (
  SELECT nextval(pg_get_serial_sequence('annotation_batchpair', 'id')) AS id, shuffled.* FROM (
    SELECT picked.id AS image_id, picked.shuffle, 0 AS purpose, 0 AS state, NULL::bigint AS tokenisation_id,
           0 AS n_words, '{{}}'::jsonb AS locked FROM picked
    UNION ALL
    SELECT g.image_id, md5(g.image_id || ':gold'), 1, 7, g.tokenisation_id, g.n_words, g.locked
      FROM annotation_gold g WHERE g.id = ANY (%s::bigint[])
    UNION ALL
    SELECT NULL, md5(random()::text), 1, 7, NULL, 0, '{{}}'
      FROM generate_series(1, LEAST(%s, (SELECT count(*) / 5 + 1 FROM picked)))
     ORDER BY shuffle, image_id) shuffled),
free AS (
  INSERT INTO annotation_goldplace (number, batch_id) SELECT id, %s FROM taken WHERE image_id IS NULL)
INSERT INTO annotation_batchpair (id, batch_id, image_id, purpose, round, tokenisation_id, n_words, locked, state,
  n_counted, m, s, desk_reason, desk_words, settled_how, outcome, struck, word_sources, wanted, at_most)
SELECT taken.id, b.id, taken.image_id, taken.purpose, 1, taken.tokenisation_id, taken.n_words, taken.locked,
  taken.state, 0, array_fill(0::smallint, ARRAY[taken.n_words::int]),
  array_fill(0::smallint, ARRAY[taken.n_words::int]), '', '{{}}', '', '', '{{}}', '{{}}', b.wanted, b.at_most
  FROM taken JOIN annotation_batch b ON b.id = %s
 WHERE taken.image_id IS NOT NULL
"""

# Each takes one of the numbers that stayed free, whichever.
TAKE_GOLD = """
WITH free AS (
  DELETE FROM annotation_goldplace WHERE number IN (
    SELECT number FROM annotation_goldplace WHERE batch_id = %(batch)s
     ORDER BY random() LIMIT cardinality(%(gold)s::bigint[]))
  RETURNING number),
numbered AS (SELECT number, row_number() OVER (ORDER BY random()) AS place FROM free),
taken AS (
  SELECT g.*, row_number() OVER (ORDER BY g.id DESC) AS place
    FROM annotation_gold g WHERE g.id = ANY (%(gold)s::bigint[]))
INSERT INTO annotation_batchpair (id, batch_id, image_id, purpose, round, tokenisation_id, n_words, locked, state,
  n_counted, m, s, desk_reason, desk_words, settled_how, outcome, struck, word_sources, wanted, at_most)
SELECT numbered.number, b.id, taken.image_id, 1, 1, taken.tokenisation_id, taken.n_words, taken.locked, 7, 0,
  array_fill(0::smallint, ARRAY[taken.n_words::int]), array_fill(0::smallint, ARRAY[taken.n_words::int]),
  '', '{}', '', '', '{}', '{}', b.wanted, b.at_most
  FROM numbered JOIN taken USING (place) JOIN annotation_batch b ON b.id = %(batch)s
"""

PREPARING = """
SELECT p.id AS pair, w.id AS prompt_id, w.text, w.language, t.id AS tokenisation, t.tokens, t.n_words
  FROM annotation_batchpair p
  JOIN dataset_image i ON i.id = p.image_id
  JOIN dataset_prompt w ON w.id = i.prompt_id
  LEFT JOIN dataset_tokenisation t ON t.prompt_id = w.id AND t.version = %(version)s
 WHERE p.batch_id = %(batch)s AND p.state = 0
 ORDER BY p.id LIMIT %(limit)s FOR NO KEY UPDATE OF p SKIP LOCKED
"""

# In the order of prompts: two batches that open at once share some, and each waits for what the other has inserted.
KEEP_TOKENS = """
INSERT INTO dataset_tokenisation (prompt_id, version, tokens, tokens_hash, n_words)
SELECT prompt_id, %(version)s, tokens::jsonb, tokens_hash, n_words
  FROM unnest(%(prompts)s::bigint[], %(tokens)s::text[], %(hashes)s::text[], %(n_words)s::smallint[])
    AS made (prompt_id, tokens, tokens_hash, n_words)
 ORDER BY prompt_id
ON CONFLICT DO NOTHING
"""

OPEN_PAIRS = """
UPDATE annotation_batchpair p
   SET tokenisation_id = t.id, n_words = t.n_words, locked = made.locked::jsonb, state = 1,
       m = array_fill(0::smallint, ARRAY[t.n_words::int]), s = array_fill(0::smallint, ARRAY[t.n_words::int])
  FROM unnest(%(pairs)s::bigint[], %(prompts)s::bigint[], %(locked)s::text[]) AS made (pair_id, prompt_id, locked)
  JOIN dataset_tokenisation t ON t.prompt_id = made.prompt_id AND t.version = %(version)s
 WHERE p.id = made.pair_id
"""

OPEN_SLOTS = """
INSERT INTO annotation_slot (batch_id, pair_id, ordinal, state, lane, position, skip_reason)
SELECT %(batch)s, pair_id, o, 0, 1, pair_id, ''
  FROM (SELECT id AS pair_id, wanted FROM annotation_batchpair WHERE id = ANY (%(pairs)s::bigint[])) p
 CROSS JOIN generate_series(1, wanted) o
 ORDER BY pair_id, o
"""


def lock() -> None:
    """Until this transaction ends, no other opens a batch: it would not see which images this one takes."""
    rows("SELECT pg_advisory_xact_lock(hashtext('annotation.open_batch'))", {})


def take_pairs(*, batch_id: int, picked: str, arguments: Sequence[Any], gold: list[int], n_free: int) -> int:
    """
    Make the batch's pairs from a SELECT of (id, shuffle) over images, and gold pairs beside them; how many pairs.

    :param n_free: numbers that stay free for gold to come, at most
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE_PAIRS.format(picked=picked), [*arguments, gold, n_free, batch_id, batch_id])
        return int(cursor.rowcount) - len(gold)


def take_gold(*, batch_id: int, gold: list[int]) -> int:
    """Make pairs of as much of this gold as the locked batch has numbers free; how many."""
    return change(TAKE_GOLD, {"batch": batch_id, "gold": gold}) if gold else 0


def preparing(*, batch_id: int, version: str, limit: int) -> list[dict[str, Any]]:
    """The next pairs that wait for their tokens, locked; with tokens where the prompt has them already."""
    found = rows(PREPARING, {"batch": batch_id, "version": version, "limit": limit})
    return [row | {"tokens": None if row["tokens"] is None else orjson.loads(row["tokens"])} for row in found]


def keep_tokens(*, version: str, prompts: list[int], tokens: list[str], hashes: list[str], n_words: list[int]) -> None:
    change(
        KEEP_TOKENS, {"version": version, "prompts": prompts, "tokens": tokens, "hashes": hashes, "n_words": n_words}
    )


def open_pairs(*, version: str, pairs: list[int], prompts: list[int], locked: list[str]) -> None:
    change(OPEN_PAIRS, {"version": version, "pairs": pairs, "prompts": prompts, "locked": locked})


def open_slots(*, batch_id: int, pairs: list[int]) -> None:
    """As many as each of these pairs wants."""
    change(OPEN_SLOTS, {"batch": batch_id, "pairs": pairs})
