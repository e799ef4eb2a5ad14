"""
What the workbench tells of the way to an answer: docs/what-is-recorded.md says the same to annotators.

A trail feeds figures of speed and of the interface. Whether an answer counts never hangs on it.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

VERSION = 1
MOST_EVENTS = 500
MOST_MS = 2**53 - 1  # the largest number that a browser counts with; less than nothing is a clock that was set
MOST_WORDS = 32_767
LONGEST_NAME = 32
DEVICES = ("mouse", "touch", "keyboard", "mixed")
# Milliseconds since the pair was shown, but `shown` itself: since 1970. Null: it did not happen.
TIMES = ("shown", "painted", "first", "answered", "hidden_ms")


def read(told: object) -> str:
    """
    The trail as it is kept, as JSON: what belongs in one, and no more events than are kept.

    :raises ValueError: it is not a trail; the text says where
    """
    if not isinstance(told, Mapping) or told.get("version") != VERSION:
        raise ValueError(f"A trail is an object of version {VERSION}.")
    kept: dict[str, Any] = {"version": VERSION}
    for name in TIMES:
        if not is_time(found := told.get(name)) and found is not None:
            raise ValueError(f"{name} is a number of milliseconds, or null.")
        kept[name] = found
    if told.get("device") not in DEVICES:
        raise ValueError(f"device is one of {', '.join(DEVICES)}.")
    if not isinstance(told.get("zoomed"), bool):
        raise ValueError("zoomed is true or false.")
    if not is_name(told.get("build")):
        raise ValueError("build is a short text.")
    kept |= {name: told[name] for name in ("device", "zoomed", "build")}
    return json.dumps(kept | {"events": events(told.get("events"))}, separators=(",", ":"))


def events(told: object) -> list[list[Any]]:
    """The first of them, each checked."""
    if not isinstance(told, Sequence) or isinstance(told, str):
        raise ValueError("events is a list.")
    first = list(told[:MOST_EVENTS])
    for place, event in enumerate(first):
        if not is_event(event):
            raise ValueError(f"Event {place} is not [ms, kind, from, to, source].")
    return first


def is_event(told: object) -> bool:
    if not isinstance(told, list) or len(told) != 5:
        return False
    ms, kind, start, end, source = told
    return is_time(ms) and is_name(kind) and is_word(start) and is_word(end) and is_name(source)


def is_time(told: object) -> bool:
    return type(told) is int and -MOST_MS <= told <= MOST_MS


def is_word(told: object) -> bool:
    """The index of a word, or none."""
    return told is None or (type(told) is int and 0 <= told <= MOST_WORDS)


def is_name(told: object) -> bool:
    return isinstance(told, str) and len(told) <= LONGEST_NAME and "\x00" not in told
