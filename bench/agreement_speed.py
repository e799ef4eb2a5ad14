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
    from annotation.queries import agreement

    guideline = GuidelineVersion.objects.get(number=1)
    batch = Batch.objects.create(name="bench-agreement", guideline=guideline, created_at=timezone.now())
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # the pairs have no pictures
            cursor.execute(FILL, {"batch": batch.pk, "pairs": n_pairs})
            cursor.execute("VACUUM ANALYZE annotation_batchpair")
        for what, intervals in (("totals", False), ("with intervals", True)):
            times = milliseconds(partial(agreement.of_batch, batch, intervals=intervals))
            print(f"| {n_pairs:,} | {what} | {times[0]:.0f} | {median(times):.0f} | {times[-1]:.0f} |")
    finally:
        batch.pairs.all().delete()
        batch.delete()


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
