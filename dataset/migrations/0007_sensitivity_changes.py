"""Who said what of an image's sensitivity, kept for good."""

import django.db.models.deletion
from django.db import migrations, models

from dataset.models import privileges


class Migration(migrations.Migration):
    dependencies = [
        ("dataset", "0006_narrow_records"),
    ]

    operations = [
        migrations.CreateModel(
            name="SensitivityChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("cause", models.CharField(choices=[("flag", "flagged"), ("hand", "decided by hand")], max_length=8)),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("unknown", "Unknown"),
                            ("safe", "Safe"),
                            ("sensitive", "Sensitive"),
                            ("blocked", "Blocked"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("unknown", "Unknown"),
                            ("safe", "Safe"),
                            ("sensitive", "Sensitive"),
                            ("blocked", "Blocked"),
                        ],
                        max_length=16,
                    ),
                ),
                ("reason", models.TextField()),
                ("actor", models.CharField(max_length=150)),
                ("created_at", models.DateTimeField()),
                (
                    "image",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sensitivity_changes",
                        to="dataset.image",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("image", "number"), name="sensitivitychange_numbered"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="sensitivitychange_numbered_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="sensitivitychange_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("after__in", ("safe", "sensitive", "blocked")),
                            ("before__in", ["unknown", "safe", "sensitive", "blocked"]),
                        ),
                        name="sensitivitychange_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cause", "hand"),
                            models.Q(("after", "blocked"), ("cause", "flag")),
                            models.Q(("after", "sensitive"), ("cause", "flag"), ("number", 1)),
                            _connector="OR",
                        ),
                        name="sensitivitychange_flag_covers_once",
                    ),
                ],
            },
        ),
        migrations.RunPython(privileges.append_only("dataset_sensitivitychange")),
    ]
