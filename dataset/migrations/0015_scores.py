"""Scores of pictures: who gives them, what brought them, what they are."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from dataset.models import privileges

FITS = """
CREATE FUNCTION dataset_score_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM came JOIN dataset_scorer s ON s.id = came.scorer_id
              WHERE NOT (came.value BETWEEN CASE s.kind WHEN 'nsfw' THEN 0 ELSE -1 END AND 1)) THEN
    RAISE EXCEPTION 'a score is beyond the range of its kind'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'score_fits_its_kind', TABLE = 'dataset_score';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER dataset_score_fits AFTER INSERT ON dataset_score REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION dataset_score_fits();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dataset", "0014_shards_of_runs"),
    ]

    operations = [
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.FloatField()),
            ],
        ),
        migrations.CreateModel(
            name="Scorer",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[("nsfw", "NSFW"), ("clip", "CLIP consistency")], max_length=4)),
                (
                    "place",
                    models.CharField(
                        choices=[("file", "elsewhere, and imported from files"), ("here", "here, from the pictures")],
                        max_length=4,
                    ),
                ),
                ("name", models.SlugField(db_index=False, max_length=64)),
                ("version", models.CharField(default="1", max_length=32)),
                ("model", models.CharField(blank=True, default="", max_length=200)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("actor", models.CharField(max_length=150)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ScoreRun",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("path", models.TextField(blank=True, default="")),
                ("fingerprint", models.CharField(blank=True, default="", max_length=64)),
                ("options", models.JSONField(blank=True, default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("done", "Done"),
                            ("stopped", "Stopped"),
                            ("failed", "Failed"),
                        ],
                        default="running",
                        max_length=8,
                    ),
                ),
                ("detail", models.TextField(blank=True, default="")),
                ("cursor", models.BigIntegerField(default=0)),
                ("n_rows", models.BigIntegerField(default=0)),
                ("n_added", models.BigIntegerField(default=0)),
                ("n_known", models.BigIntegerField(default=0)),
                ("n_refused", models.BigIntegerField(default=0)),
                ("refused", models.JSONField(blank=True, default=dict)),
                ("problems", models.JSONField(blank=True, default=list)),
                ("actor", models.CharField(max_length=150)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="sensitivitychange",
            name="sensitivitychange_flag_covers_once",
        ),
        migrations.AlterField(
            model_name="sensitivitychange",
            name="cause",
            field=models.CharField(
                choices=[("flag", "flagged"), ("score", "by its score"), ("hand", "decided by hand")], max_length=8
            ),
        ),
        migrations.AddConstraint(
            model_name="sensitivitychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cause", "hand"),
                    models.Q(("after", "blocked"), ("cause", "flag")),
                    models.Q(("after", "sensitive"), ("cause__in", ["flag", "score"]), ("number", 1)),
                    _connector="OR",
                ),
                name="sensitivitychange_flag_covers_once",
            ),
        ),
        migrations.AddField(
            model_name="score",
            name="image",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="dataset.image"
            ),
        ),
        migrations.AddConstraint(
            model_name="scorer",
            constraint=models.UniqueConstraint(fields=("name", "version"), name="scorer_once"),
        ),
        migrations.AddConstraint(
            model_name="scorer",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["nsfw", "clip"]), ("place__in", ["file", "here"])),
                name="scorer_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="scorer",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("version", ""), _negated=True)),
                name="scorer_is_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="scorer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("place", "here"), _negated=True), ("sha256", "")),
                    models.Q(("place", "here"), models.Q(("sha256", ""), _negated=True)),
                    _connector="OR",
                ),
                name="scorer_here_knows_its_files",
            ),
        ),
        migrations.AddField(
            model_name="score",
            name="scorer",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="dataset.scorer"
            ),
        ),
        migrations.AddField(
            model_name="scorerun",
            name="scorer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="dataset.scorer"
            ),
        ),
        migrations.AddField(
            model_name="score",
            name="run",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="scores",
                to="dataset.scorerun",
            ),
        ),
        migrations.AddConstraint(
            model_name="scorerun",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["running", "done", "stopped", "failed"])), name="scorerun_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="scorerun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at__isnull", True), ("state", "running")),
                    models.Q(models.Q(("state", "running"), _negated=True), ("finished_at__isnull", False)),
                    _connector="OR",
                ),
                name="scorerun_ended_when_not_running",
            ),
        ),
        migrations.AddConstraint(
            model_name="scorerun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "n_rows",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("n_added"), "+", models.F("n_known")
                            ),
                            "+",
                            models.F("n_refused"),
                        ),
                    )
                ),
                name="scorerun_adds_up",
            ),
        ),
        migrations.AddIndex(
            model_name="score",
            index=models.Index(fields=["scorer", "value"], name="score_by_value"),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.UniqueConstraint(fields=("scorer", "image"), include=("value",), name="score_once"),
        ),
        migrations.RunPython(privileges.append_only("dataset_scorer", "dataset_score"), migrations.RunPython.noop),
        migrations.RunSQL(FITS, migrations.RunSQL.noop),
    ]
