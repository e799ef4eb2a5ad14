"""The lock over one person's working time."""

from annotation.gateways.prepared import rows

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('annotation.times', %(annotator)s))"


def lock(*, annotator_id: int) -> None:
    """Until this transaction ends, no other writes intervals or ends of shifts of this person."""
    rows(LOCK, {"annotator": annotator_id})
