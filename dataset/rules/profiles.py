"""What stands in a model's profile, before it is kept."""

import json
from collections.abc import Mapping
from typing import Any

from dataset.rules.machine_requests import LIMITS

OURS = frozenset({"messages", "model", "n", "response_format", "stream", "stream_options", "tools"})
MOST_CHARACTERS = 4_000


def extra_problem(extra: object) -> str:
    """Why these cannot stand in each question to a model as keys of its own; empty where they can."""
    if not isinstance(extra, Mapping):
        return 'Keys of each question are one JSON object, as {"temperature": null}.'
    if taken := sorted(OURS & extra.keys()):
        return f"{', '.join(taken)}: that is not to be changed, since answers are read by it."
    if wrong := [name for name in LIMITS if not is_limit(extra.get(name))]:
        return f"{wrong[0]} is a number of tokens, or null."
    if len(json.dumps(extra)) > MOST_CHARACTERS:
        return f"Keys of each question take {MOST_CHARACTERS:,} characters at most."
    return ""


def is_limit(value: Any) -> bool:
    return value is None or (type(value) is int and 1 <= value <= 1_000_000)
