"""Clean prompts that wait to be looked at: marked in the transaction that gives the reason."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

# In the order of prompts, so that two at once wait for each other instead of both for ever.
MARK = """
INSERT INTO dataset_reannotation (prompt_id, state, lacks, changed_at)
SELECT prompt_id, 'waiting', '{{}}', %(now)s FROM ({found}) found ORDER BY prompt_id
ON CONFLICT (prompt_id) DO UPDATE SET state = 'waiting', lacks = '{{}}', changed_at = excluded.changed_at
"""
CLEANED = "SELECT DISTINCT tidy_prompt_id AS prompt_id FROM dataset_verdict WHERE tidy_prompt_id <> prompt_id"
THESE = "SELECT unnest(%(prompts)s::bigint[]) AS prompt_id"
# What was cleaned from these texts, and these themselves where they are clean ones.
TOLD_OF = f"""
{CLEANED} AND prompt_id = ANY(%(prompts)s)
UNION SELECT prompt_id FROM dataset_reannotation WHERE prompt_id = ANY(%(prompts)s)"""  # noqa: S608  no value in it


def mark(prompts: Sequence[int], *, now: datetime) -> None:
    """These clean prompts are to be looked at."""
    _mark(THESE, prompts, now)


def mark_told_of(prompts: Sequence[int], *, now: datetime) -> None:
    """Something new is said of these texts: they and what was cleaned from them are to be looked at."""
    _mark(TOLD_OF, prompts, now)


def mark_all(*, now: datetime) -> int:
    """Every clean prompt is to be looked at; how many."""
    return _mark(CLEANED, [], now)


def _mark(found: str, prompts: Sequence[int], now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(MARK.format(found=found), {"prompts": list(prompts), "now": now})
        return int(cursor.rowcount)
