"""What was asked and answered stays as it is; of a template only its state changes."""

from django.db import migrations

from dataset.models import privileges

TEMPLATE = """
CREATE TRIGGER dataset_template_stays BEFORE UPDATE ON dataset_template FOR EACH ROW
  WHEN ((OLD.task, OLD.name, OLD.version, OLD.text, OLD.schema, OLD.parameters, OLD.rules_version, OLD.sha256)
        IS DISTINCT FROM
        (NEW.task, NEW.name, NEW.version, NEW.text, NEW.schema, NEW.parameters, NEW.rules_version, NEW.sha256))
  EXECUTE FUNCTION strikeout_refuse_change();
CREATE TRIGGER dataset_template_is_kept BEFORE DELETE ON dataset_template
  FOR EACH ROW EXECUTE FUNCTION strikeout_refuse_change();
CREATE TRIGGER dataset_template_no_truncate BEFORE TRUNCATE ON dataset_template
  FOR EACH STATEMENT EXECUTE FUNCTION strikeout_refuse_change();
"""
KEPT = ("price", "attempt", "reply", "cachedreply", "annotation", "promptwords", "caption", "question")


class Migration(migrations.Migration):
    dependencies = [("dataset", "0012_machine_work")]

    operations = [
        migrations.RunPython(privileges.append_only(*(f"dataset_{name}" for name in KEPT)), migrations.RunPython.noop),
        migrations.RunSQL(TEMPLATE, migrations.RunSQL.noop),
    ]
