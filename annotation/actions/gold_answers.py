"""Judgments of gold that was given at work: compared with what is known, counted nowhere else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from annotation.gateways import gold
from annotation.models import GoldAnswer
from annotation.rules.outcomes import PairOutcome
from annotation.rules.qualifications import compared, counted


def keep(*, pair_id: int, judgment: Mapping[str, Any], now: datetime) -> None:
    """Keep how this judgment compares. The caller holds the pair's lock."""
    key = gold.key(pair_id=pair_id)
    struck = judgment["canonical"] if judgment["outcome"] == PairOutcome.JUDGED else []
    count = counted(compared(struck, key["struck"], key["locked"]))
    GoldAnswer.objects.create(
        judgment_id=judgment["judgment_id"],
        annotator_id=judgment["annotator_id"],
        gold_id=key["id"],
        n_hits=count.hits,
        n_missed=count.missed,
        n_over=count.over,
        created_at=now,
    )
