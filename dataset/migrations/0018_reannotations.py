"""Clean prompts are looked at whenever something new is said, those that are there already too."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# As dataset/gateways/reannotations.py: what was cleaned before anybody looked.
CLEANED = """
INSERT INTO dataset_reannotation (prompt_id, state, lacks, changed_at)
SELECT DISTINCT tidy_prompt_id, 'waiting', '{}'::varchar[], now() FROM dataset_verdict WHERE tidy_prompt_id <> prompt_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dataset", "0017_names_of_shard_states"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reannotation",
            fields=[
                (
                    "prompt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="reannotation",
                        serialize=False,
                        to="dataset.prompt",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "to be looked at"),
                            ("lacking", "to be asked about"),
                            ("asked", "asked about"),
                            ("done", "in order"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "lacks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=9), blank=True, default=list, size=None
                    ),
                ),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="annotation",
            name="annotation_has_its_source",
        ),
        migrations.AddField(
            model_name="annotation",
            name="is_trial",
            field=models.BooleanField(default=False, help_text="Of a run over the golden set: it holds for nobody."),
        ),
        migrations.AddField(
            model_name="annotation",
            name="verdict",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dataset.verdict",
            ),
        ),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_trial", False), ("job__isnull", False), _connector="OR"),
                name="annotation_trial_is_a_machines",
            ),
        ),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("job__isnull", False), ("source", "machine")),
                    models.Q(("job__isnull", True), ("source", "pruned"), ("verdict__isnull", False)),
                    models.Q(("job__isnull", True), ("source", "hand"), models.Q(("actor", ""), _negated=True)),
                    _connector="OR",
                ),
                name="annotation_has_its_source",
            ),
        ),
        migrations.AddIndex(
            model_name="reannotation",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["prompt"], name="reannotation_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="reannotation",
            index=models.Index(
                condition=models.Q(("state", "lacking")), fields=["prompt"], name="reannotation_lacking"
            ),
        ),
        migrations.AddConstraint(
            model_name="reannotation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "lacking", "asked", "done"])),
                name="reannotation_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reannotation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lacks__len__gte", 1), ("state__in", ["lacking", "asked"])),
                    models.Q(models.Q(("state__in", ["lacking", "asked"]), _negated=True), ("lacks__len", 0)),
                    _connector="OR",
                ),
                name="reannotation_says_what_it_lacks",
            ),
        ),
        migrations.RunSQL(CLEANED, migrations.RunSQL.noop),
    ]
