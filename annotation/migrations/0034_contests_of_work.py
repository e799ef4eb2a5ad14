import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

THINGS = ("pair", "answer", "at_work", "flag", "local_date")


def about(kind, thing):
    return Q(kind=kind, **{f"{other}__isnull": other != thing for other in THINGS})


class Migration(migrations.Migration):
    dependencies = [
        ("annotation", "0033_pay_threads"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(fields=["annotator", "-created_at", "uuid"], name="flag_of_annotator"),
        ),
        migrations.AddField(
            model_name="thread",
            name="at_work",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contests",
                to="annotation.goldanswer",
            ),
        ),
        migrations.AddField(
            model_name="thread",
            name="flag",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contests",
                to="annotation.flag",
            ),
        ),
        migrations.RemoveConstraint(model_name="thread", name="thread_about_its_kind"),
        migrations.RemoveConstraint(model_name="thread", name="thread_kind_known"),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=about("question", "pair")
                | about("gold", "answer")
                | about("gold", "at_work")
                | about("flag", "flag")
                | about("pay", "local_date"),
                name="thread_about_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.UniqueConstraint(fields=("at_work",), name="thread_contests_gold_at_work_once"),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.UniqueConstraint(fields=("flag",), name="thread_contests_a_flag_once"),
        ),
    ]
