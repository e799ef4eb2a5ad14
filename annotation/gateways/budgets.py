"""Which batches somebody's days went to."""

from collections.abc import Collection
from datetime import date

from annotation.gateways.prepared import rows

# A date is found in the judgments by the time that counts of it; the last answer may come a moment after that.
TIME_BY_BATCH = """
SELECT d.annotator_id, d.local_date, p.batch_id, sum(greatest(j.active_ms, 1)) AS ms
  FROM (SELECT annotator_id, local_date, min(lower(span)) AS began, max(upper(span)) AS ended
          FROM annotation_activeinterval
         WHERE local_date BETWEEN %(first)s::date AND %(last)s::date
           AND (%(annotators)s::bigint[] IS NULL OR annotator_id = ANY (%(annotators)s::bigint[]))
         GROUP BY annotator_id, local_date) d
  JOIN annotation_judgment j ON j.annotator_id = d.annotator_id
   AND j.created_at >= d.began AND j.created_at < d.ended + interval '1 minute'
  JOIN annotation_batchpair p ON p.id = j.pair_id
 GROUP BY d.annotator_id, d.local_date, p.batch_id"""


def time_by_batch(
    first: date, last: date, annotators: Collection[int] | None = None
) -> dict[tuple[int, date], dict[int, int]]:
    """
    Of each person's dates between the two, the time that their answers took, by batch; in milliseconds.

    :param annotators: of these people alone
    """
    found: dict[tuple[int, date], dict[int, int]] = {}
    for row in rows(
        TIME_BY_BATCH, {"first": first, "last": last, "annotators": None if annotators is None else [*annotators]}
    ):
        found.setdefault((row["annotator_id"], row["local_date"]), {})[row["batch_id"]] = int(row["ms"])
    return found
