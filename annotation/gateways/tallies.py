"""
How many pairs somebody judged today, without counting the whole day at each answer.

Judgments never change, so what was counted of the past stands: only what came since is counted on. Of the last minute
nothing is taken for settled, since an answer may still be on its way to be committed.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from annotation.gateways.prepared import rows

SETTLED_AFTER = timedelta(minutes=1)
AT_MOST = 2_000  # people of whom a web process remembers it

JUDGED_SINCE = """
SELECT count(*) AS n, count(*) FILTER (WHERE created_at < %(settled)s) AS n_settled FROM annotation_judgment
 WHERE annotator_id = %(annotator)s AND created_at >= %(since)s AND revision = 1
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """So many since that midnight and before that moment."""

    midnight: datetime
    until: datetime
    n: int


class Tallies:
    """What one process counted so far, of the people whom it heard of last."""

    def __init__(self) -> None:
        self._known: OrderedDict[UUID, Counted] = OrderedDict()

    def today(self, *, annotator_id: int, key: UUID, midnight: datetime, now: datetime) -> int:
        """Pairs judged since midnight, each once. `key` is the person for good: numbers may be given anew."""
        known = self._known.get(key)
        if known is None or known.midnight != midnight or known.until > now:
            known = Counted(midnight, midnight, 0)
        settled = max(known.until, now - SETTLED_AFTER)
        [found] = rows(JUDGED_SINCE, {"annotator": annotator_id, "since": known.until, "settled": settled})
        self._known[key] = Counted(midnight, settled, known.n + found["n_settled"])
        self._known.move_to_end(key)
        while len(self._known) > AT_MOST:
            self._known.popitem(last=False)
        return int(known.n + found["n"])
