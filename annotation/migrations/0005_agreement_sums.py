"""What each pair brings to the figures of agreement; counted for the pairs that are there."""

import django.db.models.expressions
from django.db import migrations, models

NAMES = [
    "sum_judgments",
    "sum_judged",
    "sum_share",
    "sum_paired",
    "sum_opinions",
    "sum_strikes",
    "sum_struck_agreed",
    "sum_struck_possible",
    "sum_kept_possible",
    "sum_differing",
    "sum_disagreement",
]

COUNT = """
WITH opinion AS (
  SELECT p.id, p.n_words, p.locked, j.canonical, j.unsure, j.asked
    FROM annotation_batchpair p
    JOIN annotation_batch b ON b.id = p.batch_id
    JOIN annotation_slot s ON s.pair_id = p.id AND s.state = 2 AND s.ordinal <= b.wanted
    JOIN annotation_judgment j ON j.id = s.judgment_id AND j.outcome = 'judged'),
word AS (
  SELECT id, count(*) AS m, count(*) FILTER (WHERE word = ANY (canonical)) AS s
    FROM opinion CROSS JOIN generate_series(0, n_words - 1) word
   WHERE NOT locked ? word::text AND NOT word = ANY (unsure) AND (asked IS NULL OR word = ANY (asked))
   GROUP BY id, word)
UPDATE annotation_batchpair p SET
    sum_judgments = o.n, sum_judged = coalesce(w.judged, 0), sum_share = coalesce(w.share, 0),
    sum_paired = coalesce(w.paired, 0), sum_opinions = coalesce(w.opinions, 0), sum_strikes = coalesce(w.strikes, 0),
    sum_struck_agreed = coalesce(w.struck_agreed, 0), sum_struck_possible = coalesce(w.struck_possible, 0),
    sum_kept_possible = coalesce(w.kept_possible, 0), sum_differing = coalesce(w.differing, 0),
    sum_disagreement = coalesce(w.disagreement, 0)
  FROM (SELECT id, count(*) AS n FROM opinion GROUP BY id) o
  LEFT JOIN (
    SELECT id, count(*) AS judged, sum(60 * s / m) AS share, count(*) FILTER (WHERE m > 1) AS paired,
           sum(m) FILTER (WHERE m > 1) AS opinions, sum(s) FILTER (WHERE m > 1) AS strikes,
           sum(s * (s - 1)) AS struck_agreed, sum(s * (m - 1)) AS struck_possible,
           sum((m - s) * (m - 1)) AS kept_possible,
           sum(120 * s * (m - s) / (m * nullif(m - 1, 0))) AS differing,
           sum(60 * s * (m - s) / nullif(m - 1, 0)) AS disagreement
      FROM word GROUP BY id) w ON w.id = o.id
 WHERE o.id = p.id
"""

TIED = """
CREATE FUNCTION total(numbers smallint[]) RETURNS bigint LANGUAGE sql IMMUTABLE AS
  $$ SELECT coalesce(sum(n), 0)::bigint FROM unnest(numbers) n $$;
ALTER TABLE annotation_batchpair ADD CONSTRAINT batchpair_agreement_sums_are_of_its_votes CHECK (
  sum_opinions <= total(m) AND sum_strikes <= total(s));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("annotation", "0004_slots_by_pair"),
        ("dataset", "0002_database_rules"),
    ]

    operations = [
        *(migrations.AddField("batchpair", name, models.IntegerField(db_default=0)) for name in NAMES),
        migrations.RunSQL(COUNT),
        migrations.AddConstraint(
            model_name="batchpair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sum_judgments__gte", 0),
                    ("sum_judgments__lte", models.F("n_counted")),
                    ("sum_judged__gte", 0),
                    ("sum_judged__lte", models.F("n_words")),
                    ("sum_share__gte", 0),
                    (
                        "sum_share__lte",
                        django.db.models.expressions.CombinedExpression(models.Value(60), "*", models.F("sum_judged")),
                    ),
                    ("sum_paired__gte", 0),
                    ("sum_paired__lte", models.F("sum_judged")),
                    (
                        "sum_opinions__gte",
                        django.db.models.expressions.CombinedExpression(models.Value(2), "*", models.F("sum_paired")),
                    ),
                    (
                        "sum_opinions__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("sum_paired"), "*", models.F("sum_judgments")
                        ),
                    ),
                    ("sum_strikes__gte", 0),
                    ("sum_strikes__lte", models.F("sum_opinions")),
                    ("sum_struck_agreed__gte", 0),
                    ("sum_struck_agreed__lte", models.F("sum_struck_possible")),
                    (
                        "sum_kept_possible__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("sum_struck_possible"), "-", models.F("sum_struck_agreed")
                        ),
                    ),
                    ("sum_differing__gte", 0),
                    (
                        "sum_differing__lte",
                        django.db.models.expressions.CombinedExpression(models.Value(60), "*", models.F("sum_paired")),
                    ),
                    ("sum_disagreement__gte", models.F("sum_differing")),
                ),
                name="batchpair_agreement_sums_fit",
            ),
        ),
        migrations.RunSQL(TIED),
    ]
