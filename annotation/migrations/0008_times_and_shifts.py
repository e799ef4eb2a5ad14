"""Facts of working time, packs and the ends of shifts."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

from dataset.models import privileges


class Migration(migrations.Migration):
    dependencies = [
        ("annotation", "0007_account_choices"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActiveInterval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("span", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "activity",
                    models.CharField(
                        choices=[
                            ("judging", "judging"),
                            ("questions", "questions"),
                            ("training", "training"),
                            ("guideline", "guideline"),
                            ("waiting", "waiting"),
                            ("outage", "outage"),
                        ],
                        max_length=9,
                    ),
                ),
                ("zone", models.CharField(max_length=64)),
                ("local_date", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveBigIntegerField()),
                ("zone", models.CharField(max_length=64)),
                ("sent_at", models.DateTimeField()),
                ("age_ms", models.PositiveBigIntegerField(default=0)),
                ("written_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("inputs", models.PositiveIntegerField(default=0)),
                ("visible", models.BooleanField()),
                ("spans", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="Pack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n_pairs", models.PositiveSmallIntegerField()),
                ("taken_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ShiftEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(unique=True)),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("n_judged", models.PositiveIntegerField()),
                ("n_skipped", models.PositiveIntegerField()),
                ("n_returned", models.PositiveIntegerField()),
                ("active_ms", models.PositiveBigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="WorkSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(unique=True)),
                ("zone", models.CharField(max_length=64)),
                ("clock_ahead_ms", models.BigIntegerField(default=0)),
                ("opened_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="slot",
            name="skipped_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="slot",
            index=models.Index(
                condition=models.Q(("state", 4)), fields=["annotator", "skipped_at"], name="slot_skipped_by"
            ),
        ),
        migrations.AddField(
            model_name="activeinterval",
            name="annotator",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="active_intervals",
                to="annotation.annotator",
            ),
        ),
        migrations.AddField(
            model_name="pack",
            name="annotator",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="packs",
                to="annotation.annotator",
            ),
        ),
        migrations.AddField(
            model_name="shiftend",
            name="annotator",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shift_ends",
                to="annotation.annotator",
            ),
        ),
        migrations.AddField(
            model_name="worksession",
            name="annotator",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="work_sessions",
                to="annotation.annotator",
            ),
        ),
        migrations.AddField(
            model_name="heartbeat",
            name="session",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="heartbeats",
                to="annotation.worksession",
            ),
        ),
        migrations.AddIndex(
            model_name="activeinterval",
            index=models.Index(fields=["annotator", "local_date"], name="activeinterval_by_day"),
        ),
        migrations.AddConstraint(
            model_name="activeinterval",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            models.F("annotator"),
                            models.F("annotator"),
                            models.Value("[]"),
                            function="int8range",
                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                        ),
                        "&&",
                    ),
                    ("span", "&&"),
                ],
                name="activeinterval_never_double",
            ),
        ),
        migrations.AddConstraint(
            model_name="activeinterval",
            constraint=models.CheckConstraint(
                condition=models.Q(("span__isempty", False), ("span__lower_inf", False), ("span__upper_inf", False)),
                name="activeinterval_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="activeinterval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("activity__in", ["judging", "questions", "training", "guideline", "waiting", "outage"])
                ),
                name="activeinterval_activity_known",
            ),
        ),
        migrations.AddIndex(
            model_name="pack",
            index=models.Index(fields=["annotator", "ends_at"], name="pack_by_annotator"),
        ),
        migrations.AddConstraint(
            model_name="pack",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("taken_at"))), name="pack_ends_after_it_was_taken"
            ),
        ),
        migrations.AddIndex(
            model_name="shiftend",
            index=models.Index(fields=["annotator", "ended_at"], name="shiftend_by_annotator"),
        ),
        migrations.AddConstraint(
            model_name="shiftend",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at__gte", models.F("began_at"))), name="shiftend_after_its_beginning"
            ),
        ),
        migrations.AddIndex(
            model_name="worksession",
            index=models.Index(fields=["annotator", "seen_at"], name="worksession_by_annotator"),
        ),
        migrations.AddConstraint(
            model_name="worksession",
            constraint=models.CheckConstraint(
                condition=models.Q(("seen_at__gte", models.F("opened_at"))), name="worksession_seen_since_it_opened"
            ),
        ),
        migrations.AddConstraint(
            model_name="worksession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", True), ("closed_at__gte", models.F("opened_at")), _connector="OR"
                ),
                name="worksession_closed_since_it_opened",
            ),
        ),
        migrations.AddConstraint(
            model_name="heartbeat",
            constraint=models.UniqueConstraint(fields=("session", "seq"), name="heartbeat_once"),
        ),
        migrations.AddConstraint(
            model_name="heartbeat",
            constraint=models.CheckConstraint(
                condition=models.Q(("written_at__lte", models.F("received_at"))),
                name="heartbeat_written_before_it_came",
            ),
        ),
        migrations.RunPython(privileges.append_only("annotation_heartbeat", "annotation_pack", "annotation_shiftend")),
    ]
