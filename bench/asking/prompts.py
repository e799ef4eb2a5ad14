"""Prompts to ask about, made within the database, and a run over them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from dataset.actions import machine_runs, templates
from dataset.actions.machine_runs import Means, Wanted
from dataset.choices import MachineTask, Transport
from dataset.models import MachineRun, ModelProfile, Price

SOURCE, ACTOR = "asking", "bench"
PARTS = [
    ["a red fox", "two astronauts", "an old lighthouse", "a market of lanterns", "a glass whale", "a sleeping dragon"],
    ["under an oak", "in a sunflower field", "above the clouds", "beside a canal", "among ruins", "on a wooden table"],
    ["watercolor", "oil painting", "studio photograph", "isometric render", "ink drawing", "art deco poster"],
    ["soft morning light", "neon glow", "mist and rain", "golden hour", "candle light", "calm and quiet"],
]
RUN = """
INSERT INTO dataset_importrun (source, path, fingerprint, options, state, cursor, n_rows, n_added, n_known, n_refused,
                               actor, started_at, finished_at)
VALUES (%(source)s, '', '', '{}', 'done', %(n)s, %(n)s, %(n)s, 0, 0, %(actor)s, now(), now()) RETURNING id
"""
PROMPTS = """
WITH worded AS (
  SELECT n, concat_ws(', ', concat_ws(' ', (%(first)s::text[])[1 + n %% 6], (%(second)s::text[])[1 + n / 6 %% 6]),
                      (%(third)s::text[])[1 + n / 36 %% 6], (%(fourth)s::text[])[1 + n / 216 %% 6],
                      'number ' || n) AS text
    FROM generate_series(%(from)s, %(to)s) n),
made AS (
  INSERT INTO dataset_prompt (text, text_sha256, language, language_confidence, traits, described_at)
  SELECT text, sha256(convert_to(text, 'UTF8')), 'en', 1, '{}', now() FROM worded ORDER BY n RETURNING id)
INSERT INTO dataset_image (public_id, source, source_key, run_id, prompt_id, generator, arguments, licence, sensitivity,
    split, origin, media_state, media_reason, media_detail, n_media_attempts, format, thumbhash, created_at)
SELECT gen_random_uuid(), %(source)s, id::text, %(run)s, id, 'midjourney', '{}', '', 'unknown', '', '', 'waiting', '',
       '', 0, '', '', now() FROM made
"""
AT_ONCE = 20_000


def fill(n: int) -> None:
    """Make so many prompts, each with a picture."""
    parts = dict(zip(("first", "second", "third", "fourth"), PARTS, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(RUN, {"source": SOURCE, "n": n, "actor": ACTOR})
        [run] = cursor.fetchone() or [0]
        for start in range(0, n, AT_ONCE):
            given = {"from": start, "to": min(n, start + AT_ONCE) - 1, "run": run, "source": SOURCE, **parts}
            cursor.execute(PROMPTS, given)
        cursor.execute("ANALYZE dataset_prompt, dataset_image")


def begin(base_url: str, *, cap: Decimal, now: datetime, **fields: Any) -> MachineRun:
    """A run over them by a model there, left to the workers."""
    swift = {"requests_per_minute": 600_000, "tokens_per_minute": 1_000_000_000, "at_once": 16}
    usual: dict[str, Any] = {"transports": [Transport.ONLINE], **swift}
    profile = ModelProfile.objects.create(
        name="asking",
        base_url=base_url,
        model="stand-in",
        actor=ACTOR,
        created_at=now,
        **(usual | fields),
    )
    amounts = {"input_amount": "0.25", "cached_amount": "0.025", "output_amount": "2"}
    Price.objects.create(profile=profile, valid_from=now, actor=ACTOR, created_at=now, **amounts)
    template = templates.in_force(task=MachineTask.ANNOTATE, actor=ACTOR, now=now)
    means = Means(profile, cap, Transport(profile.transports[0]), poison_limit=1.0)
    return machine_runs.start(template=template, wanted=Wanted(source=SOURCE), means=means, actor=ACTOR, now=now)
