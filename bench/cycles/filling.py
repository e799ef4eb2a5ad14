"""
Fills a database with a batch of N pairs, server-side and in chunks: `python -m bench.cycles.filling N`.

Every chunk is one transaction that notes itself, so that a run which was stopped goes on where it was. The connection
is the superuser's, and foreign keys are not checked while it fills: the numbers of all rows are known.
"""

import os
import sys
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import django
import psycopg

CHUNK = 50_000
PEOPLE = 202  # two hundred who work, one who has judged much, one who is new
JUDGED = 50_000
NAMED = "translate(left(md5(n::text), 12), '0123456789', 'ghijklmnop')"
# The picture of a pair: neighbours in the queue are strangers in the corpus, as after a shuffle.
PICTURE = "(n::bigint * 7919 % {n} + 1)"

PREPARE = """
CREATE TABLE IF NOT EXISTS bench_fill (step text PRIMARY KEY);
CREATE TABLE IF NOT EXISTS bench_wording (number int PRIMARY KEY, text text, tokens jsonb, n_words smallint);
CREATE TABLE IF NOT EXISTS bench_note (id bigserial PRIMARY KEY, pair_id bigint, text text);
GRANT ALL ON bench_note, bench_note_id_seq TO strikeout_app;
"""
RUN = """
INSERT INTO dataset_importrun (id, source, path, fingerprint, options, state, cursor, n_rows, n_added, n_known,
    n_refused, actor, started_at, finished_at)
VALUES (1, 'bench', 'bench', '', '{{}}', 'done', {n}, {n}, {n}, 0, 0, 'bench', now(), now())
"""
PROMPTS = f"""
INSERT INTO dataset_prompt (id, text, text_sha256, language, language_confidence, traits, described_at)
SELECT n, {NAMED} || w.text, sha256(convert_to({NAMED} || w.text, 'UTF8')), 'en', 1, '{{{{}}}}', now()
  FROM generate_series({{first}}, {{last}}) n JOIN bench_wording w ON w.number = n % {{wordings}}
"""  # noqa: S608  all parts are constants
TOKENS = """
INSERT INTO dataset_tokenisation (id, prompt_id, version, tokens, tokens_hash, n_words)
SELECT n, n, '{version}', w.tokens, md5(n::text) || md5('t' || n), w.n_words
  FROM generate_series({first}, {last}) n JOIN bench_wording w ON w.number = n % {wordings}
"""
IMAGES = """
INSERT INTO dataset_image (id, public_id, source, source_key, run_id, prompt_id, generator, arguments, licence,
    sensitivity, split, origin, media_state, media_reason, media_detail, n_media_attempts, sha256, n_bytes, format,
    width, height, thumbhash, created_at)
SELECT n, md5('i' || n)::uuid, 'bench', './' || lpad((n / 1000)::text, 4, '0') || '/' || md5('i' || n)::uuid || '.png',
    1, n, 'midjourney', '{{"v": "5.2", "ar": "3:2"}}', 'CC-BY-4.0', 'unknown', '', '', 'ready', '', '', 1,
    md5('s' || n) || md5(n::text), 500000, 'png', 1024, 1024, decode(left(md5(n::text), 24) || md5('h' || n), 'hex'),
    now()
  FROM generate_series({first}, {last}) n
"""
PAIRS = f"""
INSERT INTO annotation_batchpair (id, batch_id, image_id, purpose, round, tokenisation_id, n_words, locked, state,
    n_counted, m, s, desk_reason, desk_words, settled_how, outcome, struck, word_sources)
SELECT n, 1, t.id, 0, 1, t.id, t.n_words, '{{{{}}}}', 1, 0, array_fill(0::smallint, ARRAY[t.n_words::int]),
    array_fill(0::smallint, ARRAY[t.n_words::int]), '', '{{{{}}}}', '', '', '{{{{}}}}', '{{{{}}}}'
  FROM generate_series({{first}}, {{last}}) n JOIN dataset_tokenisation t ON t.id = {PICTURE}
"""  # noqa: S608  all parts are constants
SLOTS = """
INSERT INTO annotation_slot (batch_id, pair_id, ordinal, state, lane, position, skip_reason)
SELECT 1, n, o, 0, 1, n, ''
  FROM generate_series({first}, {last}) n CROSS JOIN generate_series(1, 2) o ORDER BY n, o
"""
# Who has judged much did so over the last days, fifteen hundred a day, in the order of the queue.
VETERAN = """
WITH said AS (
  INSERT INTO annotation_judgment (slot_id, revision, pair_id, annotator_id, guideline_id, submission_uuid, body_hash,
    outcome, n_words, struck, canonical, canonical_version, unsure, tokens_hash, active_ms, receipt, created_at)
  SELECT s.id, 1, p.id, {veteran}, b.guideline_id, md5('u' || p.id)::uuid, md5('b' || p.id) || md5(p.id::text),
    'judged', p.n_words, '{{3}}', '{{3}}', 'lists-1', '{{}}', md5('t' || p.id) || md5(p.id::text), 9000, 'counted',
    now() - (({judged} - p.id) / 1500.0) * interval '1 day'
    FROM annotation_batchpair p JOIN annotation_batch b ON b.id = p.batch_id
    JOIN annotation_slot s ON s.pair_id = p.id AND s.ordinal = 1
   WHERE p.id BETWEEN {first} AND {last}
  RETURNING id, slot_id, pair_id),
met AS (
  INSERT INTO annotation_meeting (pair_id, annotator_id, created_at) SELECT pair_id, {veteran}, now() FROM said),
summed AS (
  UPDATE annotation_batchpair p SET n_counted = 1, m = array_fill(1::smallint, ARRAY[p.n_words::int]),
      s = array_fill(0::smallint, ARRAY[3]) || 1::smallint || array_fill(0::smallint, ARRAY[p.n_words - 4]),
      sum_judgments = 1, sum_judged = p.n_words, sum_share = 60
    FROM said WHERE p.id = said.pair_id),
moved AS (UPDATE annotation_member SET fresh_cursor = {last} WHERE annotator_id = {veteran})
UPDATE annotation_slot s SET state = 2, annotator_id = {veteran}, judgment_id = said.id
  FROM said WHERE s.id = said.slot_id
"""
SEQUENCES = """
SELECT setval(pg_get_serial_sequence(name, 'id'), {n} + 1)
  FROM unnest(ARRAY['dataset_importrun', 'dataset_prompt', 'dataset_tokenisation', 'dataset_image',
    'annotation_batchpair']) name
"""
# The batch as on its first day, for batches so small that one measurement empties them.
EMPTY = """
TRUNCATE annotation_slot, annotation_meeting, annotation_judgment, annotation_batchpair RESTART IDENTITY CASCADE;
UPDATE annotation_member SET late_cursor = -1, fresh_cursor = -1, sweeping = false, dry_until = NULL, dry_after = -1;
DELETE FROM bench_fill WHERE step LIKE 'pairs %' OR step LIKE 'slots %' OR step LIKE 'sequences%'
"""


