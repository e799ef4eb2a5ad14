"""
How far the annotators of a batch agree, in one statement.

Its pairs are those of purpose `work` in their present round, but for withdrawn ones. Of each pair the first opinions
count, which are asked of every pair. A further one is asked because these differ: with it, pairs that differ would
weigh more, and by words that are known to be split (docs/adr/0013-agreement-of-first-opinions.md).
"""

from dataclasses import dataclass
from functools import partial

from django.db import connection

from annotation.choices import PairState, Purpose, SlotState
from annotation.models import Batch
from annotation.rules.agreement import (
    KEPT,
    STRUCK,
    Figure,
    Undefined,
    gwet_ac1,
    krippendorff_alpha,
    rate,
    raw_agreement,
    specific_agreement,
    total,
)
from annotation.rules.jackknives import Clusters, Interval, NoInterval, interval
from annotation.rules.pair_sums import AT_MOST_OPINIONS, PairSums, in_full

WORK = f"""p.purpose = {Purpose.WORK.value}
   AND p.state NOT IN ({PairState.WITHDRAWN.value}, {PairState.REPLACED.value})"""
SCOPE = f"p.batch_id = %(batch)s AND {WORK}"

COLUMNS = [f"sum_{name}" for name in PairSums._fields]

# The sums of each pair, as they are kept with it. Pairs of one prompt share its tokenisation.
KEPT_SUMS = f"""
SELECT p.tokenisation_id AS prompt, p.id AS pair, {", ".join(COLUMNS)}
  FROM annotation_batchpair p
 WHERE {SCOPE} AND p.sum_judgments > 0"""  # noqa: S608  all parts are constants

# By what was struck of each word; by what was said of each pair, where pairs are judged as a whole.
OF_WORDS = """
  SELECT pair, count(*) AS m, count(*) FILTER (WHERE word = ANY (struck)) AS s
    FROM opinion CROSS JOIN generate_series(0, n_words - 1) word
   WHERE outcome = 'judged' AND NOT locked ? word::text AND NOT word = ANY (unsure)
     AND (asked IS NULL OR word = ANY (asked))
   GROUP BY pair, word"""
OF_WHOLES = "SELECT pair, count(*) AS m, count(*) FILTER (WHERE outcome <> 'judged') AS s FROM opinion GROUP BY pair"

# The same anew from the judgments, for what is not kept: words times opinions, so a matter of seconds in a large batch.
RECOUNTED_SUMS = f"""
WITH opinion AS (
  SELECT p.tokenisation_id AS prompt, p.id AS pair, p.n_words, p.locked, j.unsure, j.asked, j.outcome,
         CASE WHEN %(raw)s THEN j.struck ELSE j.canonical END AS struck
    FROM annotation_batchpair p
    JOIN annotation_slot s ON s.pair_id = p.id AND s.state = {SlotState.FILLED.value}
     AND s.ordinal <= coalesce(%(opinions)s::smallint, p.wanted)
    JOIN annotation_judgment j ON j.id = s.judgment_id AND (j.outcome = 'judged' OR %(whole)s)
   WHERE {SCOPE}),
word AS ({{units}})
SELECT prompt, pair, count(*) AS sum_judgments, {", ".join(f"coalesce({c}, 0) AS {c}" for c in COLUMNS[1:])}
  FROM opinion LEFT JOIN (
    SELECT pair, count(*) AS sum_judged, sum(60 * s / m) AS sum_share, count(*) FILTER (WHERE m > 1) AS sum_paired,
           sum(m) FILTER (WHERE m > 1) AS sum_opinions, sum(s) FILTER (WHERE m > 1) AS sum_strikes,
           sum(s * (s - 1)) AS sum_struck_agreed, sum(s * (m - 1)) AS sum_struck_possible,
           sum((m - s) * (m - 1)) AS sum_kept_possible,
           sum(120 * s * (m - s) / (m * nullif(m - 1, 0))) AS sum_differing,
           sum(60 * s * (m - s) / nullif(m - 1, 0)) AS sum_disagreement
      FROM word GROUP BY pair) summed USING (pair)
 GROUP BY prompt, pair, {", ".join(COLUMNS[1:])}"""  # noqa: S608  all parts are constants

TOTALS = ", ".join(f"sum({column})::bigint AS {column}" for column in COLUMNS)
AT_ONCE = f"""
SELECT {TOTALS}, count(*) FILTER (WHERE sum_paired > 0) AS n_pairs, 1 AS n_prompts
  FROM ({{pairs}}) pair"""  # noqa: S608  all parts are constants

# Prompts with the same sums are one row with their number: a batch of 100,000 gives some hundred.
BY_PROMPT = f"""
SELECT {", ".join(COLUMNS)}, n_pairs, count(*) AS n_prompts FROM (
  SELECT {TOTALS}, count(*) FILTER (WHERE sum_paired > 0) AS n_pairs FROM ({{pairs}}) pair GROUP BY prompt) prompt
 GROUP BY {", ".join(COLUMNS)}, n_pairs"""  # noqa: S608  all parts are constants


@dataclass(frozen=True, slots=True)
class Agreement:
    """
    Figures with what they rest on: pairs and words that two judged or more, and judgments of words.

    The intervals are None where they were not asked for.
    """

    n_pairs: int
    n_words: int
    n_judgments: int
    strike_rate: Figure
    struck: Figure
    struck_interval: Interval | Undefined | NoInterval | None
    kept: Figure
    alpha: Figure
    alpha_interval: Interval | Undefined | NoInterval | None
    ac1: Figure
    raw: Figure


def of_batch(batch: Batch, *, raw_marks: bool = False, further: bool = False, intervals: bool = True) -> Agreement:
    """
    The agreement of a batch on canonical strikes, from the sums that its pairs keep.

    Where pairs are judged as a whole a unit is a pair, and *struck* is *rejected*.

    On the marks as they were made (`raw_marks`), or with the opinions that were asked further, it is counted anew from
    the judgments. Without `intervals` it takes half the time.
    """
    opinions = AT_MOST_OPINIONS if further else None
    anew = RECOUNTED_SUMS.format(units=OF_WHOLES if batch.as_a_whole else OF_WORDS)
    pairs = anew if raw_marks or further else KEPT_SUMS
    known = {"batch": batch.pk, "opinions": opinions, "raw": raw_marks, "whole": batch.as_a_whole}
    statement = (BY_PROMPT if intervals else AT_ONCE).format(pairs=pairs)
    with connection.cursor() as cursor:
        cursor.execute(statement, known)
        rows = [(PairSums(*(n or 0 for n in kept)), n_pairs, times) for *kept, n_pairs, times in cursor.fetchall()]
    n_pairs = sum(n * times for _, n, times in rows)
    n_judgments = sum(kept.judgments * times for kept, _, times in rows)
    return figures([(in_full(kept), times) for kept, _, times in rows], n_pairs, n_judgments, intervals=intervals)


def figures(clusters: Clusters, n_pairs: int, n_judgments: int, *, intervals: bool) -> Agreement:
    """The figures of these prompts."""
    sums = total(clusters)
    struck = partial(specific_agreement, category=STRUCK)
    return Agreement(
        n_pairs=n_pairs,
        n_words=sums.paired,
        n_judgments=n_judgments,
        strike_rate=rate(sums, STRUCK),
        struck=struck(sums),
        struck_interval=interval(clusters, struck) if intervals else None,
        kept=specific_agreement(sums, KEPT),
        alpha=krippendorff_alpha(sums),
        alpha_interval=interval(clusters, krippendorff_alpha) if intervals else None,
        ac1=gwet_ac1(sums),
        raw=raw_agreement(sums),
    )
