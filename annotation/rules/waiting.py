"""What an unresolved pair waits for, and how that is told to the person who wants to export."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any


class WaitsFor(StrEnum):
    PREPARATION = "preparation"
    OPINIONS = "opinions"
    DESK = "desk"
    PUBLISHING = "publishing"
    MANAGER = "manager"


SAYS = {
    WaitsFor.PREPARATION: "being prepared, the batch is still opening",
    WaitsFor.OPINIONS: "waiting for opinions",
    WaitsFor.DESK: "waiting at the desk",
    WaitsFor.PUBLISHING: "settled while this ran, to be published in a moment",
    WaitsFor.MANAGER: "set aside, until a manager takes them up again",
}

WAYS_OUT = """\
There are three ways out:
  --partial      leave them out; unresolved.jsonl will say what each waits for
  settle them    let the annotators finish, and decide on the desk's page what waits there
  --provisional  settle those with at least one judgment by the present majority, marked provisional"""

Line = tuple[str, str, Mapping[str, Any]]


def sentence(waits_for: str, facts: Mapping[str, Any]) -> str:
    """What one pair waits for, in a few words."""
    match waits_for:
        case WaitsFor.OPINIONS:
            return f"opinions: {facts['judged']} judged, {facts['leased']} being judged, {facts['open']} open"
        case WaitsFor.DESK:
            return f"the desk: {facts['desk_reason'].replace('_', ' ')}, {len(facts['desk_words'])} contested words"
        case _:
            return waits_for


def refusal(causes: Mapping[WaitsFor, int], first: Sequence[Line]) -> str:
    """
    Why nothing was exported: how many pairs wait and for what, the first of them by name, and the ways out.

    `first` are (batch, what the pair waits for, facts).
    """
    n_waiting = sum(causes.values())
    lines = [f"Nothing was written. Pairs unresolved: {n_waiting}"]
    lines += [f"  {SAYS[cause]}: {n}" for cause, n in causes.items()]
    lines += ["", *(f"  {batch}  {facts['source_key']}  {sentence(waits, facts)}" for batch, waits, facts in first)]
    if n_waiting > len(first):
        lines.append(f"  … and {n_waiting - len(first)} more")
    return "\n".join([*lines, "", WAYS_OUT])
