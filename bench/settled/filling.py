"""
A corpus of settled, published pairs, made within the database: a template of `prompts` each, with its own number.

Every pair has its own prompt, tokens, clean prompt, image, verdict with its record, and place in the batch; one in ten
clean prompts has words, a caption and questions. Slots, judgments and evidence are left out: an export does not look
at them. Rows go in by chunks, each whole or not at all, so that a filling that was stopped goes on where it was.
"""

from collections.abc import Callable

import psycopg
from psycopg import sql

from bench.settled.prompts import EVIDENCE, SERIAL, templates
from dataset.queries.exported import EXPORTED_ID
from dataset.rules.tokeniser import TOKENISER_VERSION

BATCH, CHUNK, N_TEMPLATES, SEED = "bench", 20_000, 5_000, 1
TABLES = [
    *("dataset_prompt", "dataset_tokenisation", "dataset_image", "annotation_batchpair"),
    *("dataset_verdict", "dataset_verdictrecord", "dataset_caption", "dataset_promptwords", "dataset_question"),
]

TEMPLATES = """
CREATE SCHEMA bench;
CREATE TABLE bench.template (
    i int PRIMARY KEY, text text, language text, tokens jsonb, n_words int, outcome text, struck smallint[],
    judged smallint[], strikes smallint[], word_sources smallint[], provisional bool, strict_text text,
    tidy_text text, tidy_auto smallint[], made_by text, prompt text, clean_prompt text, votes text, removed text);
CREATE TABLE bench.filled (n bigint);
INSERT INTO bench.filled VALUES (0);
"""
PARENTS = """
INSERT INTO dataset_importrun (id, source, path, fingerprint, options, state, cursor, n_rows, n_added, n_known,
    n_refused, actor, started_at, finished_at)
VALUES (1, 'bench', 'bench', repeat('0', 64), '{}', 'done', 0, 0, 0, 0, 0, 'bench', '2026-01-01Z', '2026-01-01Z');
INSERT INTO annotation_batch (id, name, guideline_id, state, wanted, at_most, split_to_desk, priority, seed, selection,
    n_pairs, actor, created_at, requires_qualification)
SELECT 1, 'bench', id, 'open', 2, 3, false, 0, 1, '{}', 0, 'bench', '2026-01-01Z', false
  FROM annotation_guidelineversion WHERE number = 1;
"""

