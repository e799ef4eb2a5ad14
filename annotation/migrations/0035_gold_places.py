import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotation", "0034_contests_of_work"),
    ]

    operations = [
        migrations.CreateModel(
            name="GoldPlace",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gold_places",
                        to="annotation.batch",
                    ),
                ),
            ],
        ),
    ]
