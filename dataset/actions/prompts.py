"""Prompts come in, and what is found in their texts: language, traits, arguments."""

from datetime import datetime

from django.db import IntegrityError, connection

from dataset.actions import staging
from dataset.gateways import rests
from dataset.gateways.packets import Packet
from dataset.models import Image, Prompt
from dataset.rules.arguments import arguments
from dataset.rules.languages import detect
from dataset.rules.tokeniser import tokenise
from dataset.rules.traits import traits

# A connection keeps it for its next chunk; see `staging.TABLE`.
TABLE = """
CREATE TEMPORARY TABLE IF NOT EXISTS staged_prompt (
  number bigint, source_key text, digest bytea, prompt text) ON COMMIT DELETE ROWS;
DELETE FROM staged_prompt;
"""

# Sorted by digest, so that two imports at once cannot wait for each other. Looked for, then inserted: ON CONFLICT was
# dearer, as it reserves each row before it is sure of it.
BRING_IN = """
WITH wanted AS MATERIALIZED (
  SELECT number, digest, prompt, (SELECT id FROM dataset_prompt WHERE text_sha256 = s.digest) AS id,
    digest IS NOT NULL
      AND (SELECT true FROM dataset_image WHERE source = %(source)s AND source_key = s.source_key) IS NULL AS is_new
  FROM (SELECT * FROM staged_prompt ORDER BY digest) s),
added AS (
  INSERT INTO dataset_prompt (text, text_sha256, language, traits)
  SELECT DISTINCT ON (digest) prompt, digest, '', '{}'::varchar[] FROM wanted WHERE is_new AND id IS NULL
  ORDER BY digest
  RETURNING id, text_sha256)
SELECT string_agg(CASE WHEN is_new THEN COALESCE(wanted.id, added.id)::text ELSE '' END, ',' ORDER BY number)
FROM wanted LEFT JOIN added ON text_sha256 = digest
"""

TRIES = 10


def bring_in(*, source: str, packet: Packet) -> list[str]:
    """
    Bring in the prompts of a packet's new images; an id for each sound row, empty where its image may be known.

    A prompt whose image does not follow, because somebody ended the import, waits for the import to be gone on with.
    """
    for _ in range(TRIES - 1):
        try:
            return _bring_in(source, packet)
        except IntegrityError:  # somebody brought one of them in at the same moment: now it is there
            continue
    return _bring_in(source, packet)


@rests.turn()
def _bring_in(source: str, packet: Packet) -> list[str]:
    if not packet.images:
        return []
    staging.at_leisure()
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        with cursor.copy("COPY staged_prompt FROM STDIN") as target:
            target.write(packet.prompts)
        cursor.execute(BRING_IN, {"source": source})
        return str(cursor.fetchone()[0]).split(",")


@rests.turn()
def describe(*, limit: int, now: datetime) -> int:
    """Describe so many prompts that are not described yet, passing over those in other hands; how many."""
    waiting = Prompt.objects.filter(described_at__isnull=True).order_by("pk")
    found = list(waiting.select_for_update(skip_locked=True, no_key=True)[:limit])
    for prompt in found:
        detected = detect(prompt.text)
        prompt.language, prompt.language_confidence = detected.language, detected.confidence
        prompt.traits = [str(trait) for trait in traits(prompt.text)]
        prompt.described_at = now
    Prompt.objects.bulk_update(found, ["language", "language_confidence", "traits", "described_at"])
    _say_arguments(found)
    return len(found)


def _say_arguments(prompts: list[Prompt]) -> None:
    """Write the generator's arguments, which stand in the prompt, to its images."""
    for prompt in prompts:
        if found := arguments(prompt.text, tokenise(prompt.text)):
            Image.objects.filter(prompt=prompt).update(arguments=found)
