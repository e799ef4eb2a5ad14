import django.db.models.deletion
from django.db import migrations, models

# Only where a batch asks otherwise than the default: a million pairs are not rewritten for nothing.
PIN = """
UPDATE annotation_batchpair p SET wanted = b.wanted, at_most = b.at_most
  FROM annotation_batch b WHERE b.id = p.batch_id AND (b.wanted, b.at_most) <> (2, 3)
"""


class Migration(migrations.Migration):
    dependencies = [("annotation", "0024_run_tallies")]

    operations = [
        migrations.AddField(
            model_name="batchpair", name="wanted", field=models.PositiveSmallIntegerField(db_default=2)
        ),
        migrations.AddField(
            model_name="batchpair", name="at_most", field=models.PositiveSmallIntegerField(db_default=3)
        ),
        migrations.RunSQL(PIN, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="batchpair",
            constraint=models.CheckConstraint(
                condition=models.Q(("wanted__gte", 1), ("at_most__gte", models.F("wanted")), ("at_most__lte", 5)),
                name="batchpair_one_to_five",
            ),
        ),
        migrations.CreateModel(
            name="OverlapChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wanted", models.PositiveSmallIntegerField()),
                ("at_most", models.PositiveSmallIntegerField()),
                ("wanted_before", models.PositiveSmallIntegerField()),
                ("at_most_before", models.PositiveSmallIntegerField()),
                ("reason", models.TextField()),
                ("actor", models.CharField(max_length=150)),
                ("created_at", models.DateTimeField()),
                ("reached", models.BigIntegerField(default=0)),
                ("n_pairs", models.BigIntegerField(default=0)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overlap_changes",
                        to="annotation.batch",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)), fields=["id"], name="overlapchange_to_do"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wanted__gte", 1), ("at_most__gte", models.F("wanted")), ("at_most__lte", 5)
                        ),
                        name="overlapchange_one_to_five",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("wanted", models.F("wanted_before")), _negated=True),
                            models.Q(("at_most", models.F("at_most_before")), _negated=True),
                            _connector="OR",
                        ),
                        name="overlapchange_changes_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="overlapchange_says_why"
                    ),
                ],
            },
        ),
    ]
