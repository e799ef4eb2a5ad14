"""Answers of models as they were kept, unpacked to be looked at."""

import json
import zlib

MOST_BYTES = 200_000  # as much as anybody reads; more is cut off and said to be


def unpacked(body: bytes) -> str:
    """What came, as it came."""
    reader = zlib.decompressobj()
    read = reader.decompress(body, MOST_BYTES).decode(errors="replace")
    return f"{read}…" if reader.unconsumed_tail else read


def spoken(raw: str) -> str:
    """What the model said in it, its refusal where it would not; all of it where that is no chat completion."""
    try:
        message = json.loads(raw)["choices"][0]["message"]
        return str(message.get("content") or message.get("refusal") or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        return raw
