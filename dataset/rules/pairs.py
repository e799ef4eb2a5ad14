"""A row of any input, taken apart: the pair it speaks of, or the reason why it is refused."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from dataset.rules import image_paths
from dataset.rules.image_texts import Texts, texts
from dataset.rules.reasons import Refused, RowReason

LONGEST_LINE = 1_000_000
LONGEST_PROMPT = 20_000
NSFW_KEYS = ("image_nsfw_score", "prompt_nsfw_score")
CLIP_KEYS = ("clip_score", "image_clip_score")
# Where the collector's classifiers draw their own line.
SENSITIVE_FROM = 0.5


class Pair(NamedTuple):
    """What one row says. `digest` is the SHA-256 of the prompt in UTF-8; `texts` is None when there are none."""

    key: str
    prompt: str
    digest: bytes
    nsfw_score: float | None
    clip_score: float | None
    sensitivity: str
    texts: Texts | None


def pair(row: Mapping[str, Any]) -> Pair:
    """
    The pair of a row with JourneyDB's keys.

    :raises Refused: with the first reason found
    """
    key = image_key(row.get("img_path"))
    text, digest = prompt(row.get("prompt"))
    nsfw_score = highest(row, NSFW_KEYS)
    return Pair(key, text, digest, nsfw_score, highest(row, CLIP_KEYS), sensitivity(nsfw_score), texts(row))


def parsed(line: bytes) -> dict[str, Any]:
    """
    The object in a line of JSON.

    :raises Refused: the line holds no plain object
    """
    try:
        text = line.decode().lstrip(_BLANKS)
        found, end = _READER.raw_decode(text)
        if text[end:].strip(_BLANKS):
            raise json.JSONDecodeError("Extra data", text, end)
    except UnicodeDecodeError as error:
        raise Refused(RowReason.NOT_UTF8, f"byte {error.start}") from error
    except RecursionError as error:
        raise Refused(RowReason.TOO_DEEP) from error
    except ValueError as error:
        raise Refused(RowReason.NOT_JSON, str(error)[:200]) from error
    if not isinstance(found, dict):
        raise Refused(RowReason.NOT_AN_OBJECT, type(found).__name__)
    return found


def _object(items: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(items)
    if len(found) != len(items):
        counts = Counter(key for key, _ in items)
        raise Refused(RowReason.KEY_TWICE, ascii(counts.most_common(1)[0][0])[:200])
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


# `json.loads` would make one for each line.
_BLANKS = " \t\n\r"
_READER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_constant)


def image_key(path: object) -> str:
    if not isinstance(path, str):
        raise Refused(RowReason.NO_IMAGE_PATH)
    return image_paths.plain(path)


def prompt(text: object) -> tuple[str, bytes]:
    """The prompt, byte for byte as collected, with its digest."""
    if not isinstance(text, str):
        raise Refused(RowReason.NO_PROMPT)
    if not text or text.isspace():
        raise Refused(RowReason.EMPTY_PROMPT)
    if len(text) > LONGEST_PROMPT:
        raise Refused(RowReason.PROMPT_TOO_LONG, f"{len(text)} characters")
    if "\0" in text:
        raise Refused(RowReason.BAD_CHARACTERS, f"NUL at character {text.index(chr(0))}")
    try:
        return text, hashlib.sha256(text.encode()).digest()
    except UnicodeEncodeError as error:
        raise Refused(RowReason.BAD_CHARACTERS, f"half a surrogate pair at character {error.start}") from error


def highest(row: Mapping[str, Any], keys: tuple[str, ...]) -> float | None:
    """The highest score under these keys; what is no number between 0 and 1 does not count."""
    found = [score for key in keys if key in row and (score := _share(row[key])) is not None]
    return max(found) if found else None


def _share(value: object) -> float | None:
    if type(value) is float:  # nearly always
        return value if 0 <= value <= 1 else None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if 0 <= found <= 1 else None


def sensitivity(nsfw_score: float | None) -> str:
    """Unknown, unless the collector's classifier has spoken."""
    if nsfw_score is None:
        return "unknown"
    return "sensitive" if nsfw_score >= SENSITIVE_FROM else "safe"
