"""What people say of prompts, which templates are held against; append-only."""

import django.db.models.deletion
from django.db import migrations, models

from dataset.models import privileges


class Migration(migrations.Migration):
    dependencies = [
        ("dataset", "0020_style_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="GoldenPrompt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("words", models.JSONField(help_text="Pieces of the prompt by kind: four lists.", null=True)),
                (
                    "caption",
                    models.TextField(
                        blank=True, default="", help_text="What a caption is compared with, where one is given."
                    ),
                ),
                ("note", models.CharField(blank=True, default="", help_text="Why it is in the set.", max_length=300)),
                ("actor", models.CharField(max_length=150)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="template",
            name="passed",
            field=models.JSONField(
                help_text="How it did on the golden set when it was activated; none: nothing had to be shown.",
                null=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="template",
            constraint=models.CheckConstraint(
                condition=models.Q(("passed__isnull", True), ("activated_at__isnull", False), _connector="OR"),
                name="template_passed_is_dated",
            ),
        ),
        migrations.AddField(
            model_name="goldenprompt",
            name="prompt",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="golden", to="dataset.prompt"
            ),
        ),
        migrations.AddConstraint(
            model_name="goldenprompt",
            constraint=models.UniqueConstraint(fields=("prompt", "number"), name="goldenprompt_numbered"),
        ),
        migrations.AddConstraint(
            model_name="goldenprompt",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="goldenprompt_numbered_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="goldenprompt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("words__isnull", False), models.Q(("caption", ""), ("number__gte", 2)), _connector="OR"
                ),
                name="goldenprompt_is_in_before_out",
            ),
        ),
        migrations.RunPython(privileges.append_only("dataset_goldenprompt"), migrations.RunPython.noop),
    ]
