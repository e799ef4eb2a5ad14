"""Records hold lists with one entry a word, and all that a line pastes. Those there are go: an export makes them anew."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dataset", "0005_quick_word_check")]

    operations = [
        migrations.DeleteModel(name="VerdictRecord"),
        migrations.CreateModel(
            name="VerdictRecord",
            fields=[
                (
                    "verdict",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="record",
                        serialize=False,
                        to="dataset.verdict",
                    ),
                ),
                ("exported_id", models.UUIDField()),
                ("n_words", models.PositiveSmallIntegerField()),
                ("made_by", models.TextField()),
                ("prompt", models.TextField()),
                ("clean_prompt", models.TextField(blank=True)),
                ("votes", models.TextField()),
                ("removed", models.TextField()),
            ],
        ),
    ]