class Step(NamedTuple):
    """One transaction of the filling."""

    name: str
    statement: str


def ranges(n: int) -> Iterator[tuple[int, int]]:
    return ((first, min(n, first + CHUNK - 1)) for first in range(1, n + 1, CHUNK))


def steps(n: int) -> Iterator[Step]:
    """All that a database of `n` pairs needs, in order."""
    from bench.cycles.wordings import N_WORDINGS  # noqa: PLC0415  after Django is set up
    from dataset.rules.tokeniser import TOKENISER_VERSION  # noqa: PLC0415

    yield Step("run", RUN.format(n=n))
    corpus = {"prompts": PROMPTS, "tokens": TOKENS, "images": IMAGES, "pairs": PAIRS, "slots": SLOTS}
    known = {"wordings": N_WORDINGS, "version": TOKENISER_VERSION, "n": n}
    for name, statement in corpus.items():
        for first, last in ranges(n):
            yield Step(f"{name} {last:,}", statement.format(first=first, last=last, **known))
    yield Step("sequences", SEQUENCES.format(n=n))
    if n >= 2 * JUDGED:
        for first, last in ranges(JUDGED):
            people = {"veteran": veteran(), "judged": JUDGED}
            yield Step(f"judged {last:,}", VETERAN.format(first=first, last=last, **people))


def veteran() -> int:
    """Who has judged fifty thousand pairs; the next number is somebody new."""
    return PEOPLE - 1


def fill(admin: psycopg.Connection[Any], n: int) -> None:
    """Do the steps that are not done, then tidy up once."""
    admin.execute(PREPARE)
    keep_wordings(admin)
    began, tidy = time.monotonic(), True
    for step in steps(n):
        if not is_done(admin, step.name):
            with admin.transaction():
                admin.execute("SET LOCAL session_replication_role = replica")
                admin.execute(step.statement)
                admin.execute("INSERT INTO bench_fill VALUES (%s)", [step.name])
            tidy = False
            print(f"  {n:,} pairs: {step.name}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    if not tidy or not is_done(admin, "tidy"):
        admin.execute("VACUUM (ANALYZE)")
        admin.execute("INSERT INTO bench_fill VALUES ('tidy') ON CONFLICT DO NOTHING")


def keep_wordings(admin: psycopg.Connection[Any]) -> None:
    from bench.cycles.wordings import wordings  # noqa: PLC0415  after Django is set up

    with admin.cursor() as cursor:
        rows = [(number, *wording) for number, wording in enumerate(wordings())]
        cursor.executemany("INSERT INTO bench_wording VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING", rows)


def is_done(admin: psycopg.Connection[Any], step: str) -> bool:
    return admin.execute("SELECT 1 FROM bench_fill WHERE step = %s", [step]).fetchone() is not None


def people() -> None:
    """The batch and its members, once."""
    from annotation.models import Batch, Member  # noqa: PLC0415  after Django is set up
    from bench.crowd import people as crowd  # noqa: PLC0415
    from tests.factories import BatchFactory  # noqa: PLC0415

    if not Batch.objects.exists():
        batch = BatchFactory(id=1, name="loop", n_pairs=0)
        Member.objects.bulk_create(Member(batch=batch, annotator=person) for person in crowd.annotators(PEOPLE))


def main(n: int) -> None:
    django.setup()
    people()
    with psycopg.connect(os.environ["DATABASE_ADMIN_URL"], autocommit=True) as admin:
        fill(admin, n)


if __name__ == "__main__":
    main(int(sys.argv[1]))
