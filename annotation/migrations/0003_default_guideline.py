"""The guideline that the product ships: version 1, published."""

from django.db import migrations
from django.utils import timezone

from annotation.rules.guidelines import default_rulings


def seed(apps, schema_editor):
    guideline = apps.get_model("annotation", "GuidelineVersion").objects.create(number=1, published_at=timezone.now())
    ruling = apps.get_model("annotation", "Ruling")
    ruling.objects.bulk_create(ruling(guideline=guideline, **row.as_fields()) for row in default_rulings())


class Migration(migrations.Migration):
    dependencies = [("annotation", "0002_database_rules")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
