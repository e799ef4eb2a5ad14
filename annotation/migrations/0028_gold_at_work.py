import django.db.models.deletion
from django.db import migrations, models

from dataset.models import privileges


class Migration(migrations.Migration):
    dependencies = [
        ("annotation", "0027_api_tokens"),
        ("dataset", "0010_arrivals"),
    ]

    operations = [
        migrations.CreateModel(
            name="GoldAnswer",
            fields=[
                (
                    "judgment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="on_gold",
                        serialize=False,
                        to="annotation.judgment",
                    ),
                ),
                ("n_hits", models.PositiveSmallIntegerField()),
                ("n_missed", models.PositiveSmallIntegerField()),
                ("n_over", models.PositiveSmallIntegerField()),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="batchpair",
            name="batchpair_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="batchspread",
            name="batchspread_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="slot",
            name="slot_live_ordinal",
        ),
        migrations.RemoveConstraint(
            model_name="slot",
            name="slot_one_to_five",
        ),
        migrations.AddField(
            model_name="batch",
            name="as_a_whole",
            field=models.BooleanField(
                db_default=False, help_text="Its pairs are accepted or rejected: no word of them is struck."
            ),
        ),
        migrations.AddField(
            model_name="batch",
            name="gold_share",
            field=models.PositiveSmallIntegerField(
                db_default=0, help_text="Of a hundred pairs given to somebody, how many are gold beside them."
            ),
        ),
        migrations.AlterField(
            model_name="batchpair",
            name="state",
            field=models.SmallIntegerField(
                choices=[
                    (0, "being prepared"),
                    (1, "in work"),
                    (2, "at the desk"),
                    (3, "settled"),
                    (4, "set aside"),
                    (5, "withdrawn"),
                    (6, "replaced by a newer round"),
                    (7, "gold: its truth is known"),
                ],
                default=0,
            ),
        ),
        migrations.AlterField(
            model_name="batchspread",
            name="state",
            field=models.SmallIntegerField(
                choices=[
                    (0, "being prepared"),
                    (1, "in work"),
                    (2, "at the desk"),
                    (3, "settled"),
                    (4, "set aside"),
                    (5, "withdrawn"),
                    (6, "replaced by a newer round"),
                    (7, "gold: its truth is known"),
                ]
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(("gold_share__lte", 20)), name="batch_gold_is_a_fifth_at_most"
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(("as_a_whole", False), ("gold_share", 0), _connector="OR"),
                name="batch_gold_is_judged_by_its_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchpair",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", [0, 1, 2, 3, 4, 5, 6, 7])), name="batchpair_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="batchspread",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", [0, 1, 2, 3, 4, 5, 6, 7])), name="batchspread_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ordinal__gt", 0)), fields=("pair", "ordinal"), name="slot_live_ordinal"
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("ordinal__isnull", True), ("ordinal__range", (0, 5)), _connector="OR"),
                name="slot_none_to_five",
            ),
        ),
        migrations.AddField(
            model_name="goldanswer",
            name="annotator",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gold_answers",
                to="annotation.annotator",
            ),
        ),
        migrations.AddField(
            model_name="goldanswer",
            name="gold",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="annotation.gold",
            ),
        ),
        migrations.AddIndex(
            model_name="goldanswer",
            index=models.Index(fields=["annotator", "created_at"], name="goldanswer_by_annotator"),
        ),
        migrations.RunPython(privileges.append_only("annotation_goldanswer")),
    ]
