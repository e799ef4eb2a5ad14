"""Databases for one trial each, copied from an empty one; what stands in them, as one number; COPY beside it."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

TABLES = ("dataset_archive", "dataset_importrun", "dataset_prompt", "dataset_image", "dataset_importrow")
PART = 256 * 1024

# Every row without what differs between two runs of the same input: surrogate ids, random ids, times.
DIGEST = """
SELECT what, count(*), COALESCE(sum(('x' || left(md5(said), 15))::bit(60)::bigint), 0)::text FROM (
  SELECT 'image' AS what, ROW(i.source, i.source_key, p.text, encode(p.text_sha256, 'hex'), i.generator, i.arguments,
    i.licence, i.nsfw_score, i.clip_score, i.sensitivity, i.split, i.origin, a.path, i.media_state, i.media_reason,
    i.n_media_attempts, i.sha256, i.withdrawn_at, i.row)::text AS said
  FROM dataset_image i JOIN dataset_prompt p ON p.id = i.prompt_id LEFT JOIN dataset_archive a ON a.id = i.archive_id
  UNION ALL
  SELECT 'prompt', ROW(text, encode(text_sha256, 'hex'), language, traits)::text FROM dataset_prompt
  UNION ALL
  SELECT 'row', ROW(number, verdict, reason, source_key, detail)::text FROM dataset_importrow
  UNION ALL
  SELECT 'run', ROW(source, path, fingerprint, options, state, cursor, n_rows, n_added, n_known, n_refused)::text
  FROM dataset_importrun
  UNION ALL
  SELECT 'words', ROW(p.text, w.kind, w.words)::text
  FROM dataset_promptwords w JOIN dataset_prompt p ON p.id = w.prompt_id
  UNION ALL
  SELECT 'caption', ROW(p.text, c.text)::text FROM dataset_caption c JOIN dataset_prompt p ON p.id = c.prompt_id
  UNION ALL
  SELECT 'question', ROW(p.text, q.kind, q.position, q.text, q.options, q.answer)::text
  FROM dataset_question q JOIN dataset_prompt p ON p.id = q.prompt_id
) every_row GROUP BY what ORDER BY what
"""

HELD = """
SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
 WHERE l.locktype = 'advisory' AND d.datname = current_database())
"""

Digest = dict[str, list[str]]


@dataclass(frozen=True)
class Place:
    """A database of its own; `env` is for processes that work in it."""

    name: str
    env: dict[str, str]

    def admin(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(renamed(os.environ["DATABASE_ADMIN_URL"], self.name), autocommit=True)

    def digest(self) -> Digest:
        """Count and sum of each kind of row: equal where the same was brought in."""
        with self.admin() as admin:
            return {str(what): [str(n), str(total)] for what, n, total in admin.execute(DIGEST)}

    def cursor(self) -> int:
        """How far the import is; its row is not there before it has begun."""
        with self.admin() as admin:
            [(found,)] = admin.execute("SELECT COALESCE(max(cursor), 0)::bigint FROM dataset_importrun")
            return int(str(found))

    def is_held(self) -> bool:
        """Whether PostgreSQL has yet to notice that an import is gone."""
        with self.admin() as admin:
            [(found,)] = admin.execute(HELD)
            return bool(found)

    def n_bytes(self) -> int:
        with self.admin() as admin:
            [(found,)] = admin.execute("SELECT pg_database_size(current_database())")
            return int(str(found))


@contextmanager
def place(name: str) -> Iterator[Place]:
    """A copy of the empty database, dropped at the end."""
    address = os.environ["DATABASE_ADMIN_URL"]
    empty = urlsplit(address).path.lstrip("/")
    with psycopg.connect(renamed(address, "postgres"), autocommit=True) as admin:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        admin.execute(drop)
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(empty)))
        admin.execute("CHECKPOINT")
        try:
            yield Place(name, {**os.environ, "DATABASE_URL": renamed(os.environ["DATABASE_URL"], name)})
        finally:
            admin.execute(drop)


def renamed(address: str, name: str) -> str:
    """The same server, another database."""
    return urlsplit(address)._replace(path=f"/{name}").geturl()


def copied(found: Place, folder: Path) -> dict[str, float]:
    """Seconds that COPY takes for each table with the rows of `found`: as the application, past indexes and checks."""
    dump(found, folder)
    seconds = {}
    with place("bench_copied") as bare, psycopg.connect(bare.env["DATABASE_URL"], autocommit=True) as app:
        for table in TABLES:
            began = time.perf_counter()
            with (folder / table).open("rb") as file, app.cursor().copy(f"COPY {table} FROM STDIN") as target:
                while part := file.read(PART):
                    target.write(part)
            seconds[table] = time.perf_counter() - began
    return seconds


def dump(found: Place, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with found.admin() as admin:
        for table in TABLES:
            query = f"COPY (SELECT * FROM {table} ORDER BY id) TO STDOUT"  # noqa: S608  names of ours
            with (folder / table).open("wb") as file, admin.cursor().copy(query) as rows:
                file.writelines(rows)
