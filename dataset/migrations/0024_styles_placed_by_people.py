"""People place styles: a further act on versions of style trees, also on frozen ones, where votes were tied."""

from django.db import migrations, models

FIXED = """
CREATE OR REPLACE FUNCTION dataset_styleoperation_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM dataset_styleversion v JOIN touched t ON t.version_id = v.id
             WHERE v.state = 'published' OR (v.state = 'frozen' AND t.act <> 'place')) THEN
    RAISE EXCEPTION 'dataset_styleoperation belongs to a version of styles that is fixed: % is refused', TG_OP
       USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("dataset", "0023_jobs_written_by_hand")]

    operations = [
        migrations.AlterField(
            model_name="styleoperation",
            name="act",
            field=models.CharField(
                choices=[
                    ("rename", "Rename"),
                    ("merge", "Merge"),
                    ("move", "Move"),
                    ("split", "Split"),
                    ("lock", "Lock"),
                    ("unlock", "Unlock"),
                    ("place", "Place"),
                ],
                max_length=8,
            ),
        ),
        migrations.RemoveConstraint(model_name="styleoperation", name="styleoperation_act_known"),
        migrations.AddConstraint(
            model_name="styleoperation",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["rename", "merge", "move", "split", "lock", "unlock", "place"])),
                name="styleoperation_act_known",
            ),
        ),
        migrations.RunSQL(FIXED, migrations.RunSQL.noop),
    ]
