"""Gold, the way to the first pair, and attempts to qualify; what is answered and what is true stay as they were."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from dataset.models import privileges

RULES = """
ALTER TABLE annotation_gold ADD CONSTRAINT gold_words_are_of_the_pair CHECK (are_word_indices(struck, n_words));
ALTER TABLE annotation_qualificationanswer ADD CONSTRAINT qualificationanswer_words_are_of_the_item CHECK (
  are_word_indices(struck, n_words) AND are_word_indices(canonical, n_words));
"""
KEPT = ("annotation_gold", "annotation_qualificationitem", "annotation_qualificationanswer")


class Migration(migrations.Migration):
    dependencies = [
        ("annotation", "0009_flags_and_trails"),
        ("dataset", "0005_quick_word_check"),
    ]

    operations = [
        migrations.CreateModel(
            name="Gold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "locked",
                    models.JSONField(default=dict, help_text="Word index → number of the ruling that locks it."),
                ),
                ("n_words", models.PositiveSmallIntegerField()),
                (
                    "struck",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), default=list, size=None
                    ),
                ),
                ("in_use", models.BooleanField(default=True)),
                (
                    "source",
                    models.CharField(choices=[("settled", "from a settled pair"), ("hand", "by hand")], max_length=8),
                ),
                ("reason", models.TextField()),
                ("actor", models.CharField(max_length=150)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Onboarding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("consented_at", models.DateTimeField(null=True)),
                ("rule_read_at", models.DateTimeField(null=True)),
                ("n_examples", models.PositiveSmallIntegerField(default=0)),
                ("n_practised", models.PositiveSmallIntegerField(default=0)),
                ("practised_at", models.DateTimeField(null=True)),
                (
                    "skipped_at",
                    models.DateTimeField(help_text="The whole of it was passed over, as the demo allows.", null=True),
                ),
                ("qualified_at", models.DateTimeField(null=True)),
                (
                    "qualified_how",
                    models.CharField(
                        blank=True,
                        choices=[("test", "by the test"), ("waived", "let in by a manager")],
                        default="",
                        max_length=8,
                    ),
                ),
                (
                    "failed_at",
                    models.DateTimeField(help_text="No further attempt is left: a manager decides.", null=True),
                ),
                (
                    "n_more_attempts",
                    models.PositiveSmallIntegerField(default=0, help_text="Given by a manager, beyond the usual."),
                ),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Qualification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("n_items", models.PositiveSmallIntegerField()),
                ("recall_wanted", models.FloatField()),
                ("precision_wanted", models.FloatField()),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("passed", models.BooleanField(null=True)),
                ("n_hits", models.PositiveIntegerField(default=0)),
                ("n_missed", models.PositiveIntegerField(default=0)),
                ("n_over", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="QualificationAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("submission_uuid", models.UUIDField(unique=True)),
                ("n_words", models.PositiveSmallIntegerField()),
                (
                    "struck",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "canonical",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), default=list, size=None
                    ),
                ),
                ("canonical_version", models.CharField(max_length=32)),
                ("n_hits", models.PositiveSmallIntegerField()),
                ("n_missed", models.PositiveSmallIntegerField()),
                ("n_over", models.PositiveSmallIntegerField()),
                ("active_ms", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="QualificationItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="member",
            name="member_state_known",
        ),
        migrations.AddField(
            model_name="batch",
            name="requires_qualification",
            field=models.BooleanField(
                default=False, help_text="Who has not qualified waits, where there is enough gold to qualify on."
            ),
        ),
        migrations.AlterField(
            model_name="member",
            name="state",
            field=models.CharField(
                choices=[("active", "Active"), ("waiting", "waiting to qualify"), ("removed", "Removed")],
                default="active",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["active", "waiting", "removed"])), name="member_state_known"
            ),
        ),
        migrations.AddField(
            model_name="gold",
            name="guideline",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="annotation.guidelineversion",
            ),
        ),
        migrations.AddField(
            model_name="gold",
            name="image",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="gold", to="dataset.image"
            ),
        ),
        migrations.AddField(
            model_name="gold",
            name="pair",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gold",
                to="annotation.batchpair",
            ),
        ),
        migrations.AddField(
            model_name="gold",
            name="tokenisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gold",
                to="dataset.tokenisation",
            ),
        ),
        migrations.AddField(
            model_name="onboarding",
            name="annotator",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="onboarding", to="annotation.annotator"
            ),
        ),
        migrations.AddField(
            model_name="qualification",
            name="annotator",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="qualifications",
                to="annotation.annotator",
            ),
        ),
        migrations.AddField(
            model_name="qualificationitem",
            name="annotator",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="annotation.annotator"
            ),
        ),
        migrations.AddField(
            model_name="qualificationitem",
            name="gold",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="items", to="annotation.gold"
            ),
        ),
        migrations.AddField(
            model_name="qualificationitem",
            name="image",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dataset.image"
            ),
        ),
        migrations.AddField(
            model_name="qualificationitem",
            name="qualification",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="annotation.qualification",
            ),
        ),
        migrations.AddField(
            model_name="qualificationanswer",
            name="item",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="annotation.qualificationitem"
            ),
        ),
        migrations.AddConstraint(
            model_name="gold",
            constraint=models.UniqueConstraint(fields=("image", "number"), name="gold_numbered"),
        ),
        migrations.AddConstraint(
            model_name="gold",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="gold_numbered_from_one"),
        ),
        migrations.AddConstraint(
            model_name="gold",
            constraint=models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="gold_says_why"),
        ),
        migrations.AddConstraint(
            model_name="gold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pair__isnull", False), ("source", "settled")), ("source", "hand"), _connector="OR"
                ),
                name="gold_names_the_pair_it_came_from",
            ),
        ),
        migrations.AddConstraint(
            model_name="onboarding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rule_read_at__isnull", True), ("consented_at__isnull", False), _connector="OR"),
                    models.Q(("n_examples", 0), ("rule_read_at__isnull", False), _connector="OR"),
                    models.Q(("practised_at__isnull", True), ("rule_read_at__isnull", False), _connector="OR"),
                ),
                name="onboarding_step_by_step",
            ),
        ),
        migrations.AddConstraint(
            model_name="onboarding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("qualified_at__isnull", True), ("qualified_how", "")),
                    models.Q(("qualified_at__isnull", False), ("qualified_how__in", ["test", "waived"])),
                    _connector="OR",
                ),
                name="onboarding_qualified_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="onboarding",
            constraint=models.CheckConstraint(
                condition=models.Q(("failed_at__isnull", True), ("qualified_at__isnull", True), _connector="OR"),
                name="onboarding_not_failed_and_qualified",
            ),
        ),
        migrations.AddConstraint(
            model_name="qualification",
            constraint=models.UniqueConstraint(fields=("annotator", "number"), name="qualification_numbered"),
        ),
        migrations.AddConstraint(
            model_name="qualification",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished_at__isnull", True)),
                fields=("annotator",),
                name="qualification_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="qualification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at__isnull", True), ("passed__isnull", True)),
                    models.Q(("finished_at__isnull", False), ("passed__isnull", False)),
                    _connector="OR",
                ),
                name="qualification_finished_is_passed_or_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="qualification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("n_items__gte", 1), ("precision_wanted__range", (0, 1)), ("recall_wanted__range", (0, 1))
                ),
                name="qualification_bar_is_two_shares",
            ),
        ),
        migrations.AddConstraint(
            model_name="qualificationitem",
            constraint=models.UniqueConstraint(fields=("qualification", "position"), name="qualificationitem_placed"),
        ),
        migrations.AddConstraint(
            model_name="qualificationitem",
            constraint=models.UniqueConstraint(fields=("annotator", "image"), name="qualificationitem_fresh"),
        ),
        migrations.AddConstraint(
            model_name="qualificationanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "n_hits__lte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("n_words"), "-", models.F("n_missed")
                            ),
                            "-",
                            models.F("n_over"),
                        ),
                    )
                ),
                name="qualificationanswer_counts_words",
            ),
        ),
        migrations.RunSQL(RULES),
        migrations.RunPython(privileges.append_only(*KEPT)),
    ]
