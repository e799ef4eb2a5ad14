"""Why a pair with a verdict is not in the test set."""

import re
from enum import StrEnum

from dataset.rules.content_words import has_content_words
from dataset.rules.exports import VerdictRow
from dataset.rules.records import kept

LEAST_CONTENT_WORDS = 2
READY, JUDGED, TRUE = "ready", "judged", "true"
BLANK = re.compile(r'"(?:\s|\\[bfnrt])*"')  # in JSON


class Exclusion(StrEnum):
    """One reason a pair: the first of these that holds. A whole-pair outcome stands under its own name."""

    WITHDRAWN = "withdrawn"
    BLOCKED = "blocked"
    UNJUDGEABLE = "unjudgeable"
    MISMATCH = "mismatch"
    REJECT = "reject"
    NSFW_SCORE = "nsfw_score"
    NO_NSFW_SCORE = "no_nsfw_score"
    CLIP_SCORE = "clip_score"
    NO_CLIP_SCORE = "no_clip_score"
    EMPTY_PROMPT = "empty_prompt"
    FEW_CONTENT_WORDS = "few_content_words"
    IMAGE_MISSING = "image_missing"
    IMAGE_DAMAGED = "image_damaged"


def exclusion(row: VerdictRow, votes: str) -> Exclusion | None:
    """The reason found in the row, with its votes at the level asked for, or None; the bytes are looked at later."""
    if row.withdrawn == TRUE:
        return Exclusion.WITHDRAWN
    if row.blocked == TRUE:
        return Exclusion.BLOCKED
    if row.outcome != JUDGED or row.by_score:
        return Exclusion(row.by_score if row.outcome == JUDGED else row.outcome)
    if not row.clean_prompt or BLANK.fullmatch(row.clean_prompt):
        return Exclusion.EMPTY_PROMPT
    if not has_content_words(kept(votes), row.language, LEAST_CONTENT_WORDS):
        return Exclusion.FEW_CONTENT_WORDS
    return None if row.media_state == READY and row.sha256 else Exclusion.IMAGE_MISSING
