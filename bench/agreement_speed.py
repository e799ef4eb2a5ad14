"""
How long the agreement of a batch takes in the database: `./run bench agreement_speed`.

It makes batches of pairs that have their sums, and takes them away again.
"""

# ruff: noqa: PLC0415  models are there only after Django is set up

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotation.models import Batch

FILL = """
INSERT INTO annotation_batchpair (batch_id, image_id, purpose, round, tokenisation_id, n_words, locked, state,
    n_counted, m, s, desk_reason, desk_words, settled_how, outcome, struck, word_sources, settled_at,
    sum_judgments, sum_judged, sum_share, sum_paired, sum_opinions, sum_strikes, sum_struck_agreed,
    sum_struck_possible, sum_kept_possible, sum_differing, sum_disagreement)
  SELECT %(batch)s, n, 0, 1, n %% (%(pairs)s * 19 / 20), 25, '{"3": 10, "9": 10}', 3, 2,
    array_fill(2::smallint, ARRAY[25]),
    array_fill(2::smallint, ARRAY[agreed]) || array_fill(1::smallint, ARRAY[split])
      || array_fill(0::smallint, ARRAY[25 - agreed - split]),
    '', '{}', 'consensus', 'judged', '{5, 7}', array_fill(0::smallint, ARRAY[25]), now(), 2, 23,
    60 * agreed + 30 * split, 23, 46, 2 * agreed + split, 2 * agreed, 2 * agreed + split, 46 - 2 * agreed - split,
    60 * split, 60 * split
    FROM (SELECT n, (4 * random())::int AS agreed, (3 * random())::int AS split
            FROM generate_series(1, %(pairs)s) n) made
"""

PEOPLE = 40
# Two first opinions on each pair, of two of the forty.
FILL_SLOTS = """
INSERT INTO annotation_slot (batch_id, pair_id, ordinal, state, annotator_id, lane, position, skip_reason, judgment_id)
  SELECT %(batch)s, p.id, k, 2, (%(people)s::bigint[])[1 + (p.image_id + 7 * k) %% 40], 1, 0, '', 1
    FROM annotation_batchpair p, generate_series(1, 2) k WHERE p.batch_id = %(batch)s
"""
FILL_JUDGMENTS = """
INSERT INTO annotation_judgment (slot_id, revision, pair_id, annotator_id, guideline_id, submission_uuid, body_hash,
    outcome, n_words, struck, canonical, canonical_version, unsure, tokens_hash, active_ms, receipt, created_at)
  SELECT id, 1, pair_id, annotator_id, %(guideline)s, gen_random_uuid(), '', 'judged', 25, '{5, 7}', '{5, 7}', '1',
    '{}', '', 9000, 'counted', now() FROM annotation_slot WHERE batch_id = %(batch)s
"""
JOIN = """
UPDATE annotation_slot s SET judgment_id = j.id FROM annotation_judgment j
 WHERE j.slot_id = s.id AND s.batch_id = %(batch)s
"""
EMPTY = """
DELETE FROM annotation_slot WHERE batch_id = %(batch)s;
DELETE FROM annotation_judgment WHERE pair_id IN (SELECT id FROM annotation_batchpair WHERE batch_id = %(batch)s);
DELETE FROM annotation_batchpair WHERE batch_id = %(batch)s;
DELETE FROM annotation_annotator WHERE id = ANY(%(people)s);
DELETE FROM annotation_user WHERE username LIKE 'bench-agreement-%%';
"""


def milliseconds(act: Callable[[], object]) -> list[float]:
    """Of nine calls after a first, in order of size."""
    act()
    found = []
    for _ in range(9):
        began = time.perf_counter()
        act()
        found.append(1000 * (time.perf_counter() - began))
    return sorted(found)


def measure(n_pairs: int) -> None:
    """Fill a batch, print the times, take it away."""
    from django.db import connection
    from django.utils import timezone

    from annotation.models import Batch, GuidelineVersion

    guideline = GuidelineVersion.objects.get(number=1)
    batch = Batch.objects.create(name="bench-agreement", guideline=guideline, created_at=timezone.now())
    ids: dict[str, Any] = {"batch": batch.pk, "pairs": n_pairs, "guideline": guideline.pk, "people": people()}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # the pairs have no pictures
            for statement in (FILL, FILL_SLOTS, FILL_JUDGMENTS, JOIN):
                cursor.execute(statement, ids)
            cursor.execute("VACUUM ANALYZE annotation_batchpair, annotation_slot, annotation_judgment")
        for what, act in asked(batch).items():
            times = milliseconds(act)
            print(f"| {n_pairs:,} | {what} | {times[0]:.0f} | {median(times):.0f} | {times[-1]:.0f} |", flush=True)
    finally:
        with connection.cursor() as cursor:
            for statement in EMPTY.strip().split("\n"):
                cursor.execute(statement, ids)
        batch.delete()


def people() -> list[int]:
    """Forty annotators."""
    from annotation.models import Annotator, User

    users = User.objects.bulk_create(User(username=f"bench-agreement-{n}") for n in range(PEOPLE))
    return [annotator.pk for annotator in Annotator.objects.bulk_create(Annotator(user=user) for user in users)]


def asked(batch: "Batch") -> dict[str, Callable[[], object]]:
    """What the page of a batch's agreement asks, each by itself."""
    from annotation.queries import agreement, agreement_breakdowns

    return {
        "totals": partial(agreement.of_batch, batch, intervals=False),
        "with intervals": partial(agreement.of_batch, batch),
        "by annotator": partial(agreement_breakdowns.by_annotator, batch),
        "by day": partial(agreement_breakdowns.by_day, batch),
        "most contested pairs": partial(agreement_breakdowns.contested_pairs, batch),
    }


def main() -> None:
    """Bring the tables up to date, then measure as the superuser, who may leave out the pictures of the pairs."""
    parser = argparse.ArgumentParser(prog="./run bench agreement_speed")
    parser.add_argument("--pairs", type=int, nargs="*", default=[5_402, 100_000], help="sizes of the batch")
    sizes = parser.parse_args().pairs
    owner = {**os.environ, "DATABASE_URL": os.environ["DATABASE_OWNER_URL"]}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=owner, check=True)
    os.environ["DATABASE_URL"] = os.environ["DATABASE_ADMIN_URL"]
    import django

    django.setup()
    print("| pairs | | least ms | median | most |\n|---|---|---|---|---|")
    for n_pairs in sizes:
        measure(n_pairs)


if __name__ == "__main__":
    main()
