"""Lists in pages: so many rows after a named one."""

from collections.abc import Mapping, Sequence
from typing import Any

from .replies import ApiError

MOST = 10_000


def page(rows: Sequence[dict[str, Any]], query: Mapping[str, str], *, limit: int) -> dict[str, Any]:
    """
    One page of a list; `after` names the last row of the page before.

    :raises ApiError: there is no such row, or the limit is none
    """
    wanted = query.get("limit", str(limit))
    if not wanted.isdecimal() or not 1 <= int(wanted) <= MOST:
        raise ApiError(400, f"Invalid value for limit: {wanted!r}", param="limit")
    start = 0
    if after := query.get("after"):
        numbers = [row["id"] for row in rows]
        if after not in numbers:
            raise ApiError(404, f"No such object: {after}", param="after")
        start = numbers.index(after) + 1
    found = list(rows[start : start + int(wanted)])
    return {
        "object": "list",
        "data": found,
        "first_id": found[0]["id"] if found else None,
        "last_id": found[-1]["id"] if found else None,
        "has_more": start + len(found) < len(rows),
    }