# Ids: the n-th pair has n throughout, but for prompts: 2n as collected, 2n + 1 clean.
MADE = """
CREATE TEMP TABLE made ON COMMIT DROP AS
SELECT n, t.*, lpad(n::text, 7, '0') AS serial, t.tidy_text = t.text AS unchanged,
       CASE WHEN t.tidy_text IS NULL THEN NULL WHEN t.tidy_text = t.text THEN 2 * n ELSE 2 * n + 1 END AS clean_id,
       CASE WHEN 3 = ANY(t.judged) THEN 3 ELSE 2 END AS n_judgments
  FROM generate_series(%(first)s::bigint, %(last)s) n JOIN bench.template t ON t.i = n %% %(templates)s
"""
FILL = (
    """
INSERT INTO dataset_prompt (id, text, text_sha256, language, language_confidence, traits, described_at)
SELECT id, text, sha256(convert_to(text, 'UTF8')), language, 0.9, '{}', '2026-01-01Z'
  FROM (SELECT 2 * n AS id, replace(text, %(serial)s, serial) AS text, language FROM made
        UNION ALL SELECT clean_id, replace(tidy_text, %(serial)s, serial), language FROM made
                   WHERE clean_id <> 2 * n) p ORDER BY id""",
    """
INSERT INTO dataset_tokenisation (id, prompt_id, version, tokens, tokens_hash, n_words)
SELECT n, 2 * n, %(version)s, tokens, md5(n::text) || md5(n::text), n_words FROM made""",
    """
INSERT INTO dataset_image (id, public_id, source, source_key, run_id, prompt_id, generator, arguments, licence,
    sensitivity, split, origin, media_state, media_reason, media_detail, n_media_attempts, sha256, n_bytes, format,
    width, height, thumbhash, withdrawn_at, created_at)
SELECT n, gen_random_uuid(), 'bench', format('%%s/%%s.png', lpad((n %% 200)::text, 3, '0'), md5(n::text)), 1, 2 * n,
       'midjourney', format('{"v": "5", "ar": "3:2", "s": 250, "seed": %%s}', n)::jsonb, 'CC0-1.0',
       CASE WHEN n %% 1000 = 7 THEN 'blocked' ELSE 'safe' END, 'test', '', 'ready', '', '', 1,
       encode(sha256(convert_to(serial, 'UTF8')), 'hex'), 7, 'png', 1024, 1536, '',
       CASE WHEN n %% 1000 = 8 THEN timestamptz '2026-01-01Z' END, '2026-01-01Z' FROM made""",
    """
INSERT INTO dataset_verdict (id, image_id, number, outcome, prompt_id, tokenisation_id, struck, judged, strikes,
    word_sources, provisional, method, parameters, evidence_hash, strict_text, tidy_prompt_id, tidy_auto, source,
    source_key, precedence, actor, created_at)
SELECT n, n, 1, outcome, 2 * n, n, struck, judged, strikes, word_sources, provisional,
       made_by::jsonb ->> 'method', made_by::jsonb -> 'parameters',
       encode(sha256(convert_to('e' || n, 'UTF8')), 'hex'), replace(strict_text, %(serial)s, serial), clean_id,
       tidy_auto, %(batch)s, format('%%s/%%s/1', %(batch)s::text, n), 1001, 'batch bench', '2026-01-01Z' FROM made""",
    """
INSERT INTO dataset_verdictrecord (verdict_id, exported_id, n_words, made_by, prompt, clean_prompt, votes, removed)
SELECT n, {exported_id}, n_words, made_by, replace(made.prompt, %(serial)s, serial),
       replace(clean_prompt, %(serial)s, serial),
       replace(replace(votes, %(serial)s, serial), %(evidence)s, v.evidence_hash), removed
  FROM made JOIN dataset_verdict v ON v.id = n JOIN dataset_image i ON i.id = n""".replace(
        "{exported_id}", EXPORTED_ID
    ),
    """
INSERT INTO dataset_caption (prompt_id, text, provenance)
SELECT clean_id, 'A picture of ' || left(replace(tidy_text, %(serial)s, serial), 80), 'bench' FROM made
 WHERE clean_id IS NOT NULL AND n %% 10 = 0""",
    """
INSERT INTO dataset_promptwords (prompt_id, kind, words, provenance)
SELECT clean_id, kind, ARRAY['soft light', '"quoted"', 'fox'], 'bench' FROM made,
       unnest(ARRAY['style', 'content', 'atmosphere', 'other']) kind WHERE clean_id IS NOT NULL AND n %% 10 = 0""",
    """
INSERT INTO dataset_question (prompt_id, kind, position, text, options, answer, provenance)
SELECT clean_id, kind, position, 'What is seen in the picture?', ARRAY['a fox', 'a pear', 'a plum', 'a lamp'],
       position, 'bench' FROM made, unnest(ARRAY['style', 'content']) kind, generate_series(0, 1) position
 WHERE clean_id IS NOT NULL AND n %% 10 = 0""",
    """
INSERT INTO annotation_batchpair (id, batch_id, image_id, purpose, round, tokenisation_id, n_words, locked, state,
    n_counted, m, s, desk_reason, desk_words, settled_how, outcome, struck, word_sources, settled_at, published_at,
    sum_judgments, sum_judged, sum_share, sum_paired, sum_opinions, sum_strikes, sum_struck_agreed,
    sum_struck_possible, sum_kept_possible, sum_differing, sum_disagreement)
SELECT n, 1, n, 0, 1, n, n_words, '{}', 3, n_judgments, judged, strikes, '', '{}', 'consensus', outcome, struck,
       word_sources, '2026-01-01Z', '2026-01-01Z', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM made""",
    "UPDATE bench.filled SET n = %(last)s",
)


def fill(admin: psycopg.Connection, n_pairs: int, report: Callable[[int, int], None]) -> None:
    """Bring the corpus to so many pairs; whatever is there stays. As a superuser, who may leave out the checks."""
    admin.execute("SET session_replication_role = replica")
    if admin.execute("SELECT to_regclass('bench.filled')").fetchone() == (None,):
        begin(admin)
    done = n_filled(admin)
    while done < n_pairs:
        last = min(done + CHUNK, n_pairs)
        put(admin, done + 1, last)
        done = last
        report(done, n_pairs)
    for table in TABLES:
        name = sql.Identifier(table)
        admin.execute(sql.SQL("VACUUM ANALYZE {}").format(name))
    admin.execute("CHECKPOINT")


def n_filled(admin: psycopg.Connection) -> int:
    row = admin.execute("SELECT n FROM bench.filled").fetchone()
    return int(row[0]) if row else 0


def put(admin: psycopg.Connection, first: int, last: int) -> None:
    values = {"first": first, "last": last, "templates": N_TEMPLATES, "batch": BATCH}
    marks = {"serial": SERIAL, "evidence": EVIDENCE, "version": TOKENISER_VERSION}
    with admin.transaction(), psycopg.ClientCursor(admin) as cursor:
        for statement in (MADE, *FILL):
            cursor.execute(statement, values | marks)


def begin(admin: psycopg.Connection) -> None:
    """The templates, and the one import and batch that all rows belong to."""
    with admin.transaction(), admin.cursor() as cursor:
        cursor.execute(TEMPLATES)
        cursor.execute(PARENTS)
        with cursor.copy("COPY bench.template FROM STDIN") as copy:
            for i, template in enumerate(templates(N_TEMPLATES, SEED)):
                copy.write_row((i, *template))
