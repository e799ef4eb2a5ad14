"""Thresholds on scores in SQL, over an image `i`; without models, since exports are written past them."""

from collections.abc import Iterable, Mapping
from typing import Any

from dataset.rules.score_limits import COLLECTED, Limit, narrowing

SAID = """(SELECT value FROM dataset_score WHERE image_id = i.id AND scorer_id = (
  SELECT id FROM dataset_scorer WHERE kind = '{kind}' AND name || '@' || version = %({kind}_scorer)s))"""


def refusal_sql(limits: Iterable[Limit]) -> str:
    """An expression over the image `i`: the exclusion by the first limit that leaves it out, else ''."""
    cases = " ".join(map(case, narrowing(limits)))
    return f"CASE {cases} ELSE '' END" if cases else "''"


def case(limit: Limit) -> str:
    kind = limit.kind.value
    said = f"i.{kind}_score" if limit.scorer == COLLECTED else SAID.format(kind=kind)
    beyond = f"WHEN {said} NOT BETWEEN %({kind}_least)s AND %({kind}_most)s THEN '{kind}_score'"
    return beyond if limit.unscored else f"{beyond} WHEN {said} IS NULL THEN 'no_{kind}_score'"


def refusal_parameters(limits: Iterable[Limit]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for limit in narrowing(limits):
        low, high = limit.bounds
        kind = limit.kind.value
        found |= {f"{kind}_scorer": limit.scorer, f"{kind}_least": low, f"{kind}_most": high}
    return found
