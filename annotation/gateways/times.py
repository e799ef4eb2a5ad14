"""The lock over one person's working time, and the end of what was reported of it."""

from annotation.gateways.prepared import rows

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('annotation.times', %(annotator)s))"

# The application may delete no heartbeat; this function of the owner may, of pages that expired.
LET_GO = "SELECT strikeout_let_heartbeats_go(%(sessions)s::bigint[]) AS n"


def lock(*, annotator_id: int) -> None:
    """Until this transaction ends, no other writes intervals or ends of shifts of this person."""
    rows(LOCK, {"annotator": annotator_id})


def let_go(*, sessions: list[int]) -> int:
    """Delete the heartbeats of these pages, all of which expired; return how many."""
    return int(rows(LET_GO, {"sessions": sessions})[0]["n"]) if sessions else 0
