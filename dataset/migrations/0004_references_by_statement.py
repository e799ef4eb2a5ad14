"""References of images hold by the statement; a row that became an image and no more is told by the image."""

import django.db.models.deletion
from django.db import migrations, models

from dataset.models import references

# A row of an import that only said "added" moves to its image.
ROWS_TO_IMAGES = """
UPDATE dataset_image i SET row = r.number
FROM dataset_importrow r JOIN dataset_importrun u ON u.id = r.run_id
WHERE r.verdict = 'added' AND i.run_id = r.run_id AND i.source = u.source AND i.source_key = r.source_key;
DELETE FROM dataset_importrow WHERE verdict = 'added' AND reason = '';
"""


class Migration(migrations.Migration):
    dependencies = [("dataset", "0003_verdict_records")]

    operations = [
        migrations.RemoveConstraint(model_name="importrow", name="importrow_says_why_not_added"),
        migrations.AddField(
            model_name="image",
            name="row",
            field=models.BigIntegerField(
                help_text="Number of its row in the run's table, where it is known.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="image",
            name="archive",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="images",
                to="dataset.archive",
            ),
        ),
        migrations.AlterField(
            model_name="image",
            name="prompt",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="images",
                to="dataset.prompt",
            ),
        ),
        migrations.AlterField(
            model_name="image",
            name="run",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="images",
                to="dataset.importrun",
            ),
        ),
        migrations.AlterField(model_name="image", name="sha256", field=models.CharField(max_length=64, null=True)),
        migrations.AlterField(model_name="importrow", name="reason", field=models.CharField(max_length=32)),
        migrations.RunSQL(ROWS_TO_IMAGES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="image",
            constraint=models.UniqueConstraint(fields=("run", "row"), name="image_once_per_row"),
        ),
        migrations.AddConstraint(
            model_name="image",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sha256__isnull", False)), fields=("sha256",), name="image_once_per_bytes"
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="importrow_says_why"
            ),
        ),
        migrations.RunSQL(references.SHARED_SQL),
        migrations.RunPython(references.rows_stay("dataset_prompt", "dataset_importrun", "dataset_archive")),
        migrations.RunPython(
            references.references(
                "dataset_image", prompt_id="dataset_prompt", run_id="dataset_importrun", archive_id="dataset_archive"
            )
        ),
    ]
