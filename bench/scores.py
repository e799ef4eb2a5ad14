"""
Scores at size: `./run bench scores --pairs 1000000`.

Pairs are made within a database of their own; then the real command brings in an NSFW and a CLIP score for nineteen of
twenty from files, by path. What is timed: the command, again with nothing to add, and what thresholds choose: a batch's
pairs, its preview, those of settled pairs, the pictures that a threshold would cover. Seconds and bytes stand in
var/bench/scores.json too.
"""

import argparse
import json
import os
import random
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.arrivals.places import Place, place
from jdb_site.frontdoor import environments, programs
from jdb_site.frontdoor.paths import ROOT, VAR

FOLDER, RESULT = VAR / "bench" / "scores", VAR / "bench" / "scores.json"
MADE = """
INSERT INTO dataset_importrun (id, source, path, fingerprint, options, state, cursor, n_rows, n_added, n_known,
    n_refused, actor, started_at, finished_at)
VALUES (1, 'bench', 'bench', repeat('0', 64), '{{}}', 'done', 0, 0, 0, 0, 0, 'bench', '2026-01-01Z', '2026-01-01Z');
INSERT INTO dataset_prompt (id, text, text_sha256, language, language_confidence, traits, described_at)
SELECT n, t, sha256(convert_to(t, 'UTF8')), 'en', 0.9, '{{}}', '2026-01-01Z'
  FROM (SELECT n, 'a red fox in the snow, number ' || n AS t FROM generate_series(1, {n}) n) p;
INSERT INTO dataset_image (id, public_id, source, source_key, run_id, row, prompt_id, generator, arguments, licence,
    sensitivity, split, origin, media_state, media_reason, media_detail, n_media_attempts, sha256, n_bytes, format,
    width, height, thumbhash, created_at, nsfw_score)
SELECT n, gen_random_uuid(), 'bench', n || '.png', 1, n, n, 'midjourney', '{{}}', '', 'unknown', '', '', 'ready', '',
    '', 0, md5(n::text) || md5(n::text), 1, 'png', 64, 64, '', '2026-01-01Z', random()
  FROM generate_series(1, {n}) n;
"""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench scores", allow_abbrev=False)
    parser.add_argument("--pairs", type=int, default=1_000_000, help="pairs (1,000,000)")
    return parser.parse_args()


def written(path: Path, n: int, low: float, high: float) -> Path:
    """Scores of nineteen of twenty pictures, in no order."""
    chance = random.Random(path.name)
    numbers = [number for number in range(1, n + 1) if number % 20]
    chance.shuffle(numbers)
    with path.open("w") as file:
        file.write("img_path,score\n")
        file.writelines(f"{number}.png,{chance.uniform(low, high):.6f}\n" for number in numbers)
    return path


def brought(found: Place, kind: str, path: Path) -> float:
    """Seconds that the command takes."""
    command = programs.manage("import_scores", str(path), "--kind", kind, "--scorer", kind, "--source", "bench")
    began = time.perf_counter()
    subprocess.run(command, env=found.env, check=True)
    return time.perf_counter() - began


def timed(facts: dict[str, Any], name: str, act: Callable[[], Any]) -> None:
    """The better of two, so that nothing is read from the disk."""
    seconds = []
    for _ in range(2):
        began = time.perf_counter()
        said = act()
        seconds.append(time.perf_counter() - began)
    facts[name] = {"seconds": round(min(seconds), 3), "found": said}
    print(f"{name}: {min(seconds):.3f} s, {said:,}", flush=True)


def chosen(facts: dict[str, Any]) -> None:
    """What thresholds choose."""
    import django  # noqa: PLC0415  the environment must be set first

    django.setup()
    from django.db import connection  # noqa: PLC0415

    from annotation.queries import batch_previews, selections  # noqa: PLC0415
    from annotation.rules.selections import Selection  # noqa: PLC0415
    from dataset.queries import score_covers  # noqa: PLC0415
    from dataset.rules.score_limits import COLLECTED, Kind, Limit  # noqa: PLC0415

    def picked(*limits: Limit) -> int:
        """As many rows as the statement that opens a batch takes, shuffled."""
        statement, given = selections.picked_sql(Selection(scores=limits))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({statement}) p", given)  # noqa: S608  ours
            return int(cursor.fetchone()[0])

    nsfw, clip = Limit(Kind.NSFW, "nsfw@1", most=0.3), Limit(Kind.CLIP, "clip@1", least=0.25)
    timed(facts, "a batch without thresholds", picked)
    timed(facts, "a batch with one", lambda: picked(nsfw))
    timed(facts, "a batch with two", lambda: picked(nsfw, clip))
    timed(facts, "a batch with one, unscored too", lambda: picked(Limit(Kind.NSFW, "nsfw@1", most=0.3, unscored=True)))
    timed(facts, "a batch with one, as collected", lambda: picked(Limit(Kind.NSFW, COLLECTED, most=0.3)))
    timed(facts, "a preview", lambda: batch_previews.look(Selection(scores=(nsfw, clip))).n_picked)
    timed(facts, "pictures to be covered", lambda: score_covers.due(Limit(Kind.NSFW, "nsfw@1", least=0.95)).count())
    timed(facts, "the nearest of them", lambda: len(score_covers.nearest(Limit(Kind.NSFW, "nsfw@1", least=0.95), 12)))


def main() -> None:
    asked, facts = arguments(), dict[str, Any]()
    FOLDER.mkdir(parents=True, exist_ok=True)
    subprocess.run(programs.manage("migrate", "-v0"), env=environments.as_owner(os.environ), cwd=ROOT, check=True)
    with place("bench_scores") as found:
        with found.admin() as admin:
            admin.execute(MADE.format(n=asked.pairs))
            admin.execute("VACUUM ANALYZE")
        for kind, low, high in (("nsfw", 0.0, 1.0), ("clip", 0.1, 0.4)):
            path = written(FOLDER / f"{kind}.csv", asked.pairs, low, high)
            facts[f"import {kind}"] = round(brought(found, kind, path), 1)
        facts["import nsfw again"] = round(brought(found, "nsfw", FOLDER / "nsfw.csv"), 1)
        with found.admin() as admin:
            admin.execute("VACUUM ANALYZE dataset_score")
            [sizes] = admin.execute(
                "SELECT pg_table_size('dataset_score'), pg_indexes_size('dataset_score'), count(*) FROM dataset_score"
            )
            facts["scores"] = dict(zip(("table", "indexes", "n"), map(int, map(str, sizes)), strict=True))
        os.environ.update(found.env, DJANGO_SETTINGS_MODULE="jdb_site.settings")
        chosen(facts)
    RESULT.write_text(json.dumps(facts, indent=2) + "\n")
    print(json.dumps({name: fact for name, fact in facts.items() if not isinstance(fact, dict)}), facts["scores"])


if __name__ == "__main__":
    main()
