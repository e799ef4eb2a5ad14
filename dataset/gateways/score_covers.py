"""Many pictures made sensitive by one statement, each with its entry in the record."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

COVER = """
WITH reached AS MATERIALIZED (
  SELECT i.id, i.sensitivity FROM dataset_image i
   WHERE i.id = ANY (%(images)s::bigint[]) AND i.sensitivity IN ('unknown', 'safe')
   ORDER BY i.id FOR NO KEY UPDATE),
covered AS (
  UPDATE dataset_image i SET sensitivity = 'sensitive' FROM reached r
   WHERE i.id = r.id AND NOT EXISTS (SELECT FROM dataset_sensitivitychange c WHERE c.image_id = r.id)
  RETURNING i.id, r.sensitivity)
INSERT INTO dataset_sensitivitychange (image_id, number, cause, before, after, reason, actor, created_at)
SELECT id, 1, 'score', sensitivity, 'sensitive', %(reason)s, %(actor)s, %(now)s FROM covered
RETURNING image_id
"""


def cover(*, images: Sequence[int], reason: str, actor: str, now: datetime) -> list[int]:
    """Make those of these sensitive of which nobody spoke meanwhile; which they are."""
    with connection.cursor() as cursor:
        cursor.execute(COVER, {"images": list(images), "reason": reason, "actor": actor, "now": now})
        return [image for (image,) in cursor.fetchall()]
